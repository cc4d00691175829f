import {
  type CaseState,
  type CaseStep,
  type CaseStepName,
  caseDeadlines,
  casePhaseText,
  caseResultText,
  caseRoleText,
  caseRules,
  documentText,
  type Instrument,
  type LedgerEntry,
  type StepRule,
} from '@hengzhun/host-sdk';
import { fieldOptions } from '../supervision/step-options.js';
import { deadlineText } from './deadline-text.js';
import { momentText } from './moment-text.js';
import type { Output } from './output.js';
import { pairLines } from './pair-lines.js';
import { stepName } from './words.js';

type History = readonly { readonly entry: LedgerEntry; readonly step: CaseStep }[];

/** A case as lines for a person: how it stands, its deadlines, what was done, what may come next. @param names of people and authorities by identifier */
export function casePage(
  output: Output,
  state: CaseState,
  history: History,
  instrument: Instrument | undefined,
  names: (id: string) => string,
): string[] {
  const phase = casePhaseText[state.phase][output.language];
  const title = output.text('case.title', { id: state.id, phase });
  const lines = [output.paint('bold', title), ...pairLines(facts(output, state, instrument, names))];
  const deadlines = caseDeadlines(state);
  if (deadlines.length > 0) lines.push('', output.text('case.deadlines'));
  for (const deadline of deadlines) lines.push(`  • ${deadlineText(output, deadline)}`);
  lines.push('', output.text('case.history'), historyTable(output, history, names));
  const next = nextSteps(state);
  if (next.length > 0) lines.push('', output.text('case.next'), nextTable(output, next));
  return lines;
}

function facts(
  output: Output,
  state: CaseState,
  instrument: Instrument | undefined,
  names: (id: string) => string,
): [string, string][] {
  const { jurisdiction, openedAt, suspicions, inspectors, check, finding, result } = state;
  const name = [instrument?.serialNumber, instrument?.model, instrument?.place?.name].filter(Boolean).join(' · ');
  const rows: [string, string][] = [
    [output.text('case.instrument'), name === '' ? state.instrument : `${name} (${state.instrument})`],
    [output.text('case.jurisdiction'), `${names(jurisdiction.authority)} · ${jurisdiction.region}`],
    [output.text('case.opened'), momentText(openedAt)],
    [
      output.text('case.sources'),
      suspicions.map(({ source }) => output.text(`case.source.${source}`)).join(output.text('word.comma')),
    ],
  ];
  if (inspectors.length > 0)
    rows.push([output.text('case.inspectors'), inspectors.map(names).join(output.text('word.comma'))]);
  if (check?.measurement !== undefined) {
    const { outcome, verification } = check.measurement;
    rows.push([output.text('case.check'), `${output.text(`case.outcome.${outcome}`)} (${verification})`]);
  }
  if (finding !== undefined) rows.push([output.text('case.finding'), output.text(`case.finding.${finding}`)]);
  if (result !== undefined) rows.push([output.text('case.result'), caseResultText[result][output.language]]);
  return rows;
}

function historyTable(output: Output, history: History, names: (id: string) => string): string {
  const head = ['number', 'at', 'step', 'by', 'rests'] as const;
  const rows = history.map(({ entry, step }) => [
    String(entry.number),
    momentText(step.at),
    stepName(output, step.name),
    `${names(step.actor.person)} · ${caseRoleText[step.actor.role as keyof typeof caseRoleText]?.[output.language] ?? step.actor.role}`,
    rests(output, step),
  ]);
  return output.table(
    head.map((name) => output.text(`case.history.${name}`)),
    rows,
  );
}

function rests(output: Output, { documents, evidence, measurement, reason }: CaseStep): string {
  return [
    ...(reason === undefined ? [] : [reason]),
    ...(measurement === undefined
      ? []
      : [
          `${measurement.verification}${output.text('word.colon')}${output.text(`case.outcome.${measurement.outcome}`)}`,
        ]),
    ...documents.map(({ kind, sha256 }) => `${documentText[kind][output.language]} ${sha256.slice(0, 12)}…`),
    ...evidence,
  ].join('\n');
}

/** Steps that the phase allows; whether one of them may be taken depends on who takes it with what. */
function nextSteps(state: CaseState): [CaseStepName, StepRule][] {
  const all = Object.entries(caseRules.steps) as [CaseStepName, StepRule][];
  const answers: readonly CaseStepName[] = ['accept-transfer', 'decline-transfer'];
  return all.filter(([name, { from, duringTransfer }]) => {
    if (!from.includes(state.phase)) return false;
    if (name === 'extend-prohibition' && state.prohibition === undefined) return false;
    return state.transfer === undefined ? !answers.includes(name) : duringTransfer === true;
  });
}

function nextTable(output: Output, next: readonly [CaseStepName, StepRule][]): string {
  const head = ['name', 'step', 'roles', 'needs'] as const;
  const comma = output.text('word.comma');
  const rows = next.map(
    ([name, { roles, documents = [], documentsOnPass = [], documentsOnFail = [], fields = [], evidence }]) => {
      const papers = [...documents, ...documentsOnPass, ...documentsOnFail];
      const needs = [
        ...papers.map((kind) => `--document ${kind}=…`),
        ...fields.map((field) => fieldOptions[field]),
        ...(evidence ? ['--document | --evidence'] : []),
      ];
      return [
        name,
        stepName(output, name),
        roles.map((role) => caseRoleText[role][output.language]).join(comma),
        needs.join('\n'),
      ];
    },
  );
  return output.table(
    head.map((one) => output.text(`case.next.${one}`)),
    rows,
  );
}
