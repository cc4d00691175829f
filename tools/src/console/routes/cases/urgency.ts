import {
  addWorkingDays,
  type CaseDeadline,
  endOfShanghaiDate,
  provisionalCalendar,
  shanghaiDate,
  workingDaysBetween,
} from '@hengzhun/host-sdk';
import type { CaseDeadline as ApiDeadline } from '../../api/cases.js';

/** Working days before its deadline from which on a case is due soon, as the rules remind of it. */
const SOON = 2;

/** The last moment, ms since 1970, at which a deadline may end and be due soon. */
export function soonUntil(now: number): number {
  return endOfShanghaiDate(addWorkingDays(shanghaiDate(now), SOON, provisionalCalendar).date);
}

/** How near a deadline is. @param end first moment after it, ms since 1970; undefined: none runs */
export function urgencyOf(end: number | undefined, now: number): ApiDeadline['urgency'] {
  if (end === undefined) return 'none';
  if (now >= end) return 'overdue';
  return end <= soonUntil(now) ? 'soon' : 'later';
}

export function shownDeadline(deadline: CaseDeadline, now: number): ApiDeadline {
  const { what, text, date, end, provisional, origin, source } = deadline;
  const workingDays = workingDaysBetween(date, shanghaiDate(now), provisionalCalendar);
  return { what, text, date, end, workingDays, urgency: urgencyOf(end, now), provisional, origin, source };
}
