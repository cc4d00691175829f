import type { KeyObject } from 'node:crypto';
import {
  type ChainResult,
  decodeFrame,
  type Frame,
  frameDigest,
  HengzhunError,
  verifyChain,
  verifyFrame,
} from '@hengzhun/protocol';
import { equalBytes, toHex } from '../../bytes.js';
import type { CaseFileInstrument } from '../case-file.js';
import type { Findings } from '../finding.js';

/** How many frames one signature may cover here. */
const batch = 512;

/** Signature or cover of every frame. @returns those that are proved, in the order of their sequence */
export function checkFrames({ frames, publicKey }: CaseFileInstrument, kid: string, findings: Findings): Frame[] {
  const read: Frame[] = [];
  const refused = new Map<string, number>();
  const refuse = (code: string) => {
    refused.set(code, (refused.get(code) ?? 0) + 1);
  };
  for (const bytes of frames) {
    try {
      read.push(decodeFrame(bytes));
    } catch (cause) {
      if (!(cause instanceof HengzhunError)) throw cause;
      refuse(cause.code);
    }
  }
  const ordered = read.toSorted((a, b) => a.claims.sequence - b.claims.sequence);
  const proved: Frame[] = [];
  let covered = 0;
  for (let at = 0; at < ordered.length; at += batch) {
    const some = ordered.slice(at, at + batch);
    verifyChain(some, publicKey).forEach((result, i) => {
      const code = refusal(result, some[i]!, publicKey);
      if (code === undefined) proved.push(some[i]!);
      else refuse(code);
      if (result.status === 'covered') covered++;
    });
  }
  for (const [code, count] of refused) {
    const text = {
      zh: `器具 ${kid}：${count} 帧不能证实（${code}）`,
      en: `Instrument ${kid}: ${count} frames do not hold (${code})`,
    };
    findings.bad('instrument', 'frames-refused', text, kid);
  }
  if (proved.length > 0) {
    const text = {
      zh: `器具 ${kid}：${proved.length} 帧已证实，其中 ${proved.length - covered} 帧凭自身签名，${covered} 帧由后续帧的链覆盖`,
      en: `Instrument ${kid}: ${proved.length} frames hold, ${proved.length - covered} by their own signature and ${covered} covered by a later one`,
    };
    findings.good('instrument', 'frames-proved', text, kid);
  }
  noteBreaks(proved, kid, findings);
  return proved;
}

/** Why a frame does not hold; undefined: it does. */
function refusal(result: ChainResult, frame: Frame, publicKey: KeyObject): string | undefined {
  if (result.status !== 'refused') return undefined;
  if (result.code !== 'chain-search-limit') return result.code;
  // What the bounded search left unjudged: offline nobody can exhaust us by bad signatures.
  try {
    verifyFrame(frame, publicKey);
    return undefined;
  } catch (cause) {
    if (cause instanceof HengzhunError) return cause.code;
    throw cause;
  }
}

/** Forks are facts about the instrument, gaps about the excerpt: both are for the reader to judge. */
function noteBreaks(ordered: readonly Frame[], kid: string, findings: Findings): void {
  const forks = new Set<number>();
  let gaps = 0;
  for (let i = 1; i < ordered.length; i++) {
    const [older, newer] = [ordered[i - 1]!, ordered[i]!];
    const distance = newer.claims.sequence - older.claims.sequence;
    const digest = frameDigest(older);
    if (distance > 1) gaps++;
    else if (distance === 1 && !equalBytes(digest.subarray(0, 16), newer.claims.previous))
      forks.add(older.claims.sequence);
    else if (distance === 0 && toHex(digest) !== toHex(frameDigest(newer))) forks.add(newer.claims.sequence);
  }
  if (gaps > 0) {
    const text = {
      zh: `器具 ${kid}：序号有 ${gaps} 处间断，本卷只含摘录`,
      en: `Instrument ${kid}: ${gaps} gaps between the frames here; the file holds an excerpt`,
    };
    findings.note('instrument', 'frames-with-gaps', text, kid);
  }
  if (forks.size > 0) {
    const list = [...forks].slice(0, 10).join(', ');
    const text = {
      zh: `器具 ${kid}：序号 ${list} 处出现分叉（克隆、回退或恢复的闪存）`,
      en: `Instrument ${kid}: forks at ${list} (a clone, a rollback or restored flash)`,
    };
    findings.note('instrument', 'frames-forked', text, kid);
  }
}
