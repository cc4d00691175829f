import {
  type ByteString,
  type DeviceFailure,
  FRAME_KIND_IDENTITY,
  FRAME_KIND_LOG,
  REFUSAL_MALFORMED,
  REFUSAL_RANGE,
  REFUSAL_UNKNOWN_REQUEST,
  REQUEST_IDENTIFY,
  REQUEST_LOG,
  REQUEST_STATUS,
  type Request,
  readRequest,
  writeCommandNonceReply,
} from '@hengzhun/protocol/device';
import { bytesOf } from '../platform/espruino.js';
import { currentNonce } from './command-nonce.js';
import { handleCommand } from './commands.js';
import { isBusy, refuse, sendBusy } from './refuse.js';
import { sendMessage, wake } from './send.js';
import type { Shell } from './state.js';

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
  const type = request.type;
  if (type === 'command') handleCommand(s, request, bytes);
  else if (type === 'command-nonce') {
    sendMessage(writeCommandNonceReply(currentNonce(s)));
  } else if (type === 'status') {
    if (isBusy(s, REQUEST_STATUS, true)) return;
    s.nonces.push(request.nonce!);
    if (request.nozzle !== undefined && request.nozzle < s.core.nozzles) s.nozzle = request.nozzle;
    wake(s, GATHERING);
  } else if (type === 'identify') {
    if (isBusy(s, REQUEST_IDENTIFY, false)) return;
    s.queue.push({ kind: FRAME_KIND_IDENTITY, nonce: request.nonce, first: 0, count: 0, digest: '' });
    wake(s, 0);
  } else {
    const first = request.first!;
    const left = s.log.length - first;
    if (left < 1) {
      refuse(s, REQUEST_LOG, REFUSAL_RANGE);
      return;
    }
    // one transfer at a time: the queue of the port is short
    if (s.logNext < s.logEnd) {
      sendBusy(s, REQUEST_LOG);
      return;
    }
    if (isBusy(s, REQUEST_LOG, false)) return;
    s.queue.push({
      kind: FRAME_KIND_LOG,
      nonce: request.nonce,
      first: first,
      count: Math.min(request.count!, left),
      digest: '',
    });
    wake(s, 0);
  }
}
