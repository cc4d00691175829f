import { EVENT_LOCK } from '@hengzhun/protocol/device';
import { available } from '../crypto/index.js';
import { conditionOf, noteCondition } from './element-condition.js';
import { passHistory } from './history.js';
import { holdBrief } from './hold-brief.js';
import { updateLevel } from './level.js';
import { lock } from './lock.js';
import { SETTING_REPORTING_INTERVAL, SETTING_SNAPSHOT_INTERVAL } from './provisioning-form.js';
import { flushRefusals, record } from './record.js';
import { isFrameDue, wake } from './send.js';
import { keepSnapshot } from './snapshot.js';
import type { Shell } from './state.js';
import { uptime } from './time.js';

// A function that is called in one place only is put there by the minifier, and the interpreter then reads past its text
// whenever it does not run. NOINLINE keeps what is rarely or conditionally called out of the way of every sample.

const PERIOD = 1000;
const DAY = 86400;

/** Lets the instrument's clock advance to `time` ms; ends a period and looks at the schedule when one is over. @hot */
export function passTime(s: Shell, time: number): void {
  if (s.start < 0) /*@__NOINLINE__*/ begin(s, time);
  // a clock that jumps back is a fault of the source: time stands still until it has caught up
  if (time > s.now) s.now = time;
  if (s.now - s.period >= PERIOD) /*@__NOINLINE__*/ endPeriod(s);
}

function begin(s: Shell, time: number): void {
  s.start = time;
  s.now = time;
  s.period = time;
  s.due = time;
  s.snapshotDue = time + s.provisioning.settings[SETTING_SNAPSHOT_INTERVAL]! * 1000;
}

/** @cold @unpacked */
function endPeriod(s: Shell): void {
  s.period = s.now;
  const core = s.core;
  const events = core.state.events;
  core.period(core.state, core.parameters, s.now);
  while (events.length > 0) {
    const event = events.shift()!;
    // a core with a brief keeps and ends its own stops, nozzle by nozzle
    if (event[0] === EVENT_LOCK && !core.brief) lock(s, event[1]!, event[2]!);
    else record(s, event[0]!, event.slice(1));
  }
  /*@__NOINLINE__*/ holdBrief(s);
  if (conditionOf(s) !== s.condition) /*@__NOINLINE__*/ noteCondition(s);
  const day = Math.floor(uptime(s) / DAY);
  if (day !== s.day) {
    s.day = day;
    /*@__NOINLINE__*/ flushRefusals(s);
  }
  if (s.now >= s.snapshotDue) {
    s.snapshotDue = s.now + s.provisioning.settings[SETTING_SNAPSHOT_INTERVAL]! * 1000;
    /*@__NOINLINE__*/ passHistory(s);
    /*@__NOINLINE__*/ keepSnapshot(s);
  }
  updateLevel(s);
  if (s.now >= s.due) {
    s.due = s.now + s.provisioning.settings[SETTING_REPORTING_INTERVAL]! * 1000;
    s.statusDue = true;
  }
  if (s.statusDue) wake(s, 0);
}

/**
 * Whether a frame is due that the signer cannot sign yet. A rig whose samples carry the time waits for it, so that injected
 * time never runs ahead of the reports; real time does not wait, and nobody waits for an element that is not there.
 */
export function isBehind(s: Shell): boolean {
  return isFrameDue(s) && s.signer.condition < 1 && (s.signing || available(s.signer) < 1);
}
