import {
  type ByteString,
  EVENT_COMMAND,
  FRAME_KIND_RECEIPT,
  REFUSAL_BAD_NONCE,
  REFUSAL_BAD_TAG,
  REFUSAL_UNKNOWN_KEY,
  type Request,
  writeMacStructure,
  writeSignatureStructure,
} from '@hengzhun/protocol/device';
import { HAS_ELEMENT } from '../build-flags.js';
import { canVerify, hmacSha256, requestVerification } from '../crypto/index.js';
import { sha256 } from '../platform/espruino.js';
import { commanderNamed, commandKeyNamed } from './command-keys.js';
import { isCurrentNonce, takeNonce } from './command-nonce.js';
import { execute } from './execute.js';
import { record } from './record.js';
import { refuse, sendBusy } from './refuse.js';
import { wake } from './send.js';
import type { Shell } from './state.js';

/** Number of a command in refusal and busy replies: commands have no request number (RFC 9052 tag 17). */
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
 * @cold
 */
export function handleCommand(s: Shell, request: Request, bytes: ByteString): void {
  const isSigned = HAS_ELEMENT && request.signature !== undefined && canVerify(s.signer);
  const keyRecord = isSigned ? commanderNamed(s, request.kid!) : request.tag ? commandKeyNamed(s, request.kid!) : '';
  const carryOut = (): void => {
    // the nonce is used up by what is authentic only: nobody can use up anybody else's
    if (!takeNonce(s, request.commandNonce!)) {
      refuse(s, REQUEST_COMMAND, REFUSAL_BAD_NONCE);
      return;
    }
    const digest = sha256(bytes);
    const values: number[] = [];
    const result = /*@__NOINLINE__*/ execute(s, request, keyRecord.charCodeAt(0), values);
    record(s, EVENT_COMMAND, [request.commandKind!, result, digest.substr(0, 8)]);
    s.queue.unshift({
      kind: FRAME_KIND_RECEIPT,
      nonce: undefined,
      first: 0,
      count: result,
      digest: digest.substr(0, 16),
      values: values,
    });
    wake(s, 0);
  };
  const refuseTag = (): void => refuse(s, REQUEST_COMMAND, REFUSAL_BAD_TAG);
  if (!keyRecord) refuse(s, REQUEST_COMMAND, REFUSAL_UNKNOWN_KEY);
  else if (!isSigned) {
    const tag = hmacSha256(keyRecord.substr(3), writeMacStructure(request.protectedHeader!, request.payload!));
    if (isEqual(tag, request.tag!)) carryOut();
    else refuseTag();
  } else if (!isCurrentNonce(s, request.commandNonce!)) refuse(s, REQUEST_COMMAND, REFUSAL_BAD_NONCE);
  else if (s.signing) sendBusy(s, REQUEST_COMMAND);
  else {
    // the element does one thing at a time
    s.signing = true;
    requestVerification(
      s.signer,
      sha256(writeSignatureStructure(request.protectedHeader!, request.payload!)),
      request.signature!,
      keyRecord.substr(3),
      (valid) => {
        s.signing = false;
        if (valid) carryOut();
        else refuseTag();
        wake(s, 0);
      },
    );
  }
}
