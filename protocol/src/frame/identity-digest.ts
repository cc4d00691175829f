import { byteString, equalBytes, utf8 } from '../bytes.js';
import type { MetrologicalData } from '../device/content.js';
import { writeIdentityStatement } from '../device/identity.js';
import { ProtocolError } from '../errors.js';
import { INSTRUMENT_KIND_SCALE } from '../generated/constants.js';
import { sha256 } from '../sha256.js';
import type { IdentityClaims, IdentityStatementClaims, MetrologicalClaims } from './types.js';

/** Encoding of an identity statement: what the identity digest is taken over. */
export function encodeIdentityStatement(statement: IdentityStatementClaims): Uint8Array {
  const encoded = writeIdentityStatement({
    ueid: byteString(statement.ueid),
    oemid: byteString(statement.oemid),
    hwmodel: byteString(statement.hwmodel),
    hwversion: utf8(statement.hwversion),
    dbgstat: statement.dbgstat,
    eatProfile: utf8(statement.eatProfile),
    swname: utf8(statement.swname),
    swversion: utf8(statement.swversion),
    data: encodableData(statement.data),
  });
  return Buffer.from(encoded, 'latin1');
}

/** Metrological data with its texts and bytes as byte strings, as the instrument's writer takes it. */
function encodableData(data: MetrologicalClaims): MetrologicalData {
  const strings = {
    typeApproval: utf8(data.typeApproval),
    serialNumber: utf8(data.serialNumber),
    observedChannels: byteString(data.observedChannels),
  };
  if (data.instrumentKind === INSTRUMENT_KIND_SCALE) return { ...data, ...strings };
  const nozzles = data.nozzles.map((nozzle) => ({ ...nozzle, fuel: utf8(nozzle.fuel) }));
  return { ...data, ...strings, nozzles };
}

/**
 * SHA-256 over the identity statement, 32 bytes. Status frames carry its first 8: a change of anything that an identity
 * frame states, except the software measurement, shows in the next status frame.
 */
export function identityDigest(statement: IdentityStatementClaims): Uint8Array {
  return sha256(encodeIdentityStatement(statement));
}

/** Refuses an identity frame whose digest is not the one of its statement: `frame-identity-digest`. */
export function checkIdentityDigest(claims: IdentityClaims): void {
  if (!equalBytes(identityDigest(claims), claims.identityDigest)) throw new ProtocolError('frame-identity-digest');
}
