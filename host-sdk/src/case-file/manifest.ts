import type { KeyObject } from 'node:crypto';
import { sha256 } from '@hengzhun/protocol';
import { equalBytes, toHex } from '../bytes.js';
import { SdkError } from '../errors.js';
import { canonicalJson, readCanonicalJson } from '../ledger/canonical-json.js';
import type { JsonValue } from '../ledger/ledger-entry.js';
import { readStatement, type StatementSigner, signStatement } from '../ledger/signed-statement.js';
import { type ArchiveMembers, byName, refuse } from './archive/archive-form.js';

/** What a case file 案卷 says about itself. */
export interface Manifest {
  readonly format: 'hengzhun-case-file';
  readonly version: 1;
  /** What it is about: the subject of ledger entries, such as `case/<id>`. */
  readonly subject: string;
  /** When it was made, ms since 1970. */
  readonly at: number;
  /** Every other member of the archive but the manifest's signature, sorted by name. */
  readonly members: readonly ManifestMember[];
}

export interface ManifestMember {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** Hex. */
  readonly sha256: string;
}

export const manifestName = 'manifest.json';
/** COSE_Sign1 by the ledger's key over the SHA-256 of the manifest: whoever keeps the ledger put these members together. */
export const signatureName = 'signature.cbor';
export const manifestContentType = 'application/vnd.hengzhun.case-file-manifest+sha256';

/** Adds manifest and signature to the members. */
export function sealMembers(
  members: ArchiveMembers,
  subject: string,
  at: number,
  key: StatementSigner,
): Map<string, Uint8Array> {
  const listed = [...members.keys()].sort(byName).map((name) => {
    const bytes = members.get(name)!;
    return { name, size: bytes.length, sha256: toHex(sha256(bytes)) };
  });
  const manifest: Manifest = { format: 'hengzhun-case-file', version: 1, subject, at, members: listed };
  const text = new TextEncoder().encode(canonicalJson(manifest as unknown as JsonValue));
  const signature = signStatement(sha256(text), manifestContentType, key);
  return new Map([...members, [manifestName, text], [signatureName, signature]]);
}

/** Why a manifest is not signed by this key; undefined: it is. */
export function manifestFault(members: ArchiveMembers, publicKey: KeyObject): string | undefined {
  const statement = readStatement(members.get(signatureName)!, manifestContentType, publicKey);
  if ('fault' in statement) return statement.fault;
  const same = equalBytes(statement.payload, sha256(members.get(manifestName)!));
  return same ? undefined : 'it is the signature of another manifest';
}

/**
 * The manifest of an archive, when every member is there with the size and the hash that it says, and no other.
 *
 * @throws {SdkError} `case-file-bad-manifest`
 */
export function readManifest(members: ArchiveMembers): Manifest {
  const bytes = members.get(manifestName);
  if (bytes === undefined || !members.has(signatureName)) bad('it or its signature is missing');
  const manifest = readFields(jsonOf(bytes));
  const named = new Set([manifestName, signatureName]);
  for (const { name, size, sha256: hash } of manifest.members) {
    const member = members.get(name);
    if (member === undefined || named.has(name))
      bad(`it lists ${name.slice(0, 200)}, which is not there, or twice`, name);
    named.add(name);
    if (member.length !== size || toHex(sha256(member)) !== hash)
      bad(`${name} is not what it says: the file was changed`, name);
  }
  for (const name of members.keys()) if (!named.has(name)) bad(`it does not list ${name}`, name);
  return manifest;
}

function jsonOf(bytes: Uint8Array): Record<string, unknown> {
  let value: JsonValue;
  try {
    value = readCanonicalJson(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch (cause) {
    if (!(cause instanceof SdkError) && !(cause instanceof TypeError)) throw cause;
    bad(`it is not in canonical JSON (${cause.message.replace(/\.$/, '')})`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) bad('it is no object');
  return value as Record<string, unknown>;
}

function readFields({ format, version, subject, at, members, ...rest }: Record<string, unknown>): Manifest {
  if (format !== 'hengzhun-case-file') bad('it is that of another kind of file');
  if (version !== 1) bad('it is of a version that this program does not know; use a newer program');
  if (typeof subject !== 'string' || subject === '' || subject.length > 256) bad('it names no subject');
  if (!Number.isSafeInteger(at) || (at as number) < 0) bad('it has no date');
  if (Object.keys(rest).length > 0 || !Array.isArray(members)) bad('it has other fields');
  return { format, version, subject, at: at as number, members: members.map(readMember) };
}

function readMember(value: unknown): ManifestMember {
  const { name, size, sha256: hash, ...rest } = (value ?? {}) as Record<string, unknown>;
  const formed = typeof name === 'string' && Number.isSafeInteger(size) && typeof hash === 'string';
  if (!formed || Object.keys(rest).length > 0) bad('it has an entry that is none');
  return { name, size: size as number, sha256: hash };
}

function bad(what: string, name?: string): never {
  const text = `The manifest of the case file does not hold: ${what}. Get the original, unchanged.`;
  refuse('case-file-bad-manifest', text, name);
}
