import type { Store, Supervision, SuspicionSource } from '@hengzhun/host-sdk';
import { ToolError } from '../../../errors.js';
import { exitCode } from '../../../exit-codes.js';
import { writeSupervision } from '../../../stores/with-supervision.js';
import { readDocuments } from '../../../supervision/read-documents.js';
import { commonFields } from '../../../supervision/step-of-options.js';
import type { StepOptions } from '../../../supervision/step-options.js';
import { showOutcome } from '../../case-outcome.js';
import type { Output } from '../../output.js';
import { softwareActor } from '../../software-actor.js';
import { levelName } from '../../words.js';

export interface CaseOpenOptions extends StepOptions {
  readonly source: SuspicionSource;
  readonly region: string;
  /** Authority that is responsible; absent: that of whoever opens it. */
  readonly responsible?: string;
  readonly id?: string;
  readonly judge: boolean;
}

/** Opens a case of an instrument, or merges the suspicion into the open one. */
export async function openCase(output: Output, options: CaseOpenOptions, name: string): Promise<number> {
  const common = commonFields(options);
  const { documents, files } = readDocuments(options.document);
  return writeSupervision(options, async ({ store, supervision }) => {
    const instrument = await store.registry.find(name);
    if (instrument === undefined) throw new ToolError('tool-unknown-instrument', { ueid: name }, exitCode.refused);
    const { source, region, responsible = common.actor.authority, id } = options;
    const judged = options.judge
      ? await judge(output, store, supervision, instrument.ueid, common.actor.authority)
      : [];
    const suspicion = {
      ...common,
      evidence: [...common.evidence, ...judged],
      documents,
      instrument: instrument.ueid,
      jurisdiction: { authority: responsible, region },
      source,
      // The judgement that it rests on was made after the options were read.
      at: options.at ?? Date.now(),
    };
    const outcome = await supervision.cases.suspect(suspicion, id, files);
    const merged = outcome.outcome !== 'refused' && outcome.case.suspicions.length > 1;
    const step = merged ? 'add-suspicion' : 'open';
    return showOutcome(output, outcome.case?.id ?? id ?? name, step, outcome);
  });
}

/** Judges the instrument on record. @returns the entry, as evidence */
async function judge(
  output: Output,
  { registry }: Store,
  supervision: Supervision,
  ueid: string,
  authority: string,
): Promise<string[]> {
  const { judgement, entry } = await supervision
    .judgements(softwareActor(authority))
    .judge((await registry.find(ueid))!);
  const { level, probability } = judgement;
  output.object({ type: 'judgement', instrument: ueid, entry: entry.number, level, probability });
  output.line(output.text('case.judged', { entry: entry.number, level: levelName(output, level) }));
  return [`ledger/${entry.number}`];
}
