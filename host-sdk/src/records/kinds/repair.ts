import { flag } from '../fields/choices.js';
import { listOf } from '../fields/lists.js';
import { optional, required, type Shape } from '../fields/shape.js';
import { identifier, matching, text, ueid } from '../fields/texts.js';
import { moment } from '../fields/times.js';

/** A repair 维修 of an instrument. */
export interface RepairRecord {
  readonly id: string;
  /** UEID, hex. Its subject. */
  readonly instrument: string;
  /** When it ended, ms since 1970. */
  readonly at: number;
  /** Identifiers of the authority or body that repaired and of the person. */
  readonly authority: string;
  readonly person: string;
  /** What was wrong, and what was done. */
  readonly fault: string;
  readonly work: string;
  /** Parts exchanged. */
  readonly parts?: readonly string[];
  /** The calibration was changed 调整: what was measured before says nothing about the error after it. */
  readonly adjusted: boolean;
  /** Software measurement after it, SHA-256 in hex, where the software was changed. */
  readonly software?: string;
  /** Identifiers of seal records: taken off before, put on after. */
  readonly sealRemoved?: string;
  readonly sealApplied?: string;
  /** Identifier of the verification after it. */
  readonly verification?: string;
}

export const repairShape: Shape<RepairRecord> = {
  id: required(identifier, 'id', '标识'),
  instrument: required(ueid, 'instrument', '器具标识', 'ueid'),
  at: required(moment, 'at', '时间'),
  authority: required(identifier, 'authority', '维修单位', '机构'),
  person: required(identifier, 'person', '维修人员', '人员'),
  fault: required(text(1000), 'fault', '故障'),
  work: required(text(1000), 'work', '维修内容'),
  parts: optional(listOf(text(128, '|'), 1, 64, '|'), 'parts', '更换部件'),
  adjusted: required(flag, 'adjusted', '是否调整'),
  software: optional(matching(/^[0-9a-f]{64}$/, 'SHA-256 in lower-case hex (64 digits)'), 'software', '软件摘要'),
  sealRemoved: optional(identifier, 'seal_removed', '启封记录'),
  sealApplied: optional(identifier, 'seal_applied', '加封记录'),
  verification: optional(identifier, 'verification', '检定记录'),
};
