import { type IdentityFrame, verifyFrame } from '@hengzhun/protocol';
import { toHex } from '../bytes.js';
import type { EnrolledKey, Instrument } from '../registry/records.js';
import type { ProofVerdict } from './proof.js';
import type { ProofCode } from './proof-texts.js';

/** What is known of the key that an instrument shows. */
export interface KeyKnowledge {
  /** Under the key identifier that it shows. */
  readonly found: { readonly instrument: Instrument; readonly key: EnrolledKey } | undefined;
  /** Under the UEID that it shows. */
  readonly named: Instrument | undefined;
  /** Addresses at which this key identifier is present now; 1 or less: nothing of the kind is known. */
  readonly presentAt: number;
}

/** A verdict with its code and particulars. */
export interface Judged {
  readonly verdict: ProofVerdict;
  readonly code: ProofCode;
  readonly detail: Readonly<Record<string, string | number>>;
}

/** Tells apart what can be wrong with the key of an identity: not enrolled, another's, forged, revoked, retired, cloned. */
export function judgeKey(identity: IdentityFrame, { found, named, presentAt }: KeyKnowledge): Judged {
  const kid = toHex(identity.kid);
  const ueid = toHex(identity.claims.ueid);
  if (found === undefined) {
    return named === undefined
      ? { verdict: 'bad', code: 'key-not-enrolled', detail: { kid, ueid } }
      : { verdict: 'bad', code: 'key-of-another', detail: { kid, ueid } };
  }
  const { key, instrument } = found;
  if (instrument.ueid !== ueid) return { verdict: 'bad', code: 'key-of-another', detail: { kid, ueid } };
  if (!isSigned(identity, key)) return { verdict: 'bad', code: 'identity-forged', detail: { kid, ueid } };
  const { status, endsAt = 0, endedWhy = '' } = key;
  const detail = { kid, ueid, endsAt, why: endedWhy };
  if (status === 'revoked') return { verdict: 'bad', code: 'key-revoked', detail };
  if (status === 'retired' && identity.claims.sequence >= endsAt) {
    return { verdict: 'bad', code: 'key-retired', detail };
  }
  if (presentAt > 1) return { verdict: 'bad', code: 'key-cloned', detail: { kid, ueid, count: presentAt } };
  return { verdict: 'good', code: 'key-enrolled', detail: { kid, ueid } };
}

function isSigned(identity: IdentityFrame, { publicKey }: EnrolledKey): boolean {
  try {
    verifyFrame(identity, publicKey);
    return true;
  } catch {
    // Whatever is wrong with it: the ingest keeps the bytes with the reason.
    return false;
  }
}
