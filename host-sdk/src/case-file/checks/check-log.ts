import { type Frame, ProtocolError, verifyLog } from '@hengzhun/protocol';
import type { CaseFileInstrument } from '../case-file.js';
import type { Findings } from '../finding.js';

/** Entries of the event log against the lengths and heads that proved frames sign. */
export function checkLog({ log }: CaseFileInstrument, kid: string, frames: readonly Frame[], findings: Findings): void {
  if (log === undefined) return;
  const length = log.first + log.entries.length;
  // All 32 bytes of the head where a frame signs them, else the 16 of a status frame.
  const signing = frames
    .filter(({ claims }) => claims.logLength === length)
    .sort((a, b) => b.claims.logHead.length - a.claims.logHead.length)[0];
  if (signing === undefined) {
    const text = {
      zh: `器具 ${kid}：没有帧签署长度为 ${length} 的事件日志`,
      en: `Instrument ${kid}: no frame here signs an event log of ${length} entries`,
    };
    findings.bad('instrument', 'log-unsigned', text, kid);
    return;
  }
  try {
    verifyLog({ length: log.first, head: log.head }, log.entries, { length, head: signing.claims.logHead });
    const { sequence } = signing.claims;
    const text = {
      zh: `器具 ${kid}：事件日志第 ${log.first} 至 ${length - 1} 条与第 ${sequence} 帧签署的首部一致`,
      en: `Instrument ${kid}: entries ${log.first} to ${length - 1} of the event log are those whose head frame ${sequence} signs`,
    };
    findings.good('instrument', 'log-proved', text, kid);
  } catch (cause) {
    if (!(cause instanceof ProtocolError)) throw cause;
    const text = {
      zh: `器具 ${kid}：事件日志与所签署的首部不符`,
      en: `Instrument ${kid}: the event log is not the one whose head is signed`,
    };
    findings.bad('instrument', 'log-head-mismatch', text, kid);
  }
}
