import { EVENT_LOCK, LOCK_REASON_CASE, LOCK_REASON_NONE } from '@hengzhun/protocol/device';
import { SETTING_CASE_LOCK } from './provisioning-form.js';
import { persist, record } from './record.js';
import type { Shell } from './state.js';

/**
 * Self-lock 自锁: inoperative, also after a reboot, until an unlock command. The lock counts even where flash does not take it;
 * the first reason stays.
 */
export function lock(s: Shell, reason: number, detail: number): void {
  record(s, EVENT_LOCK, [reason, detail]);
  if (s.journal.lockReason !== LOCK_REASON_NONE) return;
  s.journal.lockReason = reason;
  persist(s);
}

/** Whether the instrument is locked: a dispenser gives no pulses then. */
export function isLocked(s: Shell): boolean {
  return s.journal.lockReason !== LOCK_REASON_NONE;
}

/** What the case switch says. Opening locks 开壳锁机; closing unlocks nothing. @cold */
export function caseOpened(s: Shell, open: boolean): void {
  if (open && !s.caseOpen && s.provisioning.settings[SETTING_CASE_LOCK]) lock(s, LOCK_REASON_CASE, 0);
  s.caseOpen = open;
}
