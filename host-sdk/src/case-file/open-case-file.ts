import type { KeyObject } from 'node:crypto';
import { HengzhunError, importPublicKey, type PublicJwk } from '@hengzhun/protocol';
import { fromHex } from '../bytes.js';
import { decodeEntry } from '../ledger/entry-form.js';
import type { JsonValue } from '../ledger/ledger-entry.js';
import { kidOf } from '../ledger/ledger-key.js';
import type { ArchiveLimits, ArchiveMembers } from './archive/archive-form.js';
import { readArchive } from './archive/read-archive.js';
import type { CaseFile, CaseFileCheckpoint, CaseFileInstrument } from './case-file.js';
import { splitSequence } from './cbor-sequence.js';
import { mostEntries } from './gather-entries.js';
import { manifestName, readManifest, signatureName } from './manifest.js';
import { isCount, isRecord, readJson, wrong } from './member-json.js';

/** A case file as it was opened: in its form, but nothing about it is proved. */
export interface OpenedCaseFile extends CaseFile {
  /** As they are in the archive, by name. */
  readonly members: ArchiveMembers;
}

/** Hashes of one proof are as many as the tree has levels. */
const longestProof = 64;

/**
 * Opens a case file from outside: archive and manifest, strictly, and every member in its form. Nothing is extracted.
 *
 * @throws {SdkError} those of `readArchive`, `case-file-bad-manifest`, `case-file-bad-member`
 */
export function openCaseFile(bytes: Uint8Array, limits?: ArchiveLimits): OpenedCaseFile {
  const archive = readArchive(bytes, limits);
  const { subject, at } = readManifest(archive);
  const members = new Members(archive);
  const file: OpenedCaseFile = {
    subject,
    madeAt: at,
    ...readContents(members),
    entries: readEntries(members),
    ...readCheckpointMember(members),
    ledgerKeys: readKeys(members, 'ledger/keys.json'),
    makers: readKeys(members, 'makers/keys.json'),
    instruments: members.names(/^instruments\/([0-9a-f]{16})\/key\.json$/).map((kid) => readInstrument(members, kid)),
    rules: new Map(
      members.names(/^rules\/(.+)\.json$/).map((name) => [name, readJson(members.take(`rules/${name}.json`), name)]),
    ),
    members: archive,
  };
  members.refuseRest();
  return file;
}

/** The members of an archive, and which of them nobody has read. */
class Members {
  readonly #rest: Set<string>;

  constructor(private readonly archive: ReadonlyMap<string, Uint8Array>) {
    this.#rest = new Set(archive.keys());
    this.#rest.delete(manifestName);
    this.#rest.delete(signatureName);
  }

  find(name: string): Uint8Array | undefined {
    this.#rest.delete(name);
    return this.archive.get(name);
  }

  take(name: string): Uint8Array {
    return this.find(name) ?? wrong(name, 'is missing');
  }

  /** First groups of the names that match, in the order of the archive. */
  names(pattern: RegExp): string[] {
    return [...this.archive.keys()].flatMap((name) => pattern.exec(name)?.[1] ?? []);
  }

  refuseRest(): void {
    for (const name of this.#rest) wrong(name, 'has no place in a case file');
  }
}

function readContents(members: Members): Pick<CaseFile, 'madeBy' | 'decision' | 'evidence'> {
  const name = 'contents.json';
  const value = readJson(members.take(name), name);
  if (!isRecord(value) || !isRecord(value.madeBy) || !isRecord(value.evidence))
    wrong(name, 'does not say what is in it');
  const { person, role, authority } = value.madeBy;
  if (typeof person !== 'string' || typeof role !== 'string' || typeof authority !== 'string') {
    wrong(name, 'does not say who made it');
  }
  const { decision } = value;
  if (decision !== null && !isCount(decision)) wrong(name, 'names no entry as its decision');
  const evidence = Object.entries(value.evidence).map(([identifier, member]) => {
    const isMember = typeof member === 'string' && /^evidence\/[0-9a-f]{64}$/.test(member);
    return [identifier, isMember ? members.take(member) : wrong(name, 'names evidence that no member holds')] as const;
  });
  const madeBy = { person, role, authority };
  return { madeBy, ...(decision !== null && { decision }), evidence: new Map(evidence) };
}

function readEntries(members: Members): Uint8Array[] {
  const name = 'ledger/entries.cbor';
  const entries = splitSequence(members.take(name), name);
  if (entries.length > mostEntries) wrong(name, `has ${entries.length} entries, and ${mostEntries} are taken`);
  let before = 0;
  for (const bytes of entries) {
    const { number } = read(name, () => decodeEntry(bytes));
    if (number <= before) wrong(name, 'has entries out of order');
    before = number;
  }
  return entries;
}

function readCheckpointMember(members: Members): { checkpoint?: CaseFileCheckpoint } {
  const bytes = members.find('ledger/checkpoint.cbor');
  if (bytes === undefined) return {};
  const name = 'ledger/proofs.json';
  const value = readJson(members.take(name), name);
  if (!isRecord(value)) wrong(name, 'holds no proofs');
  const proofs = Object.entries(value).map(([number, hashes]) => {
    const isProof = isCount(Number(number)) && Array.isArray(hashes) && hashes.length <= longestProof;
    return [
      Number(number),
      isProof ? hashes.map((hash) => readHash(hash, name)) : wrong(name, 'holds no proofs'),
    ] as const;
  });
  return { checkpoint: { bytes, proofs: new Map(proofs) } };
}

function readInstrument(members: Members, kid: string): CaseFileInstrument {
  const folder = `instruments/${kid}`;
  const name = `${folder}/key.json`;
  const value = readJson(members.take(name), name);
  if (!isRecord(value) || !isCount(value.enrolledAt)) wrong(name, 'says no time of enrolment');
  const publicKey = readKey(value.key as JsonValue, name);
  if (kidOf(publicKey) !== kid) wrong(name, 'holds another key than its name says');
  const certificate = members.find(`${folder}/certificate.cbor`);
  const frames = splitSequence(members.take(`${folder}/frames.cbor`), `${folder}/frames.cbor`);
  return {
    publicKey,
    enrolledAt: value.enrolledAt,
    ...(certificate !== undefined && { certificate }),
    frames,
    ...readLog(members, folder),
  };
}

function readLog(members: Members, folder: string): Pick<CaseFileInstrument, 'log'> {
  const bytes = members.find(`${folder}/log.cbor`);
  if (bytes === undefined) return {};
  const name = `${folder}/log.json`;
  const value = readJson(members.take(name), name);
  if (!isRecord(value) || !isCount(value.first)) wrong(name, 'does not say where the log begins');
  const head = readHash(value.head, name);
  return { log: { first: value.first, head, entries: splitSequence(bytes, `${folder}/log.cbor`) } };
}

function readKeys(members: Members, name: string): KeyObject[] {
  const value = readJson(members.take(name), name);
  if (!isRecord(value) || !Array.isArray(value.keys)) wrong(name, 'is no set of keys');
  return value.keys.map((key: JsonValue) => readKey(key, name));
}

const readKey = (value: JsonValue, name: string): KeyObject =>
  read(name, () => importPublicKey(value as unknown as PublicJwk));

function readHash(value: unknown, name: string): Uint8Array {
  const hash = typeof value === 'string' && value.length === 64 ? fromHex(value) : undefined;
  return hash?.length === 32 ? hash : wrong(name, 'holds a hash that is none');
}

function read<T>(name: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    if (cause instanceof HengzhunError) wrong(name, `cannot be read (${cause.message.replace(/\.$/, '')})`);
    throw cause;
  }
}
