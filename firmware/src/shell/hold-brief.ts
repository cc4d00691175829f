import { BRIEF } from './journal.js';
import { keep } from './record.js';
import type { Shell } from './state.js';

/**
 * Brings into flash what the core cannot keep for a snapshot and a frame is about to show: totals and stops.
 * @unpacked
 */
export function holdBrief(s: Shell): void {
  const core = s.core;
  if (core.brief && core.state.urgent && keep(s, BRIEF, core.brief(core.state))) core.state.urgent = false;
}
