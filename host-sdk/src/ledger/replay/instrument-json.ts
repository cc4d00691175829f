import { toHex } from '../../bytes.js';
import { toJwk } from '../../registry/public-key.js';
import type { Instrument } from '../../registry/records.js';
import { asJson } from '../as-json.js';
import type { JsonValue } from '../ledger-entry.js';

/** An instrument of the register with its keys, as JSON: public keys only. */
export function instrumentJson({
  ueid,
  serialNumber,
  maker,
  model,
  data,
  place,
  enrolledAt,
  keys,
}: Instrument): JsonValue {
  const value = {
    ueid,
    serialNumber,
    maker,
    model,
    data,
    place,
    enrolledAt,
    keys: keys.map((key) => ({
      kid: key.kid,
      publicKey: toJwk(key),
      assurance: key.assurance,
      certifiedBy: key.certifiedBy,
      certificate: key.certificate && toHex(key.certificate),
      enrolledAt: key.enrolledAt,
      status: key.status,
      endsAt: key.endsAt,
      endedAt: key.endedAt,
      endedWhy: key.endedWhy,
    })),
  };
  // What is not known is left out.
  return asJson(value);
}
