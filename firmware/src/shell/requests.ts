import {
  type ByteString,
  type DeviceFailure,
  FRAME_KIND_IDENTITY,
  FRAME_KIND_LOG,
  REFUSAL_MALFORMED,
  REFUSAL_RANGE,
  REFUSAL_STORAGE,
  REFUSAL_UNKNOWN_REQUEST,
  REQUEST_COMMAND_NONCE,
  REQUEST_IDENTIFY,
  REQUEST_KEY,
  REQUEST_LOG,
  REQUEST_STATUS,
  REQUEST_UPDATE,
  type Request,
  readRequest,
  writeCommandNonceReply,
  writeKeyReply,
} from '@hengzhun/protocol/device';
import { HAS_RADIO, HAS_UPDATE } from '../build-flags.js';
import { bytesOf } from '../platform/espruino.js';
import { currentNonce } from './command-nonce.js';
import { handleCommand } from './commands.js';
import { isBusy, refuse, sendBusy } from './refuse.js';
import { sendMessage, wake } from './send.js';
import type { Pending, Shell } from './state.js';
import { takePiece } from './update.js';

/** Time in which further challenges join the first and share its signature, ms. */
const GATHERING = 50;

/**
 * Answers one message from the protocol port, in whatever form a stranger may have sent it.
 * @cold
 */
export function handleMessage(s: Shell, bytes: ByteString): void {
  let request: Request;
  try {
    request = readRequest(bytesOf(bytes), bytes.length);
  } catch (failure) {
    const unknown = (failure as DeviceFailure).code === 'request-unknown';
    refuse(s, 0, unknown ? REFUSAL_UNKNOWN_REQUEST : REFUSAL_MALFORMED);
    return;
  }
  const number = request.number;
  if (number > REQUEST_UPDATE) handleCommand(s, request, bytes);
  else if (number === REQUEST_COMMAND_NONCE) {
    sendMessage(writeCommandNonceReply(currentNonce(s)));
  } else if (number === REQUEST_STATUS) {
    const nozzle = request.nozzle;
    if (nozzle !== undefined && nozzle >= s.core.nozzles) {
      refuse(s, REQUEST_STATUS, REFUSAL_RANGE);
      return;
    }
    // one frame speaks of one nozzle
    if (s.nonces.length > 0 && nozzle !== s.asked) {
      sendBusy(s, REQUEST_STATUS);
      return;
    }
    if (isBusy(s, REQUEST_STATUS, true)) return;
    s.asked = nozzle;
    s.nonces.push(request.nonce!);
    if (nozzle !== undefined) s.nozzle = nozzle;
    wake(s, GATHERING);
  } else if (number === REQUEST_IDENTIFY) {
    if (isBusy(s, REQUEST_IDENTIFY, false)) return;
    s.queue.push({
      kind: FRAME_KIND_IDENTITY,
      nonce: request.nonce,
      first: 0,
      count: 0,
      digest: '',
      values: undefined,
    });
    wake(s, 0);
  } else if (number === REQUEST_KEY) {
    const key = s.signer.publicKey;
    if (key) sendMessage(writeKeyReply(key.substr(0, 32), key.substr(32, 32)));
    else sendBusy(s, REQUEST_KEY);
  } else if (number === REQUEST_UPDATE) {
    if (HAS_UPDATE) takePiece(s, request.offset!, request.piece!);
    else refuse(s, REQUEST_UPDATE, REFUSAL_STORAGE);
  } else {
    const first = request.first!;
    const left = s.log.length - first;
    if (left < 1) {
      refuse(s, REQUEST_LOG, REFUSAL_RANGE);
      return;
    }
    // one transfer at a time: the queue of the port is short; whoever is at the cable need not wait for the radio
    if (s.logNext < s.logEnd && (!HAS_RADIO || s.byRadio || !s.logByRadio)) {
      sendBusy(s, REQUEST_LOG);
      return;
    }
    if (isBusy(s, REQUEST_LOG, false)) return;
    const pending: Pending = {
      kind: FRAME_KIND_LOG,
      nonce: request.nonce,
      first: first,
      count: Math.min(request.count!, left),
      digest: '',
      values: undefined,
    };
    if (HAS_RADIO) pending.byRadio = s.byRadio;
    s.queue.push(pending);
    wake(s, 0);
  }
}
