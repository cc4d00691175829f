/** What a record may hold: far above what an inspection brings, far below what would keep a reader busy. */
export const recordLimits = {
  /** Bytes of the PDF. */
  file: 24_000_000,
  /** Bytes of `record.json`, and of one member. */
  record: 1_000_000,
  member: 8_000_000,
  members: 24,
  /** Frames that were seen in the inspection. */
  frames: 64,
  /** Frames and records that a judgement rests on; with more it is not computed again from the record alone. */
  evidence: 4000,
  evidenceBytes: 2_000_000,
  /** Entries of the event log. */
  log: 65_536,
  sheets: 8,
} as const;
