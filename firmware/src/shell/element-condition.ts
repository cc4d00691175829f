import { EVENT_ELEMENT, EVENT_STORAGE, FLAG_BIT_STORAGE_FAULT, LOCK_REASON_ELEMENT } from '@hengzhun/protocol/device';
import { CONDITION_EXCHANGED, counterAhead } from '../crypto/index.js';
import { lock } from './lock.js';
import { record, STORAGE_ROLLED_BACK } from './record.js';
import type { Shell } from './state.js';

/** Event-element: the element is there again. */
const BACK = 4;
/** Beside CONDITION_*: the element's counter was ahead of flash when this boot began. */
const ROLLED_BACK = 8;

/** What there is to know of the element now: CONDITION_*, and ROLLED_BACK. */
export function conditionOf(s: Shell): number {
  return s.signer.condition + (counterAhead(s.signer) > 0 ? ROLLED_BACK : 0);
}

/**
 * Logs that the secure element went, was exchanged, failed or came back. An exchanged one locks the instrument. Flash that was
 * written back to an older state is a storage fault: what it has lost is known to hosts only.
 *
 * @cold
 */
export function noteCondition(s: Shell): void {
  const condition = s.signer.condition;
  if (condition !== (s.condition & 7)) record(s, EVENT_ELEMENT, [condition || BACK, s.signer.serial.substr(0, 8)]);
  if (condition === CONDITION_EXCHANGED) lock(s, LOCK_REASON_ELEMENT, 0);
  const now = conditionOf(s);
  if (now > 7 && s.condition < 8) {
    s.faults |= 1 << FLAG_BIT_STORAGE_FAULT;
    record(s, EVENT_STORAGE, [STORAGE_ROLLED_BACK, counterAhead(s.signer)]);
  }
  s.condition = now;
}
