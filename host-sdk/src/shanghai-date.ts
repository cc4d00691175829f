import { SdkError } from './errors.js';

/** Asia/Shanghai has been +08:00 without daylight saving time since 1991: no time-zone data of the machine is asked. */
export const shanghaiOffset = 8 * 3_600_000;
const DAY = 86_400_000;

/** The date in Shanghai at a moment (ms since 1970), ISO 8601. @throws {SdkError} `calendar-bad-date` */
export function shanghaiDate(at: number): string {
  if (!Number.isFinite(at) || at < 0 || at > 4_102_444_800_000) {
    throw new SdkError('calendar-bad-date', `${at} is no moment between 1970 and 2100 in ms since 1970.`);
  }
  return new Date(at + shanghaiOffset).toISOString().slice(0, 10);
}

/** Days since 1970-01-01 of a date. @throws {SdkError} `calendar-bad-date` */
export function dayNumber(date: string): number {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN;
  // 2026-02-30 parses as a day of March.
  if (Number.isNaN(time) || dateOfDay(time / DAY) !== date) {
    throw new SdkError('calendar-bad-date', `${date.slice(0, 40)} is no date. Give it as YYYY-MM-DD.`);
  }
  return time / DAY;
}

export function dateOfDay(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

/** First moment after a date in Shanghai (24:00), ms since 1970. @throws {SdkError} `calendar-bad-date` */
export function endOfShanghaiDate(date: string): number {
  return (dayNumber(date) + 1) * DAY - shanghaiOffset;
}
