import { decodeFrame } from '@hengzhun/protocol';
import { parseFrameId } from '../frames/frame-id.js';
import type { LedgerEntry } from '../ledger/ledger-entry.js';
import { readIdentifier } from '../ledger/replay/evidence-identifier.js';
import type { EnrolledKey, Instrument } from '../registry/records.js';
import type { Store } from '../store/store.js';
import type { CaseFileInstrument } from './case-file.js';

/** Which frames of the instruments that the subject is about go along, by the time of their receipt, ms since 1970; absent: all. */
export interface FramePeriod {
  readonly from?: number;
  readonly to?: number;
}

/** A key with its instrument, and the first and last sequence number of frames that entries name; undefined: none is named. */
interface NamedKey {
  readonly key: EnrolledKey;
  named: { readonly from: number; readonly to: number } | undefined;
  /** Whether the whole history goes along. */
  whole: boolean;
}

export interface GatheredInstruments {
  readonly instruments: readonly CaseFileInstrument[];
  /** Of the register, for those that the subject is about. */
  readonly records: readonly Instrument[];
  /** Names of the makers whose certificates were checked at enrolment. */
  readonly makers: ReadonlySet<string>;
}

/**
 * The instruments that entries are about or rest on, with frames, event logs and certificates. An instrument that an entry is about comes with its
 * history; one of which only frames are named, with those frames and the ones that prove them.
 */
export async function gatherInstruments(
  store: Store,
  entries: readonly LedgerEntry[],
  period: FramePeriod,
): Promise<GatheredInstruments> {
  const keys = new Map<string, NamedKey>();
  const records = new Map<string, Instrument>();
  for (const ueid of ueidsOf(entries)) {
    const instrument = await store.registry.find(ueid);
    if (instrument === undefined) continue;
    records.set(instrument.ueid, instrument);
    for (const key of instrument.keys) keys.set(key.kid, { key, named: undefined, whole: true });
  }
  await addNamedFrames(store, entries, keys);
  const instruments: CaseFileInstrument[] = [];
  const makers = new Set<string>();
  for (const kid of [...keys.keys()].sort()) {
    const named = keys.get(kid)!;
    instruments.push(await gatherKey(store, named, period));
    if (named.key.certifiedBy !== undefined) makers.add(named.key.certifiedBy);
  }
  return { instruments, records: [...records.values()], makers };
}

/** Instruments that entries are about: by subject, by evidence, or by the field `instrument` of a body. */
function ueidsOf(entries: readonly LedgerEntry[]): Set<string> {
  const ueids = new Set<string>();
  for (const { subject, evidence, body } of entries) {
    const field = typeof body === 'object' && body !== null && 'instrument' in body ? body.instrument : undefined;
    for (const identifier of [subject, ...evidence, `instrument/${String(field)}`]) {
      const named = readIdentifier(identifier);
      if (named?.kind === 'instrument') ueids.add(named.ueid);
    }
  }
  return ueids;
}

/** Finds the frames that entries name, in one look over each key. */
async function addNamedFrames(
  store: Store,
  entries: readonly LedgerEntry[],
  keys: Map<string, NamedKey>,
): Promise<void> {
  const named = new Map<string, Map<string, number>>();
  for (const identifier of entries.flatMap(({ evidence }) => evidence)) {
    const frame = parseFrameId(identifier);
    if (frame === undefined) continue;
    const ofKey = named.get(frame.kid) ?? new Map<string, number>();
    named.set(frame.kid, ofKey.set(identifier, frame.sequence));
  }
  for (const [kid, ofKey] of named) {
    const key = keys.get(kid) ?? (await namedKey(store, kid));
    if (key === undefined) continue;
    keys.set(kid, key);
    const [from, to] = extremes(ofKey.values());
    for await (const { id, sequence, proof } of store.frames({ kid, from, to })) {
      if (!ofKey.has(id)) continue;
      // From the frame to the one whose signature proves it.
      const end = proof.how === 'covered' ? proof.by : sequence;
      key.named = { from: Math.min(key.named?.from ?? sequence, sequence), to: Math.max(key.named?.to ?? end, end) };
    }
  }
}

function extremes(numbers: Iterable<number>): [number, number] {
  let [least, most] = [Number.POSITIVE_INFINITY, 0];
  for (const number of numbers) {
    least = Math.min(least, number);
    most = Math.max(most, number);
  }
  return [least, most];
}

async function namedKey(store: Store, kid: string): Promise<NamedKey | undefined> {
  const instrument = await store.registry.find(kid);
  const key = instrument?.keys.find((one) => one.kid === kid);
  return key && { key, named: undefined, whole: false };
}

async function gatherKey(
  store: Store,
  { key, named, whole }: NamedKey,
  period: FramePeriod,
): Promise<CaseFileInstrument> {
  const frames: Uint8Array[] = [];
  const range = whole ? {} : named;
  for await (const frame of store.frames({ kid: key.kid, ...range })) {
    const isNamed = named !== undefined && frame.sequence >= named.from && frame.sequence <= named.to;
    const inPeriod = frame.latest >= (period.from ?? 0) && frame.earliest <= (period.to ?? Number.POSITIVE_INFINITY);
    if (isNamed || inPeriod) frames.push(new Uint8Array(frame.bytes));
  }
  const log = whole ? await gatherLog(store, key.kid, frames) : undefined;
  return {
    publicKey: key.publicKey,
    enrolledAt: key.enrolledAt,
    ...(key.certificate !== undefined && { certificate: key.certificate }),
    frames,
    ...(log !== undefined && { log }),
  };
}

/** The event log as far as one of these frames signs it: entries that no frame here proves are left out. */
async function gatherLog(store: Store, kid: string, frames: readonly Uint8Array[]): Promise<CaseFileInstrument['log']> {
  const entries = (await store.eventLogs.entries(kid)).map(({ bytes }) => bytes);
  let signed = 0;
  for (const bytes of frames) {
    const { logLength } = decodeFrame(bytes).claims;
    if (logLength <= entries.length) signed = Math.max(signed, logLength);
  }
  return signed === 0 ? undefined : { first: 0, head: new Uint8Array(32), entries: entries.slice(0, signed) };
}
