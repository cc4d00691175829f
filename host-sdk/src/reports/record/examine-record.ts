import type { KeyObject } from 'node:crypto';
import {
  decodeEvent,
  FRAME_KIND_IDENTITY,
  FRAME_KIND_STATUS,
  type Frame,
  frameDigest,
  HengzhunError,
  type StatusFrame,
} from '@hengzhun/protocol';
import { toHex } from '../../bytes.js';
import { splitSequence } from '../../case-file/cbor-sequence.js';
import { checkFrames } from '../../case-file/checks/check-frames.js';
import { checkLog } from '../../case-file/checks/check-log.js';
import { Findings } from '../../case-file/finding.js';
import { SdkError } from '../../errors.js';
import { frameIdOf, frameIdOfBytes } from '../../frames/frame-id.js';
import type { ProvedEvent } from '../../log/event-log-store.js';
import { checkJudgement } from './check-judgement.js';
import { checkSheets } from './check-sheets.js';
import type { ExaminedFrame, ExaminedRecord } from './examined-record.js';
import { type InspectionRecord, memberNames, type RecordContent } from './inspection-record.js';
import { readInstrumentKey, readJudgementMember } from './read-members.js';
import { digestOf, recordBytes } from './read-record.js';
import { recordLimits } from './record-limits.js';
import { badRecord } from './report-error.js';

/**
 * Looks at everything that a record holds: frames and event log against the instrument's key, the judgement and the check sheets against their
 * rules. Whether key and office are to be trusted is the reader's to say.
 *
 * @throws {SdkError} `report-bad-record`: a member cannot be read at all
 */
export async function examineRecord({ record, members }: RecordContent): Promise<ExaminedRecord> {
  const instrumentKey = readInstrumentKey(member(members, memberNames.keys), record.key.kid);
  const received = sequenceOf(members, memberNames.frames, recordLimits.frames);
  const log = members.has(memberNames.log) ? sequenceOf(members, memberNames.log, recordLimits.log) : undefined;
  const findings = new Findings();
  const proved = examineFrames(record, received, instrumentKey, log, findings);
  const judged = readJudgementMember(member(members, memberNames.judgement));
  const evidence = members.has(memberNames.evidence)
    ? sequenceOf(members, memberNames.evidence, recordLimits.evidence)
    : [];
  const { sheets, findings: ofSheets } = checkSheets(record, members);
  const ofJudgement = await checkJudgement(record, judged, evidence, instrumentKey);
  const bytes = recordBytes(record);
  const identity = newest(proved, FRAME_KIND_IDENTITY);
  const status = proved.find(({ id }) => id === record.challenge?.frame)?.frame ?? newest(proved, FRAME_KIND_STATUS);
  return {
    ...{ record, members: record.members, digest: digestOf(bytes), size: bytes.length, instrumentKey, frames: proved },
    identity: identity?.kind === FRAME_KIND_IDENTITY ? identity : undefined,
    status: status?.kind === FRAME_KIND_STATUS ? status : undefined,
    states: statesOf(proved, status?.kind === FRAME_KIND_STATUS ? status : undefined),
    log:
      log === undefined || findings.list.some(({ code }) => code.startsWith('log-') && code !== 'log-proved')
        ? undefined
        : eventsOf(log),
    ...{ judgement: judged.judgement, sheets },
    signatures: [...findings.list, ...ofJudgement.filter(({ part }) => part === 'instrument')],
    rules: [...ofJudgement.filter(({ part }) => part !== 'instrument'), ...ofSheets],
  };
}

function examineFrames(
  record: InspectionRecord,
  received: readonly Uint8Array[],
  publicKey: KeyObject,
  log: readonly Uint8Array[] | undefined,
  findings: Findings,
): ExaminedFrame[] {
  const { kid, enrolledAt } = record.key;
  const instrument = {
    ...{ publicKey, enrolledAt, frames: received },
    ...(log === undefined ? {} : { log: { first: 0, head: new Uint8Array(32), entries: log } }),
  };
  const held = checkFrames(instrument, kid, findings);
  checkLog(instrument, kid, held, findings);
  const frames = held.map((frame) => ({ frame, digest: toHex(frameDigest(frame)), id: frameIdOf(frame) }));
  const listed = record.frames.map(({ id }) => id).join(' ');
  // Refused ones are told by `checkFrames`; the list names all of them.
  if (received.map((bytes) => frameIdOfBytes(bytes) ?? '?').join(' ') !== listed) {
    findings.bad('evidence', 'frames-other', {
      zh: '所附的帧不是记录所列的帧',
      en: 'The frames that are here are not those that the record lists',
    });
  }
  const other = frames.find(
    ({ frame }) => frame.kind === FRAME_KIND_IDENTITY && toHex(frame.claims.ueid) !== record.instrument.ueid,
  );
  if (other !== undefined) {
    findings.bad('instrument', 'identity-mismatch', {
      zh: `身份帧 ${other.frame.claims.sequence} 自称为另一台器具`,
      en: `In identity frame ${other.frame.claims.sequence} it calls itself another instrument`,
    });
  }
  checkChallenge(record, frames, findings);
  return frames;
}

/** That a nonce was answered is the office's word: it is the one who sent it. What can be checked is that the answer is here, and holds. */
function checkChallenge({ challenge }: InspectionRecord, frames: readonly ExaminedFrame[], findings: Findings): void {
  if (challenge === undefined) {
    findings.note('evidence', 'not-challenged', {
      zh: '没有挑战：各帧的时间只以收到时间为界',
      en: 'There was no challenge: the frames are dated by their receipt only',
    });
    return;
  }
  const answer = frames.find(({ id }) => id === challenge.frame)?.frame;
  if (answer?.claims.nonce === undefined || challenge.latest < challenge.earliest) {
    findings.bad('evidence', 'challenge-unanswered', {
      zh: '对挑战的应答不在所附的帧中，或其中没有随机数',
      en: 'The answer to the challenge is not among the frames, or carries no nonce',
    });
    return;
  }
  findings.good('evidence', 'challenge-answered', {
    zh: `第 ${answer.claims.sequence} 帧应答了挑战，签名有效；所发随机数与时间区间由机构证明`,
    en: `Frame ${answer.claims.sequence} answers the challenge and holds; for the nonce and the interval the office stands`,
  });
}

function newest(frames: readonly ExaminedFrame[], kind: number): Frame | undefined {
  return frames.findLast(({ frame }) => frame.kind === kind)?.frame;
}

/** The newest of each nozzle; of a scale the one that is shown. */
function statesOf(frames: readonly ExaminedFrame[], status: StatusFrame | undefined): StatusFrame[] {
  const byNozzle = new Map<number, StatusFrame>();
  for (const { frame } of frames) {
    if (frame.kind === FRAME_KIND_STATUS && frame.claims.nozzle) byNozzle.set(frame.claims.nozzle.index, frame);
  }
  if (byNozzle.size > 0) return [...byNozzle.entries()].sort(([a], [b]) => a - b).map(([, frame]) => frame);
  return status === undefined ? [] : [status];
}

function eventsOf(entries: readonly Uint8Array[]): ProvedEvent[] {
  try {
    return entries.map((bytes, number) => ({ number, ...decodeEvent(bytes) }));
  } catch (cause) {
    if (cause instanceof HengzhunError) throw badRecord(`its event log cannot be read (${cause.message})`, cause);
    throw cause;
  }
}

function member(members: ReadonlyMap<string, Uint8Array>, name: string): Uint8Array {
  const bytes = members.get(name);
  if (bytes === undefined) throw badRecord(`it has no ${name}`);
  return bytes;
}

function sequenceOf(members: ReadonlyMap<string, Uint8Array>, name: string, most: number): Uint8Array[] {
  let items: Uint8Array[];
  try {
    items = splitSequence(member(members, name), name);
  } catch (cause) {
    if (cause instanceof SdkError && cause.code === 'case-file-bad-member')
      throw badRecord(`${name} is no CBOR sequence`, cause);
    throw cause;
  }
  if (items.length > most) throw badRecord(`${name} holds ${items.length} items, at most ${most} are read`);
  return items;
}
