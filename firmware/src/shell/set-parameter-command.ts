import {
  COMMAND_RESULT_DONE,
  EVENT_PARAMETER,
  REFUSAL_BAD_ARGUMENT,
  REFUSAL_LOG_FULL,
  REFUSAL_SEALED,
  REFUSAL_STORAGE,
  SEAL_STATE_UNSEALED,
} from '@hengzhun/protocol/device';
import { countCalibration } from './journal.js';
import { configurationOf, keepParameter } from './parameters.js';
import { persist, record } from './record.js';
import type { Shell } from './state.js';

/**
 * Sets one parameter of the core: it takes effect at once, is logged with old and new value before it is kept, counted as a
 * calibration, and set again at each boot. A power cut before it is kept leaves the old value and the evidence of the attempt;
 * one before it is counted shows at the next boot as a changed configuration, which is counted then.
 */
export function changeParameter(s: Shell, parameter: number, value: number, role: number, values: number[]): number {
  const journal = s.journal;
  const core = s.core;
  if (journal.sealState !== SEAL_STATE_UNSEALED) return REFUSAL_SEALED;
  const old = core.set(core.parameters, parameter, value);
  if (old === undefined) return REFUSAL_BAD_ARGUMENT;
  const logged = record(s, EVENT_PARAMETER, [parameter, old, value, role]);
  if (!logged || !keepParameter(s, parameter, value)) {
    core.set(core.parameters, parameter, old);
    return logged ? REFUSAL_STORAGE : REFUSAL_LOG_FULL;
  }
  journal.configuration = configurationOf(s);
  countCalibration(journal);
  values.push(old);
  return persist(s) ? COMMAND_RESULT_DONE : REFUSAL_STORAGE;
}
