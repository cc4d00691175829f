import { EVENT_ELEMENT, LOCK_REASON_ELEMENT } from '@hengzhun/protocol/device';
import { CONDITION_EXCHANGED } from '../crypto/index.js';
import { lock } from './lock.js';
import { record } from './record.js';
import type { Shell } from './state.js';

/** Event-element: the element is there again. */
const BACK = 4;

/** Logs that the secure element went, was exchanged, failed or came back. An exchanged one locks the instrument. */
export function noteCondition(s: Shell): void {
  const condition = s.signer.condition;
  s.condition = condition;
  record(s, EVENT_ELEMENT, [condition || BACK, s.signer.serial.substr(0, 8)]);
  if (condition === CONDITION_EXCHANGED) lock(s, LOCK_REASON_ELEMENT, 0);
}
