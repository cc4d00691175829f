import { asJson } from '../../ledger/as-json.js';
import { canonicalJson } from '../../ledger/canonical-json.js';
import { Ledger } from '../../ledger/ledger.js';
import { StoreEvidence } from '../../ledger/replay/store-evidence.js';
import type { Instrument } from '../../registry/records.js';
import type { Store } from '../../store/store.js';
import { type JudgementMember, priorsFor } from './judgement-member.js';
import { recordLimits } from './record-limits.js';

/** A judgement with what anyone needs to make it again. */
export interface GatheredJudgement {
  /** The member `judgement.json`. */
  readonly member: Uint8Array;
  /** Frames that it rests on, as received. */
  readonly frames: readonly Uint8Array[];
}

/** Judges an instrument for a moment (ms since 1970), and gathers what the judgement rests on as far as there is room. */
export async function gatherJudgement(store: Store, instrument: Instrument, now: number): Promise<GatheredJudgement> {
  const { judgement, basis } = await store.estimates.judgeWithBasis(instrument, now);
  const priors = judgement.priors === 0 ? undefined : await store.estimates.priors(judgement.priors);
  const { database, registry } = store;
  const source = new StoreEvidence({ database, registry, ledger: new Ledger({ database }) });
  const records: Record<string, string> = {};
  const frames: Uint8Array[] = [];
  let bytes = 0;
  let complete = basis.taken.length <= recordLimits.evidence;
  for (const { source: identifier } of complete ? basis.taken : []) {
    const found = await source.find(identifier);
    bytes += found?.length ?? 0;
    if (found === undefined || bytes > recordLimits.evidenceBytes) complete = false;
    else if (identifier.startsWith('record/')) records[identifier] = new TextDecoder().decode(found);
    else frames.push(found);
    if (!complete) break;
  }
  const member: JudgementMember = {
    ...{ judgement, complete, records: complete ? records : {} },
    // The priors, where there are any, are beside it: they count as an entry of their own.
    basis: { ...basis, priorsEntry: priors === undefined ? 0 : 1 },
    ...(priors === undefined ? {} : { priors: priorsFor(priors, basis.type, basis.batch) }),
  };
  return { member: new TextEncoder().encode(canonicalJson(asJson(member))), frames: complete ? frames : [] };
}
