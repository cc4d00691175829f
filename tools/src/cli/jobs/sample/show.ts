import {
  findings,
  type LotState,
  outstanding,
  runningDecision,
  type SampleState,
  type Store,
  sampleOf,
} from '@hengzhun/host-sdk';
import { exitCode } from '../../../exit-codes.js';
import { existingLot } from '../../../sampling/existing-lot.js';
import { readSupervision } from '../../../stores/with-supervision.js';
import { decisionLines } from '../../decision-lines.js';
import { dateText, momentText } from '../../moment-text.js';
import type { Output } from '../../output.js';

/** Shows how a lot stands: its findings, whom to visit next, what was decided. */
export async function sampleShow(output: Output, options: { readonly data: string }, id: string): Promise<number> {
  return readSupervision(options.data, async ({ store, supervision }) => {
    const state = await existingLot(supervision, id);
    const { lot, decision, intervals, audits } = state;
    output.line(output.paint('bold', output.text('sample.show.title', { id, count: lot.members.length })));
    const sample = sampleOf(state);
    if (sample === undefined) {
      output.object({ type: 'lot', id, digest: lot.digest, stage: 'fixed', strata: lot.strata });
      output.line(
        output.text('sample.show.waits', { source: lot.randomness.source, at: momentText(lot.randomness.notBefore) }),
      );
      return exitCode.ok;
    }
    await showSample(output, store, state, sample);
    for (const line of decision === undefined ? [] : ['', ...decisionLines(output, decision)]) output.line(line);
    for (const one of intervals) {
      output.line(
        output.text('sample.interval.result', {
          method: output.text(`sample.method.${one.method}`),
          from: one.from,
          days: one.days,
        }),
      );
    }
    for (const { reasons } of audits) for (const text of reasons) output.line(text[output.language]);
    return exitCode.ok;
  });
}

async function showSample(output: Output, { registry }: Store, state: LotState, sample: SampleState): Promise<void> {
  const { id, digest } = sample.lot;
  const found = findings(sample);
  const running = runningDecision(sample) ?? null;
  const visits = found.flatMap(({ name }) => outstanding(sample, name).map((ueid) => ({ stratum: name, ueid })));
  output.object({
    ...{ type: 'lot', id, digest, stage: state.decision ? 'decided' : 'drawn', strata: found, running },
    due: new Date(sample.due).toISOString(),
    ...{ outstanding: visits, unreached: sample.unreached, decision: state.decision ?? null },
  });
  const head = ['stratum', 'size', 'sample', 'looked', 'nonconforming', 'unreached', 'outstanding'] as const;
  const rows = found.map((one) => [
    one.name,
    ...head.slice(1).map((name) => String(one[name as Exclude<(typeof head)[number], 'stratum'>])),
  ]);
  output.line(
    output.table(
      head.map((name) => output.text(`sample.findings.${name}`)),
      rows,
    ),
  );
  if (state.decision !== undefined) return;
  if (running !== null && running.worstCase.step !== 'continue') {
    output.line(output.text(`sample.show.running.${running.worstCase.step}`));
  }
  if (visits.length === 0) {
    output.line(output.text('sample.show.complete'));
    return;
  }
  output.line(output.text('sample.show.visits', { count: visits.length, date: dateText(sample.due) }));
  for (const { ueid } of visits) {
    const one = await registry.find(ueid);
    const where = [one?.serialNumber, one?.place?.name].filter(Boolean).join(' · ');
    output.line(`  ${ueid}  ${where}`);
  }
}
