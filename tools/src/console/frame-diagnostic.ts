import * as contract from '@hengzhun/protocol';
import { type CborPath, type CborValue, decodeCbor, diagnosticNotation } from '@hengzhun/protocol';

/** `CLAIM_EAT_NONCE` as people read it: `eat-nonce`. Taken from the contract's own names, so that none can be forgotten. */
function namesOf(prefix: string): ReadonlyMap<CborValue, string> {
  const named = Object.entries(contract).filter(
    ([name, value]) => name.startsWith(prefix) && typeof value === 'number',
  );
  return new Map(
    named.map(([name, value]) => [value as number, name.slice(prefix.length).toLowerCase().replaceAll('_', '-')]),
  );
}

const claims = namesOf('CLAIM_');
const metrological = namesOf('METROLOGICAL_KEY_');
/** RFC 9052 section 3.1. */
const headers: ReadonlyMap<CborValue, string> = new Map([
  [1, 'alg'],
  [4, 'kid'],
]);
/** RFC 9052 section 4.2. */
const parts = ['protected', 'unprotected', 'payload', 'signature'];

const PAYLOAD = 2;

/** A frame in diagnostic notation (RFC 8949 section 8): its headers and claims opened, and their keys named in comments. @throws {ProtocolError} `cbor-*` */
export function frameDiagnostic(bytes: Uint8Array): string {
  return diagnosticNotation(decodeCbor(bytes), {
    width: 100,
    embedded: (path) => path.length === 1 && (path[0] === 0 || path[0] === PAYLOAD),
    comment: nameAt,
  });
}

function nameAt(path: CborPath): string | undefined {
  const [part, first, second] = path;
  if (path.length === 1) return parts[part as number];
  if (part === 0 && path.length === 2) return headers.get(first);
  if (part !== PAYLOAD) return undefined;
  if (path.length === 2) return claims.get(first);
  return path.length === 3 && first === contract.CLAIM_METROLOGICAL ? metrological.get(second) : undefined;
}
