import { shanghaiDate } from '../shanghai-date.js';
import { openPhases } from './case-phases.js';
import type { CaseRules, EscalationStep } from './case-rules.js';
import { caseRules } from './case-rules-1.js';
import type { CaseState } from './case-state.js';
import { type CaseDeadline, caseDeadlines } from './deadlines.js';
import { provisionalCalendar, type WorkingCalendar, workingDaysBetween } from './working-days.js';

/** A case whose deadline is near or has passed. */
export interface DueCase {
  readonly case: CaseState;
  readonly deadline: CaseDeadline;
  /** Working days since the deadline's date; below 0: until then. */
  readonly overdue: number;
  /** The highest level of escalation 升级 reached: who is to be told. */
  readonly escalation: EscalationStep;
  /** That level is not recorded in the case yet (`escalate`). */
  readonly toEscalate: boolean;
}

/**
 * Which open cases want attention at a moment, the most overdue first: each by the one of its deadlines that is worst.
 * @param now ms since 1970
 * @throws {SdkError} `calendar-ended` with a calendar that refuses
 */
export function casesDue(
  cases: Iterable<CaseState>,
  now: number,
  rules: CaseRules = caseRules,
  calendar: WorkingCalendar = provisionalCalendar,
): readonly DueCase[] {
  const due: DueCase[] = [];
  for (const one of cases) {
    if (!openPhases.includes(one.phase)) continue;
    const deadline = caseDeadlines(one, rules, calendar)[0];
    if (deadline === undefined) continue;
    const overdue = workingDaysBetween(deadline.date, shanghaiDate(now), calendar);
    const reached = rules.escalation.filter(({ overdue: threshold }) =>
      threshold < 0 ? overdue >= threshold : now >= deadline.end && overdue >= threshold,
    );
    const escalation = reached.reduce<EscalationStep | undefined>(
      (worst, step) => (worst === undefined || step.level > worst.level ? step : worst),
      undefined,
    );
    if (escalation === undefined) continue;
    due.push({ case: one, deadline, overdue, escalation, toEscalate: escalation.level > one.escalation });
  }
  return due.sort(
    (a, b) => a.deadline.end - b.deadline.end || (a.case.id < b.case.id ? -1 : a.case.id > b.case.id ? 1 : 0),
  );
}
