import { randomBytes } from 'node:crypto';
import { decodeFrame, FRAME_KIND_STATUS } from '@hengzhun/protocol';
import { concatBytes } from '../../bytes.js';
import { sheetBytes } from '../../check-sheets/sheet-bytes.js';
import type { SheetResult } from '../../check-sheets/sheet-verification.js';
import { SdkError } from '../../errors.js';
import { frameId, frameIdOf } from '../../frames/frame-id.js';
import type { Actor } from '../../ledger/ledger-entry.js';
import type { FreshProof } from '../../proof/proof.js';
import { toJwk } from '../../registry/public-key.js';
import type { EnrolledKey, Instrument } from '../../registry/records.js';
import { shanghaiDate } from '../../shanghai-date.js';
import type { Store } from '../../store/store.js';
import { gatherJudgement } from './gather-judgement.js';
import { memberNames, type RecordedFrame, type RecordLanguage } from './inspection-record.js';
import { recordLimits } from './record-limits.js';

/** What goes into a record besides what the store knows. */
export interface GatherRecordOptions {
  readonly madeBy: Actor;
  readonly language?: RecordLanguage;
  /** ms since 1970; default: now. */
  readonly madeAt?: number;
  /** Number of the record; default: one that is made from the date. 1 to 64 characters. */
  readonly number?: string;
  /** The visit that it is about. Absent: what is stored of the instrument, without a challenge. */
  readonly proof?: FreshProof;
  /** On-site check sheets 现场检查表 that were filled in, at most 8. */
  readonly sheets?: readonly SheetResult[];
  /** Ledger entry of the judgement, when it is on record. */
  readonly judgementEntry?: number;
}

/** What a record is made of, before the office is known that signs it. */
export interface RecordInput {
  readonly language: RecordLanguage;
  readonly number: string;
  readonly madeAt: number;
  readonly madeBy: Actor;
  readonly instrument: Instrument;
  readonly key: EnrolledKey;
  readonly frames: readonly RecordedFrame[];
  readonly proof?: Pick<FreshProof, 'steps' | 'time'>;
  readonly challenge?: string;
  readonly judgementEntry?: number;
  readonly members: readonly { readonly name: string; readonly type: string; readonly bytes: Uint8Array }[];
}

/**
 * Gathers the record of an inspection: of a visit (`proof`), or of what is stored of an instrument (its newest identity and status frames, those
 * of every nozzle). The judgement is made anew for `madeAt`, with everything that it rests on as far as there is room.
 *
 * @param name UEID, key identifier (hex) or serial number
 * @throws {SdkError} `registry-unknown-instrument`; `report-nothing-seen`: there is no frame of it; `report-too-large`; `store-*`
 */
export async function gatherRecord(store: Store, name: string, options: GatherRecordOptions): Promise<RecordInput> {
  const { madeBy, language = 'zh', madeAt = Date.now(), proof, sheets = [], judgementEntry } = options;
  const instrument = await store.registry.find(name);
  const kid = proof?.kid ?? (/^[0-9a-f]{16}$/.test(name) ? name : undefined);
  const key = instrument?.keys.find((one) => one.kid === kid) ?? instrument?.keys.at(-1);
  if (instrument === undefined || key === undefined) {
    const text = `No instrument ${name} is enrolled (or its serial number is not unique). List the instruments and check the name.`;
    throw new SdkError('registry-unknown-instrument', text, { name });
  }
  const seen = proof === undefined ? await storedFrames(store, key) : await visitedFrames(store, proof, key);
  if (seen.length === 0) {
    const text = `Nothing was ever received of ${name}: there is nothing to report. Visit it, or import its frames.`;
    throw new SdkError('report-nothing-seen', text, { name });
  }
  if (seen.length > recordLimits.frames || sheets.length > recordLimits.sheets)
    throw tooLarge(seen.length, sheets.length);
  const log = (await store.eventLogs.entries(key.kid)).map(({ bytes }) => bytes);
  const judged = await gatherJudgement(store, instrument, madeAt);
  const json = (value: string) => new TextEncoder().encode(value);
  const files: RecordInput['members'] = [
    { name: memberNames.frames, type: 'application/cbor-seq', bytes: concatBytes(seen.map(({ bytes }) => bytes)) },
    { name: memberNames.keys, type: 'application/jwk-set+json', bytes: json(JSON.stringify({ keys: [toJwk(key)] })) },
    ...(key.certificate === undefined
      ? []
      : [{ name: memberNames.certificate, type: 'application/cwt', bytes: key.certificate }]),
    ...(log.length === 0 ? [] : [{ name: memberNames.log, type: 'application/cbor-seq', bytes: concatBytes(log) }]),
    { name: memberNames.judgement, type: 'application/json', bytes: judged.member },
    ...(judged.frames.length === 0
      ? []
      : [{ name: memberNames.evidence, type: 'application/cbor-seq', bytes: concatBytes(judged.frames) }]),
    ...sheets.map((sheet, index) => ({
      ...{ name: `sheet-${index + 1}.json`, type: 'application/json', bytes: sheetBytes(sheet) },
    })),
  ];
  const status = proof?.status;
  return {
    ...{ language, madeAt, madeBy, instrument, key, members: files },
    number: options.number ?? `${shanghaiDate(madeAt).replaceAll('-', '')}-${randomBytes(4).toString('hex')}`,
    frames: seen.map(({ frame }) => frame),
    ...(proof === undefined ? {} : { proof }),
    ...(status === undefined || proof?.time === undefined ? {} : { challenge: frameIdOf(status) }),
    ...(judgementEntry === undefined ? {} : { judgementEntry }),
  };
}

interface SeenFrame {
  readonly frame: RecordedFrame;
  readonly bytes: Uint8Array;
}

/** The newest identity and status frame, and for a dispenser those of all its nozzles, as they are stored. */
async function storedFrames(store: Store, key: EnrolledKey): Promise<SeenFrame[]> {
  const { chain } = await store.evaluate(key.kid);
  const snapshots = [chain.identity, chain.status, ...Object.values(chain.nozzles ?? {})];
  const ids = new Set(
    snapshots.flatMap((one) => (one === undefined ? [] : [frameId(key.kid, one.sequence, one.digest)])),
  );
  return inOrder(await Promise.all([...ids].map((id) => stored(store, id))));
}

/** Identity, answer and nozzles of a visit; the frame that signs the event log's present head as well. */
async function visitedFrames(store: Store, proof: FreshProof, key: EnrolledKey): Promise<SeenFrame[]> {
  const asked = [proof.identity, proof.status, ...proof.nozzles].filter((frame) => frame !== undefined);
  const ids = new Set(asked.map(frameIdOf));
  for (const { frame, frameId: id, kid } of proof.outcomes) {
    // The head of the event log is signed in whole by a log frame, which came last.
    const signs = frame !== undefined && frame.claims.logLength === proof.log?.length;
    if (id !== undefined && kid === key.kid && signs && frame.kind !== FRAME_KIND_STATUS) ids.add(id);
  }
  const known = await Promise.all([...ids].slice(-recordLimits.frames).map((id) => stored(store, id)));
  return inOrder(known);
}

async function stored(store: Store, id: string): Promise<SeenFrame | undefined> {
  const found = await store.frame(id);
  if (found === undefined) return undefined;
  const { link, earliest, latest, bytes } = found;
  return { frame: { id, link, earliest, latest }, bytes: Uint8Array.from(bytes) };
}

const inOrder = (frames: readonly (SeenFrame | undefined)[]): SeenFrame[] =>
  frames.filter((one) => one !== undefined).sort((a, b) => sequenceOf(a) - sequenceOf(b));
const sequenceOf = ({ bytes }: SeenFrame): number => decodeFrame(bytes).claims.sequence;

function tooLarge(frames: number, sheets: number): SdkError {
  const text = `A record holds at most ${recordLimits.frames} frames and ${recordLimits.sheets} check sheets; these are ${frames} and ${sheets}. Make several records.`;
  return new SdkError('report-too-large', text, { frames, sheets });
}
