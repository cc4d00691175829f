import { SdkError } from '../errors.js';
import { dateOfDay, dayNumber } from '../shanghai-date.js';
import { chineseHolidays, fixedHolidays, type HolidayYear } from './holidays-china.js';

/** By which holidays one counts. */
export interface WorkingCalendar {
  readonly years: readonly HolidayYear[];
  /**
   * What to do in a year without a notice: `refuse`, or count `provisional`ly, with Saturdays, Sundays and the holidays that never move as
   * days off. A provisional count is marked, and may change when the notice comes.
   */
  readonly beyond: 'refuse' | 'provisional';
}

/** Counts by published notices only. */
export const publishedCalendar: WorkingCalendar = { years: chineseHolidays, beyond: 'refuse' };
/** Goes on where the notices end, and says so. */
export const provisionalCalendar: WorkingCalendar = { years: chineseHolidays, beyond: 'provisional' };

/** A date that was counted to. */
export interface CountedDate {
  /** ISO 8601. */
  readonly date: string;
  /** Some day on the way lies in a year without a published notice. */
  readonly provisional: boolean;
}

/** Is the day worked in mainland China? @throws {SdkError} `calendar-bad-date`, `calendar-ended` */
export function isWorkingDay(date: string, calendar: WorkingCalendar = publishedCalendar): boolean {
  return look(dayNumber(date), calendar).working;
}

/**
 * The working day that is `count` working days after (below 0: before) a date, which does not count itself, as legal periods begin on the
 * day after the event. 0: the date itself.
 * @param count whole, −1000 to 1000
 * @throws {SdkError} `calendar-bad-date`, `calendar-ended`
 */
export function addWorkingDays(
  date: string,
  count: number,
  calendar: WorkingCalendar = publishedCalendar,
): CountedDate {
  if (!Number.isInteger(count) || Math.abs(count) > 1000) {
    throw new SdkError('calendar-bad-date', `${count} is no number of working days: whole, −1000 to 1000.`);
  }
  const direction = Math.sign(count);
  let day = dayNumber(date);
  let provisional = false;
  for (let left = Math.abs(count); left > 0; ) {
    day += direction;
    const found = look(day, calendar);
    provisional ||= found.provisional;
    if (found.working) left--;
  }
  return { date: dateOfDay(day), provisional };
}

/** The date itself when it is worked, else the next working day. @throws {SdkError} `calendar-bad-date`, `calendar-ended` */
export function nextWorkingDay(date: string, calendar: WorkingCalendar = publishedCalendar): CountedDate {
  let day = dayNumber(date);
  let provisional = false;
  for (;;) {
    const found = look(day, calendar);
    provisional ||= found.provisional;
    if (found.working) return { date: dateOfDay(day), provisional };
    day++;
  }
}

/**
 * Number of working days after `from` up to and with `to`; below 0 when `to` is the earlier one: `addWorkingDays` backwards.
 * @throws {SdkError} `calendar-bad-date`, `calendar-ended`
 */
export function workingDaysBetween(from: string, to: string, calendar: WorkingCalendar = publishedCalendar): number {
  const [a, b] = [dayNumber(from), dayNumber(to)];
  if (b < a) {
    let count = 0;
    for (let day = b; day < a; day++) if (look(day, calendar).working) count++;
    return -count;
  }
  let count = 0;
  for (let day = a + 1; day <= b; day++) if (look(day, calendar).working) count++;
  return count;
}

interface Day {
  readonly working: boolean;
  readonly provisional: boolean;
}

const prepared = new WeakMap<HolidayYear, { off: ReadonlySet<string>; on: ReadonlySet<string> }>();

function look(day: number, calendar: WorkingCalendar): Day {
  const date = dateOfDay(day);
  // 1970-01-01 was a Thursday.
  const weekend = [0, 6].includes((((day + 4) % 7) + 7) % 7);
  const year = calendar.years.find((one) => one.year === Number(date.slice(0, 4)));
  if (year !== undefined) {
    const { off, on } = prepare(year);
    return { working: on.has(date) || (!weekend && !off.has(date)), provisional: false };
  }
  if (calendar.beyond === 'refuse') throw calendarEnded(date, calendar);
  return { working: !weekend && !fixedHolidays.includes(date.slice(5)), provisional: true };
}

function prepare(year: HolidayYear): { off: ReadonlySet<string>; on: ReadonlySet<string> } {
  const known = prepared.get(year);
  if (known) return known;
  const off = new Set<string>();
  for (const { first, last } of year.holidays) {
    for (let day = dayNumber(first); day <= dayNumber(last); day++) off.add(dateOfDay(day));
  }
  const made = { off, on: new Set(year.workingWeekends) };
  prepared.set(year, made);
  return made;
}

function calendarEnded(date: string, calendar: WorkingCalendar): SdkError {
  const years = calendar.years.map(({ year }) => year).join(', ');
  const text =
    `The working-day calendar knows ${years || 'no year'} and not ${date}. ` +
    'Add the State Council notice of that year (国务院办公厅关于部分节假日安排的通知), or count provisionally.';
  return new SdkError('calendar-ended', text, { date });
}
