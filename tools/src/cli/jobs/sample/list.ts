import type { LotState } from '@hengzhun/host-sdk';
import { exitCode } from '../../../exit-codes.js';
import { existingLot } from '../../../sampling/existing-lot.js';
import { readSupervision } from '../../../stores/with-supervision.js';
import { dateText } from '../../moment-text.js';
import type { Output } from '../../output.js';

/** Lists every lot and how far it is. */
export async function sampleList(output: Output, options: { readonly data: string }): Promise<number> {
  return readSupervision(options.data, async ({ supervision }) => {
    const rows: string[][] = [];
    for await (const { id } of supervision.lots.lots()) {
      const state = await existingLot(supervision, id);
      const { lot, results, unreached, due } = state;
      const stage = stageOf(state);
      output.object({
        ...{ type: 'lot', id, digest: lot.digest, size: lot.members.length, stage },
        ...{ results: results.length, unreached: unreached.length, outcome: state.decision?.outcome ?? null },
      });
      rows.push([
        id,
        Object.values(lot.common).join(' · '),
        String(lot.members.length),
        output.text(`sample.stage.${stage}`),
        `${results.length} / ${lot.strata.reduce((sum, { sample }) => sum + sample, 0)}`,
        stage === 'fixed' ? dateText(lot.randomness.notBefore) : due === undefined ? '' : dateText(due),
      ]);
    }
    if (rows.length === 0) output.line(output.text('sample.list.empty'));
    else
      output.line(
        output.table(
          head.map((name) => output.text(`sample.list.${name}`)),
          rows,
        ),
      );
    return exitCode.ok;
  });
}

const head = ['lot', 'common', 'size', 'stage', 'results', 'until'] as const;

function stageOf({ draw, decision }: LotState): 'fixed' | 'drawn' | 'decided' {
  if (decision !== undefined) return 'decided';
  return draw === undefined ? 'fixed' : 'drawn';
}
