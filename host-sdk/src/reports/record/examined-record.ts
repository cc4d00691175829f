import type { KeyObject } from 'node:crypto';
import type { Frame, IdentityFrame, StatusFrame } from '@hengzhun/protocol';
import type { Finding } from '../../case-file/finding.js';
import type { SheetResult } from '../../check-sheets/sheet-verification.js';
import type { Judgement } from '../../judgement/judgement.js';
import type { ProvedEvent } from '../../log/event-log-store.js';
import type { InspectionRecord, RecordMember } from './inspection-record.js';

/** A frame of the record that verifies under the instrument's key. */
export interface ExaminedFrame {
  readonly id: string;
  readonly frame: Frame;
  /** SHA-256 over its Sig_structure, hex. */
  readonly digest: string;
}

/** What a record comes to: what its members say, and how far they hold. Made from the record and its members alone, the same on any machine. */
export interface ExaminedRecord {
  readonly record: InspectionRecord;
  readonly members: readonly RecordMember[];
  /** SHA-256 over `record.json`, hex. */
  readonly digest: string;
  /** Its bytes. */
  readonly size: number;
  /** As the record has it. */
  readonly instrumentKey: KeyObject;
  readonly frames: readonly ExaminedFrame[];
  /** Newest identity frame; undefined: there is none. */
  readonly identity: IdentityFrame | undefined;
  /** The answer to the challenge, or else the newest status frame. */
  readonly status: StatusFrame | undefined;
  /** Status frames to show: newest of each nozzle, in order; of a scale the one. */
  readonly states: readonly StatusFrame[];
  /** Proved entries of the event log; undefined: it was not read. */
  readonly log: readonly ProvedEvent[] | undefined;
  readonly judgement: Judgement;
  readonly sheets: readonly SheetResult[];
  /** Whether signatures, digests and chains hold. */
  readonly signatures: readonly Finding[];
  /** Whether what was judged follows from the evidence by the rules named. */
  readonly rules: readonly Finding[];
}
