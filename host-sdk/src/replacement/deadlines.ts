import type { Bilingual } from '../evaluation/levels.js';
import { dateOfDay, dayNumber, endOfShanghaiDate, shanghaiDate } from '../shanghai-date.js';
import type { CaseRules, Deadline, Provenance } from './case-rules.js';
import { caseRules } from './case-rules-1.js';
import type { CaseState } from './case-state.js';
import { addWorkingDays, nextWorkingDay, provisionalCalendar, type WorkingCalendar } from './working-days.js';

/** The end of a period. */
export interface DeadlineEnd {
  /** Last day in Shanghai, ISO 8601. */
  readonly date: string;
  /** First moment after it, ms since 1970: from then on it is overdue. */
  readonly end: number;
  /** It reaches into a year whose working days are not announced yet, and may move when they are. */
  readonly provisional: boolean;
}

/** A deadline that runs in a case. */
export interface CaseDeadline extends DeadlineEnd, Provenance {
  readonly what: 'phase' | 'arbitration-notice' | 'transfer-answer' | 'prohibition';
  readonly text: Bilingual;
}

/**
 * When a period ends that an event begins. The day of the event does not count; the last day counts whole.
 * @param extensions how often the period was extended
 * @throws {SdkError} `calendar-bad-date`; `calendar-ended` with a calendar that refuses
 */
export function endOfDeadline(
  from: number,
  deadline: Deadline,
  extensions = 0,
  calendar: WorkingCalendar = provisionalCalendar,
): DeadlineEnd {
  const days = deadline.days + Math.min(extensions, deadline.extension?.times ?? 0) * (deadline.extension?.days ?? 0);
  const start = shanghaiDate(from);
  if (deadline.counted === 'working') {
    const { date, provisional } = addWorkingDays(start, days, calendar);
    return { date, end: endOfShanghaiDate(date), provisional };
  }
  const last = dateOfDay(dayNumber(start) + days);
  const { date, provisional } = deadline.rolls ? nextWorkingDay(last, calendar) : { date: last, provisional: false };
  return { date, end: endOfShanghaiDate(date), provisional };
}

/** All deadlines that run in a case, the earliest first. Empty: it has ended. */
export function caseDeadlines(
  state: CaseState,
  rules: CaseRules = caseRules,
  calendar: WorkingCalendar = provisionalCalendar,
): readonly CaseDeadline[] {
  const found: CaseDeadline[] = [];
  const add = (what: CaseDeadline['what'], from: number, deadline: Deadline, extensions = 0) => {
    const { text, origin, source } = deadline;
    found.push({ what, text, origin, source, ...endOfDeadline(from, deadline, extensions, calendar) });
  };
  const phase = rules.deadlines[state.phase];
  const { interrupted, transfer, prohibition } = state;
  if (interrupted !== undefined && interrupted.notifiedAt === undefined) {
    add('arbitration-notice', interrupted.at, rules.arbitrationNotice);
  } else if (phase !== undefined) add('phase', interrupted?.notifiedAt ?? state.since, phase, state.extensions);
  if (transfer !== undefined) add('transfer-answer', transfer.at, rules.transferAnswer);
  // While an arbitration tests the instrument, the time of the prohibition stands still. A removed instrument is kept as evidence.
  const runs = prohibition !== undefined && interrupted === undefined;
  if (runs && !['removed', 'replaced'].includes(state.phase)) {
    add('prohibition', prohibition.since + prohibition.paused, rules.prohibition, prohibition.extensions);
  }
  return found.sort((a, b) => a.end - b.end);
}
