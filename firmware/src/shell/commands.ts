import {
  type ByteString,
  COMMAND_RESULT_DONE,
  COMMAND_SEAL,
  COMMAND_TIME_ANCHOR,
  EVENT_COMMAND,
  EVENT_SEAL,
  EVENT_TIME_ANCHOR,
  FRAME_KIND_RECEIPT,
  REFUSAL_BAD_ARGUMENT,
  REFUSAL_BAD_NONCE,
  REFUSAL_BAD_TAG,
  REFUSAL_NOT_ALLOWED,
  REFUSAL_UNKNOWN_KEY,
  REFUSAL_UNKNOWN_REQUEST,
  type Request,
  ROLE_INSPECTOR,
  SEAL_STATE_SEALED,
  writeMacStructure,
} from '@hengzhun/protocol/device';
import { hmacSha256 } from '../crypto/index.js';
import { sha256 } from '../platform/espruino.js';
import { commandKeyNamed } from './command-keys.js';
import { takeNonce } from './command-nonce.js';
import { countCalibration, SNAPSHOT, writeRecord } from './journal.js';
import { isLogFull } from './log.js';
import { persist, record } from './record.js';
import { refuse } from './refuse.js';
import { wake } from './send.js';
import type { Shell } from './state.js';

/** Number of a command in refusal replies: commands have no request number (RFC 9052 tag 17). */
const REQUEST_COMMAND = 17;

/** Compares in a time that does not depend on where the strings differ. */
function isEqual(a: ByteString, b: ByteString): boolean {
  let difference = a.length ^ b.length;
  for (let i = 0; i < a.length; i++) difference |= a.charCodeAt(i) ^ b.charCodeAt(i);
  return difference === 0;
}

/**
 * Carries out a command. What is not authentic is refused without a signature and counted; what is authentic is logged,
 * done or not, and answered by a signed receipt.
 */
export function handleCommand(s: Shell, request: Request, bytes: ByteString): void {
  const keyRecord = commandKeyNamed(s, request.kid!);
  if (!keyRecord) {
    refuse(s, REQUEST_COMMAND, REFUSAL_UNKNOWN_KEY);
    return;
  }
  const tag = hmacSha256(keyRecord.substr(3), writeMacStructure(request.protectedHeader!, request.payload!));
  if (!isEqual(tag, request.tag!)) {
    refuse(s, REQUEST_COMMAND, REFUSAL_BAD_TAG);
    return;
  }
  if (!takeNonce(s, request.commandNonce!)) {
    refuse(s, REQUEST_COMMAND, REFUSAL_BAD_NONCE);
    return;
  }
  const digest = sha256(bytes);
  const result = execute(s, request, keyRecord.charCodeAt(0));
  record(s, EVENT_COMMAND, [request.commandKind!, result, digest.substr(0, 8)]);
  s.queue.unshift({
    kind: FRAME_KIND_RECEIPT,
    nonce: undefined,
    first: 0,
    count: result,
    digest: digest.substr(0, 16),
  });
  wake(s, 0);
}

function execute(s: Shell, request: Request, role: number): number {
  const list = request.commandArguments!;
  const kind = request.commandKind;
  // what cannot be logged is not done
  if (isLogFull(s.log)) return REFUSAL_NOT_ALLOWED;
  if (kind === COMMAND_TIME_ANCHOR) {
    const seconds = list[0];
    const uncertainty = list[1];
    if (
      list.length !== 2 ||
      typeof seconds !== 'number' ||
      typeof uncertainty !== 'number' ||
      seconds < 0 ||
      seconds > 4294967295 ||
      uncertainty < 0 ||
      uncertainty > 60000
    ) {
      return REFUSAL_BAD_ARGUMENT;
    }
    s.anchorSeconds = seconds;
    s.anchorUncertainty = uncertainty;
    s.anchorAt = s.now;
    record(s, EVENT_TIME_ANCHOR, [seconds, uncertainty]);
    return COMMAND_RESULT_DONE;
  }
  if (kind !== COMMAND_SEAL) return REFUSAL_UNKNOWN_REQUEST;
  if (list.length > 0) return REFUSAL_BAD_ARGUMENT;
  const journal = s.journal;
  if (role === ROLE_INSPECTOR || journal.sealState === SEAL_STATE_SEALED) return REFUSAL_NOT_ALLOWED;
  const old = journal.sealState;
  // a sealing ends an adjustment: it is counted, and a new baseline begins that later ones are compared with
  const counted = journal.calibrationCounter;
  journal.sealState = SEAL_STATE_SEALED;
  countCalibration(journal);
  if (!persist(s)) {
    journal.sealState = old;
    journal.calibrationCounter = counted;
    return REFUSAL_NOT_ALLOWED;
  }
  s.core.reset(s.core.state, s.core.parameters);
  writeRecord(journal, SNAPSHOT, s.core.save(s.core.state));
  record(s, EVENT_SEAL, [old, SEAL_STATE_SEALED]);
  s.statusDue = true;
  return COMMAND_RESULT_DONE;
}
