import { outstanding, type Registry, type SampleState } from '@hengzhun/host-sdk';
import type { DrawnMember } from '../../api/lots.js';

/** Instruments that are shown of one draw; the commitment and the draw repeat them all. */
const MOST = 2000;

/** Whom the draw has met, in the order drawn, with what was found. */
export async function drawnMembers(
  sample: SampleState,
  registry: Registry,
): Promise<{ readonly drawn: DrawnMember[]; readonly drawnTotal: number }> {
  const results = new Map(sample.results.map((one) => [one.ueid, one]));
  const unreached = new Map(sample.unreached.map((one) => [one.ueid, one]));
  const drawn: DrawnMember[] = [];
  let drawnTotal = 0;
  for (const { name, sample: first, reserve } of sample.draw.strata) {
    const called = new Set(outstanding(sample, name));
    for (const [index, ueid] of [...first, ...reserve].entries()) {
      if (++drawnTotal > MOST) continue;
      const known = await registry.find(ueid);
      const result = results.get(ueid);
      const missing = unreached.get(ueid);
      const state =
        result !== undefined
          ? result.nonconforming
            ? 'nonconforming'
            : 'conforming'
          : missing !== undefined
            ? 'unreached'
            : called.has(ueid)
              ? 'outstanding'
              : 'not-called';
      drawn.push({
        ...{ ueid, stratum: name, order: index + 1, reserve: index >= first.length, state },
        serialNumber: known?.serialNumber ?? '',
        model: known?.model ?? '',
        place: known?.place?.name ?? '',
        region: known?.place?.region ?? '',
        ...(result && { verification: result.verification, worst: result.worst }),
        ...(missing && { reason: missing.reason }),
      });
    }
  }
  return { drawn, drawnTotal };
}
