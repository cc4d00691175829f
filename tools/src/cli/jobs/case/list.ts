import {
  type CasePhase,
  type CaseQuery,
  type CaseState,
  type CaseSummary,
  caseDeadlines,
  casePhaseText,
  caseResultText,
  casesDue,
  type Supervision,
} from '@hengzhun/host-sdk';
import { exitCode } from '../../../exit-codes.js';
import { type OpenedSupervision, readSupervision, writeSupervision } from '../../../stores/with-supervision.js';
import { actorOf } from '../../actor-of.js';
import { dateText } from '../../moment-text.js';
import type { Output } from '../../output.js';
import type { WritingOptions } from '../../writing-options.js';

export interface CaseListOptions extends WritingOptions {
  readonly region?: string;
  readonly phase?: CasePhase;
  readonly instrument?: string;
  readonly all: boolean;
  readonly due: boolean;
  readonly top: number;
  readonly escalate: boolean;
}

/** Lists cases, the most overdue first; records and tells the escalations that are due. @returns 1 when a deadline has passed */
export async function listCases(output: Output, options: CaseListOptions): Promise<number> {
  if (!options.escalate) return readSupervision(options.data, (opened) => show(output, opened, options));
  const actor = actorOf(options);
  return writeSupervision(options, async (opened) => {
    for (const { case: state, escalation } of await opened.supervision.cases.escalate(actor)) {
      const { level, tell, text } = escalation;
      output.object({ type: 'escalated', case: state.id, level, tell });
      output.line(output.text('case.escalated', { id: state.id, level, why: text[output.language] }));
    }
    return show(output, opened, options);
  });
}

async function show(output: Output, { store, supervision }: OpenedSupervision, options: CaseListOptions) {
  const now = Date.now();
  const found = await summaries(supervision, await queryOf(store, options));
  const wanted = found.filter(({ dueAt }) => !options.due || (dueAt !== undefined && dueAt <= now));
  // Those without a deadline have ended: the newest of them first.
  wanted.sort((a, b) => (a.dueAt ?? Infinity) - (b.dueAt ?? Infinity) || b.changedAt - a.changedAt);
  const rows: string[][] = [];
  for (const summary of wanted.slice(0, options.top)) {
    const state = await supervision.cases.get(summary.id);
    const instrument = await store.registry.find(summary.instrument);
    output.object(json(summary, state, now));
    rows.push(row(output, summary, state, instrument?.serialNumber || summary.instrument, now));
  }
  const overdue = wanted.filter(({ dueAt }) => dueAt !== undefined && dueAt <= now).length;
  output.object({ type: 'cases', count: wanted.length, shown: rows.length, overdue });
  if (rows.length === 0) output.line(output.text(options.due ? 'case.list.none-due' : 'case.list.empty'));
  else {
    output.line(
      output.table(
        head.map((name) => output.text(`case.head.${name}`)),
        rows,
      ),
    );
    output.line(output.text('case.list.count', { count: wanted.length, overdue, shown: rows.length }));
  }
  return overdue > 0 ? exitCode.refused : exitCode.ok;
}

const head = ['case', 'instrument', 'phase', 'next', 'until', 'overdue'] as const;

async function queryOf({ registry }: OpenedSupervision['store'], options: CaseListOptions): Promise<CaseQuery> {
  const { region, phase, instrument, all } = options;
  const ueid = instrument === undefined ? undefined : ((await registry.find(instrument))?.ueid ?? instrument);
  return {
    ...(region !== undefined && { region }),
    ...(phase !== undefined && { phase }),
    ...(ueid !== undefined && { instrument: ueid }),
    ...(!all && { open: true }),
  };
}

async function summaries({ cases }: Supervision, query: CaseQuery): Promise<CaseSummary[]> {
  const found: CaseSummary[] = [];
  for (let after = ''; ; after = found.at(-1)!.id) {
    const page = await cases.list({ ...query, after, limit: 1000 });
    found.push(...page);
    if (page.length < 1000) return found;
  }
}

function json(summary: CaseSummary, state: CaseState, now: number): Record<string, unknown> {
  const { id, instrument, jurisdiction, phase, result, openedAt } = summary;
  const [deadline] = caseDeadlines(state);
  const [due] = casesDue([state], now);
  return {
    ...{ type: 'case', id, instrument, jurisdiction, phase, result: result ?? null },
    openedAt: new Date(openedAt).toISOString(),
    deadline: deadline ? { what: deadline.what, date: deadline.date, origin: deadline.origin } : null,
    overdueWorkingDays: due?.overdue ?? null,
    escalation: due ? { level: due.escalation.level, tell: due.escalation.tell, recorded: !due.toEscalate } : null,
  };
}

function row(output: Output, summary: CaseSummary, state: CaseState, instrument: string, now: number): string[] {
  const { id, phase, result } = summary;
  const [deadline] = caseDeadlines(state);
  const [due] = casesDue([state], now);
  const late = due !== undefined && now >= due.deadline.end;
  const named = [casePhaseText[phase], ...(result === undefined ? [] : [caseResultText[result]])];
  return [
    id,
    instrument,
    named.map((text) => text[output.language]).join(' · '),
    deadline?.text[output.language] ?? '–',
    deadline === undefined ? dateText(summary.changedAt) : deadline.date,
    due === undefined ? '' : output.paint(late ? 'red' : 'yellow', overdueText(output, due.overdue, late, due)),
  ];
}

function overdueText(
  output: Output,
  days: number,
  late: boolean,
  { escalation }: { readonly escalation: { readonly text: { zh: string; en: string } } },
): string {
  const count = output.text(late ? 'case.overdue' : 'case.due-in', { days: Math.abs(days) });
  return `${count} · ${escalation.text[output.language]}`;
}
