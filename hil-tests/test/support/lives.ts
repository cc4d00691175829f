import {
  EMPTY_LOG,
  extendLog,
  FRAME_KIND_IDENTITY,
  FRAME_KIND_STATUS,
  type Frame,
  frameDigest,
} from '@hengzhun/protocol';
import type { Session } from './session.js';

/** What the outside has of one life of an instrument, from power-up to power-off. */
export interface Life {
  frames: readonly Frame[];
  /** The event log as it was read, if it was. */
  log: readonly Uint8Array[] | undefined;
}

export function lifeOf(session: Session): Life {
  return { frames: [...session.frames], log: session.log };
}

/**
 * What is wrong with two lives in a row, in words; nothing if the second fits the first: no sequence number twice for different
 * content, no counter back, the chain whole wherever the numbers are, and every event that a signed head vouched for still there.
 *
 * @param mayUnseal the seal is somebody else's business: it was removed in between, by command
 */
export function checkLives(first: Life, second: Life, mayUnseal = false): string[] {
  const wrong: string[] = [];
  const last = first.frames.at(-1);
  const next = second.frames[0]!;
  if (last) {
    const a = last.claims;
    const b = next.claims;
    if (b.sequence <= a.sequence) wrong.push(`sequence ${a.sequence} was followed by ${b.sequence}`);
    if (b.sequence > a.sequence + 2) wrong.push('more than one frame is missing');
    if (b.sequence === a.sequence + 1 && !Buffer.from(frameDigest(last).subarray(0, 16)).equals(b.previous)) {
      wrong.push('the chain is broken without a gap');
    }
    if (b.bootcount <= a.bootcount) wrong.push('the boot counter did not rise');
    if (b.logLength < a.logLength) wrong.push('the log is shorter than what was signed');
  } else if (next.claims.sequence > 2) wrong.push('the first frame that ever left has not number 1 or 2');
  for (const life of [first, second]) {
    let before: Frame | undefined;
    for (const frame of life.frames) {
      if (before && frame.claims.sequence !== before.claims.sequence + 1) wrong.push('a gap inside a life');
      before = frame;
    }
  }
  const counters = [...first.frames, ...second.frames].flatMap(({ kind, claims }) =>
    kind === FRAME_KIND_STATUS ? [claims.calibrationCounter, claims.sealState] : [],
  );
  for (let i = 2; i < counters.length; i += 2) {
    if (counters[i]! < counters[i - 2]!) wrong.push('the calibration counter fell');
    if (!mayUnseal && counters[i + 1]! < counters[i - 1]!) wrong.push('a seal was undone');
  }
  wrong.push(...checkTotals([...first.frames, ...second.frames]));
  const { log } = second;
  if (log) {
    for (const { claims } of first.frames) {
      const head = extendLog(EMPTY_LOG, log.slice(0, claims.logLength)).head;
      if (!Buffer.from(head).subarray(0, claims.logHead.length).equals(claims.logHead)) {
        wrong.push('the log no longer has what a frame vouched for');
      }
    }
  }
  return [...new Set(wrong)];
}

/** What only grows beside the numbers of frames: volumes and fuelings of each nozzle, the counter of the software. */
function checkTotals(frames: readonly Frame[]): string[] {
  const wrong: string[] = [];
  const greatest = new Map<string, number>();
  const grow = (what: string, value: number): void => {
    if (value < (greatest.get(what) ?? 0)) wrong.push(`${what} fell`);
    greatest.set(what, value);
  };
  for (const frame of frames) {
    if (frame.kind === FRAME_KIND_IDENTITY) grow('the counter of the software', frame.claims.softwareCounter);
    if (frame.kind !== FRAME_KIND_STATUS || !frame.claims.nozzle) continue;
    const { index, totaliser, fuelings } = frame.claims.nozzle;
    grow(`the total of nozzle ${index}`, totaliser);
    grow(`the fuelings of nozzle ${index}`, fuelings);
  }
  return wrong;
}
