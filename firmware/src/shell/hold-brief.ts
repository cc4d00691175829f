import { FLAG_BIT_STORAGE_FAULT } from '@hengzhun/protocol/device';
import { BRIEF, writeRecord } from './journal.js';
import type { Shell } from './state.js';

/** Brings into flash what the core cannot keep for a snapshot and a frame is about to show: totals and stops. */
export function holdBrief(s: Shell): void {
  const core = s.core;
  if (!core.brief || !core.state.urgent) return;
  core.state.urgent = false;
  if (!writeRecord(s.journal, BRIEF, core.brief(core.state))) s.faults |= 1 << FLAG_BIT_STORAGE_FAULT;
}
