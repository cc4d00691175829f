import type { KeyObject } from 'node:crypto';
import { exportJwk, sha256 } from '@hengzhun/protocol';
import { concatBytes, toHex } from '../bytes.js';
import { canonicalJson } from '../ledger/canonical-json.js';
import { decodeEntry } from '../ledger/entry-form.js';
import type { JsonValue } from '../ledger/ledger-entry.js';
import { kidOf } from '../ledger/ledger-key.js';
import type { StatementSigner } from '../ledger/signed-statement.js';
import { byName } from './archive/archive-form.js';
import { writeArchive } from './archive/write-archive.js';
import type { CaseFile } from './case-file.js';
import { sealMembers } from './manifest.js';

/**
 * The archive of a case file 案卷. The same file makes the same bytes on any machine, save for the signature.
 *
 * @param key the ledger's: it signs the manifest, so that records and attachments, which have no signature of their own, are the signer's word
 * @throws {SdkError} `case-file-too-large`, `case-file-too-many-members`, `case-file-bad-name` (a rule set's name), `ledger-bad-entry`
 */
export function writeCaseFile(file: CaseFile, key: StatementSigner): Uint8Array {
  const members = new Map<string, Uint8Array>();
  const entries = file.entries.toSorted((a, b) => decodeEntry(a).number - decodeEntry(b).number);
  members.set('ledger/entries.cbor', concatBytes(entries));
  members.set('ledger/keys.json', json(keySet(file.ledgerKeys)));
  members.set('makers/keys.json', json(keySet(file.makers)));
  if (file.checkpoint !== undefined) {
    members.set('ledger/checkpoint.cbor', file.checkpoint.bytes);
    const proofs = [...file.checkpoint.proofs].map(([number, hashes]) => [String(number), hashes.map(toHex)] as const);
    members.set('ledger/proofs.json', json(Object.fromEntries(proofs)));
  }
  for (const { publicKey, enrolledAt, certificate, frames, log } of file.instruments) {
    const folder = `instruments/${kidOf(publicKey)}`;
    members.set(`${folder}/key.json`, json({ key: { ...exportJwk(publicKey) }, enrolledAt }));
    members.set(`${folder}/frames.cbor`, concatBytes(frames));
    if (certificate !== undefined) members.set(`${folder}/certificate.cbor`, certificate);
    if (log === undefined) continue;
    members.set(`${folder}/log.cbor`, concatBytes(log.entries));
    members.set(`${folder}/log.json`, json({ first: log.first, head: toHex(log.head) }));
  }
  for (const [name, rules] of file.rules) members.set(`rules/${name}.json`, json(rules));
  const evidence: [string, string][] = [];
  for (const [identifier, bytes] of file.evidence) {
    // Identifiers may hold anything: the member is named by its content.
    const member = `evidence/${toHex(sha256(bytes))}`;
    members.set(member, bytes);
    evidence.push([identifier, member]);
  }
  const { madeBy, decision = null } = file;
  members.set('contents.json', json({ madeBy: { ...madeBy }, decision, evidence: Object.fromEntries(evidence) }));
  return writeArchive(sealMembers(members, file.subject, file.madeAt, key));
}

const json = (value: JsonValue): Uint8Array => new TextEncoder().encode(canonicalJson(value));

/** JWK set (RFC 7517 section 5) in the order of key identifiers. */
const keySet = (keys: readonly KeyObject[]): JsonValue => ({
  keys: keys.map((key) => ({ ...exportJwk(key) })).sort((a, b) => byName(a.kid, b.kid)),
});
