import { writeUint32 } from '@hengzhun/protocol/device';
import { readUint, writeUint16 } from './bytes.js';
import { BRIEF, readRecord, SNAPSHOT } from './journal.js';
import { keep } from './record.js';
import type { Shell } from './state.js';

// A snapshot: flags seen (4 bytes), seconds of the history period (4), length of its samples (2), samples, then the core's own.

/** Writes what must survive a reboot and is not in the journal: the core's memory and the history period so far. */
export function keepSnapshot(s: Shell): void {
  const core = s.core;
  keep(
    s,
    SNAPSHOT,
    writeUint32(s.historyFlags) +
      writeUint32(s.historyAge) +
      writeUint16(s.history.length) +
      s.history +
      core.save(core.state),
  );
}

/** Takes up the newest snapshot, and what the core told after it; false where there is none, or it is not of this form. */
export function takeSnapshot(s: Shell): boolean {
  const core = s.core;
  const data = readRecord(s.journal, SNAPSHOT);
  const brief = readRecord(s.journal, BRIEF);
  const length = data.length > 10 ? readUint(data, 8, 2) : 0;
  const restored = core.restore(core.state, core.parameters, data.substr(10 + length));
  if (restored) {
    s.historyFlags = readUint(data, 0, 4);
    s.historyAge = readUint(data, 4, 4);
    s.history = data.substr(10, length);
  }
  if (core.resume && brief) core.resume(core.state, core.parameters, brief);
  return restored;
}
