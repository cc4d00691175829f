import { writeBusyReply, writeRefusalReply } from '@hengzhun/protocol/device';
import { available } from '../crypto/index.js';
import { countRefusal } from './record.js';
import { sendMessage } from './send.js';
import type { Shell } from './state.js';

/** One-time values that challenges cannot touch: they are for the schedule, for alarms and for receipts. */
export const RESERVED_VALUES = 2;
/** Challenges that may wait for one frame (CDDL `nonce-list`). */
const WAITING = 4;

/** Counts a refusal and answers with its reason. */
export function refuse(s: Shell, request: number, reason: number): void {
  countRefusal(s, reason);
  sendMessage(writeRefusalReply(request, reason));
}

/**
 * Whether a request that costs a signature must come back later, and says so: strangers cannot drain the signer. A challenge
 * that joins others costs nothing.
 */
export function isBusy(s: Shell, request: number, isChallenge: boolean): boolean {
  const waiting = s.nonces.length;
  const spare = available(s.signer) - RESERVED_VALUES - s.queue.length - (waiting > 0 ? 1 : 0);
  if (isChallenge && waiting > 0 ? waiting < WAITING : spare > 0) return false;
  sendBusy(s, request);
  return true;
}

/** Asks to come back when there should be another one-time value. */
export function sendBusy(s: Shell, request: number): void {
  sendMessage(writeBusyReply(request, s.workSeconds + 1));
}
