import {
  COMMAND_ACTIVATE,
  COMMAND_REFERENCE_CHECK,
  COMMAND_REINITIALISE,
  COMMAND_REPLACE_KEY,
  COMMAND_RESTART,
  COMMAND_RESULT_DONE,
  COMMAND_RETIRE,
  COMMAND_SEAL,
  COMMAND_SELF_TEST,
  COMMAND_SET_PARAMETER,
  COMMAND_TIME_ANCHOR,
  COMMAND_UNLOCK,
  COMMAND_UNSEAL,
  COMMAND_UPDATE,
  EVENT_CHECK,
  EVENT_LIFE,
  EVENT_LOCK,
  EVENT_TIME_ANCHOR,
  FLAG_BIT_LOCKED,
  LIFE_STAGE_RETIRED,
  LOCK_REASON_NONE,
  REFUSAL_BAD_ARGUMENT,
  REFUSAL_LOG_FULL,
  REFUSAL_NOT_ALLOWED,
  REFUSAL_RETIRED,
  REFUSAL_ROLE,
  REFUSAL_STORAGE,
  REFUSAL_UNKNOWN_REQUEST,
  RESET_REASON_REQUESTED,
  type Request,
  SEAL_STATE_SEALED,
  SEAL_STATE_UNSEALED,
} from '@hengzhun/protocol/device';
import { HAS_ELEMENT, HAS_UPDATE } from '../build-flags.js';
import { available, CONDITION_EXCHANGED } from '../crypto/index.js';
import { updateLevel } from './level.js';
import { COMMAND_RECORDS } from './names.js';
import { persist, record } from './record.js';
import { replaceKey } from './replace-key.js';
import { changeSeal } from './seal.js';
import { changeParameter } from './set-parameter-command.js';
import { keepSnapshot } from './snapshot.js';
import type { Shell } from './state.js';
import { activateUpdate, authoriseUpdate } from './update.js';

/** An event without a thermometer. */
const NO_TEMPERATURE = -32768;

/**
 * Carries out one authentic command (CDDL command-kind): who may, with how many arguments, in which state; then what it
 * does. What cannot be logged is not done. Each part is a function of its own file and called here only: the minifier puts
 * it here, where it costs no memory.
 *
 * @param role ROLE_* of the key that commanded
 * @param values takes what the command found out
 * @returns COMMAND_RESULT_DONE or a refusal reason
 * @cold
 */
export function execute(s: Shell, request: Request, role: number, values: number[]): number {
  const list = request.commandArguments!;
  const kind = request.commandKind!;
  const journal = s.journal;
  const core = s.core;
  // bit 0: maker, bit 1: authority, bit 2: inspector; in the order of the commands' numbers
  const roles = [0, 7, 3, 3, 7, 3, 7, 2, 2, 2, 1, 1, 2, 3][kind];
  const count = [0, 2, 0, 0, -1, 2, 0, 3, 0, 1, 3, 0, 0, 0][kind];
  if (!roles) return REFUSAL_UNKNOWN_REQUEST;
  if (!((roles >> (role - 1)) & 1)) return REFUSAL_ROLE;
  if (journal.lifeStage === LIFE_STAGE_RETIRED) return REFUSAL_RETIRED;
  if (s.log.used + COMMAND_RECORDS > s.log.capacity) return REFUSAL_LOG_FULL;
  if (count! >= 0 && list.length !== count) return REFUSAL_BAD_ARGUMENT;
  for (let i = 0; i < list.length; i++) {
    // the third argument of these two is a byte string of 32 bytes, all others are integers
    const isBytes = i === 2 && (kind === COMMAND_REPLACE_KEY || kind === COMMAND_UPDATE);
    const item = list[i]!;
    if (isBytes ? typeof item !== 'string' || item.length !== 32 : typeof item !== 'number')
      return REFUSAL_BAD_ARGUMENT;
  }
  const numbers = list as number[];
  if (kind === COMMAND_TIME_ANCHOR) {
    const seconds = numbers[0]!;
    const uncertainty = numbers[1]!;
    if (seconds < 0 || seconds > 4294967295 || uncertainty < 0 || uncertainty > 60000) return REFUSAL_BAD_ARGUMENT;
    s.anchorSeconds = seconds;
    s.anchorUncertainty = uncertainty;
    s.anchorAt = s.now;
    record(s, EVENT_TIME_ANCHOR, [seconds, uncertainty]);
    return COMMAND_RESULT_DONE;
  }
  if (kind === COMMAND_SEAL) return changeSeal(s, SEAL_STATE_SEALED);
  if (kind === COMMAND_UNSEAL) return changeSeal(s, SEAL_STATE_UNSEALED);
  if (kind === COMMAND_REFERENCE_CHECK) {
    const found = core.check(core.state, core.parameters, numbers);
    if (typeof found === 'number') return found;
    const temperature = s.temperature === undefined ? NO_TEMPERATURE : s.temperature;
    for (let i = 0; i < 3; i++) values.push(found[i]!);
    record(s, EVENT_CHECK, [values[0]!, values[1]!, values[2]!, temperature]);
    return COMMAND_RESULT_DONE;
  }
  if (kind === COMMAND_SET_PARAMETER) return changeParameter(s, numbers[0]!, numbers[1]!, role, values);
  if (kind === COMMAND_SELF_TEST) {
    // a record that reads back, and all flags as of now
    const written = persist(s);
    updateLevel(s);
    values.push(s.flags, available(s.signer), s.log.capacity - s.log.used);
    return written ? COMMAND_RESULT_DONE : REFUSAL_STORAGE;
  }
  if (kind === COMMAND_REPLACE_KEY) return replaceKey(s, numbers[0]!, numbers[1]!, list[2] as string, request);
  if (kind === COMMAND_UNLOCK) {
    const reason = journal.lockReason;
    // a core with stops of its own shows them by the flag
    const isStopped = reason !== LOCK_REASON_NONE || (core.state.flags >>> FLAG_BIT_LOCKED) & 1;
    if (!isStopped || s.caseOpen || (HAS_ELEMENT && s.signer.condition === CONDITION_EXCHANGED))
      return REFUSAL_NOT_ALLOWED;
    journal.lockReason = LOCK_REASON_NONE;
    if (!persist(s)) {
      journal.lockReason = reason;
      return REFUSAL_STORAGE;
    }
    if (core.unlock) core.unlock(core.state);
    record(s, EVENT_LOCK, [LOCK_REASON_NONE, reason]);
    return COMMAND_RESULT_DONE;
  }
  if (kind === COMMAND_REINITIALISE) {
    if (!core.reinitialise) return REFUSAL_UNKNOWN_REQUEST;
    if (numbers[0]! < 0 || numbers[0]! >= core.nozzles) return REFUSAL_BAD_ARGUMENT;
    const result = core.reinitialise(core.state, core.parameters, numbers[0]!);
    keepSnapshot(s);
    return result;
  }
  if (kind === COMMAND_UPDATE)
    return HAS_UPDATE ? authoriseUpdate(s, numbers[0]!, numbers[1]!, list[2] as string) : REFUSAL_STORAGE;
  if (kind === COMMAND_RETIRE) {
    const stage = journal.lifeStage;
    journal.lifeStage = LIFE_STAGE_RETIRED;
    if (!persist(s)) {
      journal.lifeStage = stage;
      return REFUSAL_STORAGE;
    }
    record(s, EVENT_LIFE, [stage, LIFE_STAGE_RETIRED]);
    s.identityDue = true;
    return COMMAND_RESULT_DONE;
  }
  if (kind === COMMAND_ACTIVATE) {
    const result = HAS_UPDATE ? activateUpdate(s) : REFUSAL_STORAGE;
    if (result !== COMMAND_RESULT_DONE) return result;
  } else if (kind !== COMMAND_RESTART) return REFUSAL_UNKNOWN_REQUEST;
  keepSnapshot(s);
  journal.resetReason = RESET_REASON_REQUESTED;
  persist(s);
  s.restartDue = true;
  return COMMAND_RESULT_DONE;
}
