import { type Actor, type CaseState, caseDeadlines, openPhases } from '@hengzhun/host-sdk';
import type { CaseAnswer } from '../../api/cases.js';
import type { ConsoleContext } from '../../context.js';
import { shownHistory } from './case-history.js';
import { shownSummary } from './case-summary.js';
import { named, suspicionSourceText } from './named.js';
import { nextSteps } from './next-steps.js';
import { shownDeadline } from './urgency.js';

/**
 * A case with its whole history, its deadlines, and what this person may do next.
 * @param actor undefined: nobody was chosen
 * @throws {SdkError} `case-unknown`, `case-history-broken`
 */
export async function casePage(
  { supervision, store, clock }: Pick<ConsoleContext, 'supervision' | 'store' | 'clock'>,
  id: string,
  actor: Actor | undefined,
): Promise<CaseAnswer> {
  const { cases, attachments } = supervision;
  const state = await cases.get(id);
  const now = clock.now();
  const deadlines = caseDeadlines(state);
  const { prohibition, transfer } = state;
  return {
    summary: await shownSummary({ ...summaryOf(state), dueAt: deadlines[0]?.end }, store.registry, now),
    rules: state.rules,
    last: state.last,
    since: state.since,
    suspicions: state.suspicions.map(({ source, at, entry, evidence }) => ({
      ...{ source: named(suspicionSourceText, source), at, entry, evidence: [...evidence] },
    })),
    inspectors: [...state.inspectors],
    finding: state.finding ?? null,
    prohibition:
      prohibition === undefined
        ? null
        : { since: prohibition.since, seals: [...prohibition.seals], extensions: prohibition.extensions },
    transfer: transfer ?? null,
    escalation: state.escalation,
    deadlines: deadlines.map((one) => shownDeadline(one, now)),
    history: await shownHistory(await cases.history(id), attachments),
    actor: actor ?? null,
    steps: actor === undefined ? [] : nextSteps(state, actor, now),
  };
}

function summaryOf(state: CaseState) {
  const { id, instrument, jurisdiction, phase, last, openedAt, changedAt, result } = state;
  return { id, instrument, jurisdiction, phase, last, openedAt, changedAt, result, open: openPhases.includes(phase) };
}
