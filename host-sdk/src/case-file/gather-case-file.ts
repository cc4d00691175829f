import type { KeyObject } from 'node:crypto';
import { priorsKind } from '../judgement/priors-entry.js';
import { canonicalJson } from '../ledger/canonical-json.js';
import { successorOf } from '../ledger/key-succession.js';
import type { Ledger } from '../ledger/ledger.js';
import type { Actor, JsonValue, LedgerEntry } from '../ledger/ledger-entry.js';
import type { LedgerKey } from '../ledger/ledger-key.js';
import { makeCheckpoint } from '../ledger/make-checkpoint.js';
import { readIdentifier } from '../ledger/replay/evidence-identifier.js';
import { instrumentJson } from '../ledger/replay/instrument-json.js';
import { StoreEvidence } from '../ledger/replay/store-evidence.js';
import type { RuleSet } from '../rules/rule-set-name.js';
import { ruleSetJson, ruleSetNamed, ruleSetNames, ruleSets } from '../rules/rule-sets.js';
import type { Store } from '../store/store.js';
import type { CaseFile } from './case-file.js';
import { gatherEntries } from './gather-entries.js';
import { type FramePeriod, gatherInstruments } from './gather-instruments.js';

export interface GatherOptions {
  readonly store: Store;
  readonly ledger: Ledger;
  /** The ledger's key whose turn it is: it signs how the ledger stands. */
  readonly key: LedgerKey;
  /** ms since 1970. */
  readonly at: number;
  readonly by: Actor;
  /** Number of the entry that is the decision; default: the newest of the subject. */
  readonly decision?: number;
  readonly frames?: FramePeriod;
  /** Sets of rules that an authority added to those of this program. */
  readonly rules?: readonly RuleSet[];
  /** Keys that signed the ledger before its first succession, where the store does not have them. */
  readonly formerKeys?: readonly KeyObject[];
}

/**
 * Gathers the case file 案卷 on a subject from a store: the entries of the ledger, what they rest on as far as the store has it, and how the
 * ledger stands. `writeCaseFile` makes an archive of it.
 *
 * @param subject as in the ledger: `case/<id>`, `lot/<id>`, `instrument/<ueid>`
 * @throws {SdkError} `case-file-unknown-subject`, `case-file-too-large`, `ledger-broken`, and those of the store
 */
export async function gatherCaseFile(subject: string, options: GatherOptions): Promise<CaseFile> {
  const { store, ledger, key, at } = options;
  const source = new StoreEvidence({ database: store.database, registry: store.registry, ledger });
  const entries = await gatherEntries(source, subject);
  const { instruments, records, makers } = await gatherInstruments(store, entries, options.frames ?? {});
  const evidence = new Map<string, Uint8Array>();
  for (const record of records) evidence.set(`instrument/${record.ueid}`, json(instrumentJson(record)));
  // What populations were learned from are the histories of others: who may see this case may not see those.
  const shown = entries.filter(({ kind }) => kind !== priorsKind);
  for (const identifier of [...new Set(shown.flatMap((entry) => entry.evidence))].sort()) {
    const kind = readIdentifier(identifier)?.kind;
    // Frames and entries have places of their own.
    if (kind === undefined || kind === 'frame' || kind === 'ledger') continue;
    const bytes = await source.find(identifier);
    if (bytes !== undefined) evidence.set(identifier, bytes);
  }
  const numbers = entries.map(({ number }) => number);
  const { bytes, proofs } = await makeCheckpoint(store.database, key, at, numbers);
  return {
    subject,
    madeAt: at,
    madeBy: options.by,
    decision: options.decision ?? entries.findLast((entry) => entry.subject === subject)!.number,
    entries: entries.map((entry) => entry.bytes),
    checkpoint: { bytes, proofs },
    ledgerKeys: ledgerKeys(entries, key, options.formerKeys ?? []),
    makers: (await store.registry.makers()).filter(({ name }) => makers.has(name)).map(({ publicKey }) => publicKey),
    instruments,
    evidence,
    rules: rulesOf(entries, [...(options.rules ?? []), ...ruleSets]),
  };
}

function ledgerKeys(entries: readonly LedgerEntry[], key: LedgerKey, former: readonly KeyObject[]): KeyObject[] {
  const successors = entries.flatMap((entry) => successorOf(entry) ?? []);
  const all = [...former, ...successors, key.publicKey];
  return all.filter((one, index) => all.findIndex((other) => other.equals(one)) === index);
}

function rulesOf(entries: readonly LedgerEntry[], known: readonly RuleSet[]): Map<string, JsonValue> {
  const names = [...new Set(entries.flatMap(ruleSetNames))].sort();
  const found = names.flatMap((name) => {
    const rules = ruleSetNamed(name, known);
    return rules === undefined ? [] : [[name, ruleSetJson(rules)] as const];
  });
  return new Map(found);
}

const json = (value: JsonValue): Uint8Array => new TextEncoder().encode(canonicalJson(value));
