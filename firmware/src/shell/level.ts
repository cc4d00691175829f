import {
  EVENT_SELF_STATE,
  FLAG_BIT_ELEMENT,
  FLAG_BIT_LOCKED,
  FLAG_BIT_LOG_FULL,
  FLAG_BIT_LOG_NEARLY_FULL,
  FLAG_BIT_MEMORY,
  FLAG_BIT_SIGNER_FAULT,
  FLAG_BIT_STORAGE_FAULT,
  LIFE_STAGE_RETIRED,
  SEAL_STATE_BROKEN,
  SELF_STATE_ALARM,
  SELF_STATE_ATTENTION,
  SELF_STATE_INOPERATIVE,
} from '@hengzhun/protocol/device';
import { HAS_RADIO } from '../build-flags.js';
import { isLocked } from './lock.js';
import { isLogFull } from './log.js';
import { record } from './record.js';
import type { Shell } from './state.js';

const ATTENTION = (1 << FLAG_BIT_LOG_FULL) | (1 << FLAG_BIT_SIGNER_FAULT);
const INOPERATIVE = (1 << FLAG_BIT_MEMORY) | (1 << FLAG_BIT_LOCKED);
const ALARM = (1 << FLAG_BIT_STORAGE_FAULT) | (1 << FLAG_BIT_ELEMENT);

/**
 * Works out the instrument's self-state 自评 and flags from the metrology core's and the shell's own, logs a change of
 * state, and asks for a status frame: at once when the state changes, at most every ten seconds when only flags do.
 *
 * @unpacked
 */
export function updateLevel(s: Shell): void {
  const log = s.log;
  let flags = s.core.state.flags | s.faults;
  // seven eighths
  if (log.used * 8 >= log.capacity * 7) flags |= 1 << FLAG_BIT_LOG_NEARLY_FULL;
  if (isLogFull(log)) flags |= 1 << FLAG_BIT_LOG_FULL;
  if (s.signer.faults > 0) flags |= 1 << FLAG_BIT_SIGNER_FAULT;
  if (isLocked(s)) flags |= 1 << FLAG_BIT_LOCKED;
  if (s.condition & 7) flags |= 1 << FLAG_BIT_ELEMENT;
  let state = s.core.state.selfState;
  if (flags & ATTENTION && state < SELF_STATE_ATTENTION) state = SELF_STATE_ATTENTION;
  if ((flags & ALARM || s.journal.sealState === SEAL_STATE_BROKEN) && state < SELF_STATE_ALARM)
    state = SELF_STATE_ALARM;
  if (flags & INOPERATIVE || s.journal.lifeStage === LIFE_STAGE_RETIRED) state = SELF_STATE_INOPERATIVE;
  flags = flags >>> 0;
  if (state !== s.selfState) {
    record(s, EVENT_SELF_STATE, [s.selfState, state, flags]);
    if (HAS_RADIO) s.beaconDue = true;
  }
  s.selfState = state;
  s.flags = flags;
  s.historyFlags = (s.historyFlags | flags) >>> 0;
  if (state !== s.shownState) s.statusDue = true;
  else if (flags !== s.shownFlags && s.now >= s.flagsAfter) {
    s.flagsAfter = s.now + 10000;
    s.statusDue = true;
  }
}
