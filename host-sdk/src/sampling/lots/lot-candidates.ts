import type { Level } from '../../evaluation/levels.js';
import type { Store } from '../../store/store.js';
import { quantised } from '../quantise.js';
import type { LotCandidate } from './candidate.js';

/** Instruments of a register, as lots are built from them. */
export interface RegisterCandidates {
  readonly candidates: readonly LotCandidate[];
  /** Instruments of which the register does not say what every lot has to know, with the first thing that is missing. */
  readonly incomplete: readonly { readonly ueid: string; readonly missing: 'model' | 'maker' | 'region' }[];
}

/**
 * The instruments of a store with the level and the probability that the status evaluation 状态评价 states at a moment; `unknown`, and no
 * probability, where it has no estimate. Bring the estimates up to date first (`store.estimates.refresh`).
 *
 * @param at ms since 1970
 * @throws {SdkError} `store-*`
 */
export async function lotCandidates(store: Store, at: number): Promise<RegisterCandidates> {
  const judged = new Map<number, { level: Level; probability: number }>();
  await store.estimates.fleet((id, { probability }, level) => void judged.set(id, { level, probability }), at);
  const candidates: LotCandidate[] = [];
  const incomplete: RegisterCandidates['incomplete'][number][] = [];
  for (const { id, ueid, model, maker, data, place } of await store.registry.instruments()) {
    const region = place?.region ?? '';
    const missing = model === '' ? 'model' : maker === '' ? 'maker' : region === '' ? 'region' : undefined;
    if (missing !== undefined) {
      incomplete.push({ ueid, missing });
      continue;
    }
    const { typeApproval, manufactured, batch } = data;
    const one = judged.get(id);
    candidates.push({
      ...{ ueid, model, maker, region, level: one?.level ?? 'unknown' },
      ...(one && { probability: quantised(one.probability) }),
      ...(typeApproval && { typeApproval }),
      ...(manufactured && { manufactured }),
      ...(batch && { batch }),
    });
  }
  return { candidates, incomplete };
}
