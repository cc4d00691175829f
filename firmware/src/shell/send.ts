import {
  type ByteString,
  FRAME_KIND_IDENTITY,
  FRAME_KIND_LOG,
  type LogContent,
  type ReceiptContent,
  type StatusContent,
  slipEncode,
  writeLogClaims,
  writeLogReply,
  writeNonceList,
  writeNonceListReply,
  writeProtectedHeader,
  writeReceiptClaims,
  writeSign1,
  writeSignatureStructure,
  writeStatusClaims,
} from '@hengzhun/protocol/device';
import { available, requestSignature, step } from '../crypto/index.js';
import { callLater, crc32, milliseconds, sendProtocol, sha256 } from '../platform/espruino.js';
import { identityClaims, linkOf, packChannels } from './frames.js';
import { readEntry } from './log.js';
import { persist } from './record.js';
import type { Pending, Shell } from './state.js';
import { timeQuality } from './time.js';

/** Entries in one log reply: at most 361 bytes. */
const ENTRIES = 8;

/** Sends one message of the contract as a SLIP packet. */
export function sendMessage(bytes: ByteString): void {
  sendProtocol(slipEncode(bytes, crc32));
}

/** Whether a frame waits that is not merely an answer: the schedule's, a change's, the identity after a boot. */
export function isFrameDue(s: Shell): boolean {
  return s.identityDue || s.statusDue;
}

/**
 * Signs a payload and sends the frame. Sequence and digest are in flash before the frame leaves: a power cut in between
 * leaves a gap of one frame in the chain, never two frames with one number.
 *
 * @returns false when the signer has no value left or flash does not take the journal; nothing was sent then
 */
function emit(s: Shell, payload: ByteString): boolean {
  const header = writeProtectedHeader(s.provisioning.keyIdentifier);
  const digest = sha256(writeSignatureStructure(header, payload));
  let sent = false;
  requestSignature(s.signer, digest, (signature) => {
    if (!signature) return;
    const journal = s.journal;
    const earlier = journal.previous;
    journal.sequence++;
    journal.previous = digest.substr(0, 16);
    sent = persist(s);
    if (sent) sendMessage(writeSign1(header, payload, signature));
    else {
      journal.sequence--;
      journal.previous = earlier;
    }
  });
  return sent;
}

function emitStatus(s: Shell): boolean {
  const nonces = s.nonces;
  let nonce = nonces[0];
  if (nonces.length > 1) {
    sendMessage(writeNonceListReply(nonces));
    nonce = sha256(writeNonceList(nonces)).substr(0, 12);
  }
  const quality = timeQuality(s);
  const content = linkOf(s, nonce, quality) as StatusContent;
  content.selfState = s.selfState;
  content.flags = s.flags;
  content.channels = packChannels(s);
  content.logHead = s.log.head.substr(0, 16);
  content.calibrationCounter = s.journal.calibrationCounter;
  content.sealState = s.journal.sealState;
  content.temperature = s.temperature;
  content.timeQuality = quality;
  content.identityDigest = s.identityDigest.substr(0, 8);
  if (!emit(s, writeStatusClaims(content))) return false;
  s.nonces = [];
  s.statusDue = false;
  s.shownState = s.selfState;
  s.shownFlags = s.flags;
  return true;
}

function emitPending(s: Shell, one: Pending): boolean {
  if (one.kind === FRAME_KIND_IDENTITY) return emit(s, identityClaims(s, one.nonce));
  const content = linkOf(s, one.nonce, timeQuality(s)) as LogContent & ReceiptContent;
  content.logHead = s.log.head;
  if (one.kind === FRAME_KIND_LOG) {
    content.first = one.first;
    content.count = one.count;
    if (!emit(s, writeLogClaims(content))) return false;
    s.logNext = one.first;
    s.logEnd = one.first + one.count;
    callLater(() => /*@__NOINLINE__*/ sendEntries(s), 0);
    return true;
  }
  content.commandDigest = one.digest;
  content.commandResult = one.count;
  return emit(s, writeReceiptClaims(content));
}

/** Sends the next few log entries, and itself again until the range is done: the sampling goes on in between. */
function sendEntries(s: Shell): void {
  const entries: ByteString[] = [];
  const first = s.logNext;
  while (entries.length < ENTRIES && s.logNext < s.logEnd) entries.push(readEntry(s.log, s.logNext++));
  if (entries.length > 0) sendMessage(writeLogReply(first, entries));
  if (s.logNext < s.logEnd) callLater(() => /*@__NOINLINE__*/ sendEntries(s), 5);
}

/**
 * Sends the next waiting frame if the signer can sign, and comes back while more wait. The identity after a boot goes first
 * (the genesis frame is one), then what the schedule or a change asks for together with waiting challenges, then answers.
 */
export function sendWaiting(s: Shell): void {
  s.waking = false;
  let sent = false;
  if (available(s.signer) > 0) {
    if (s.identityDue) {
      sent = emit(s, /*@__NOINLINE__*/ identityClaims(s, undefined));
      s.identityDue = !sent;
    } else if (s.statusDue || s.nonces.length > 0) {
      sent = /*@__NOINLINE__*/ emitStatus(s);
    } else if (s.queue.length > 0) {
      sent = /*@__NOINLINE__*/ emitPending(s, s.queue[0]!);
      if (sent) s.queue.shift();
    }
    if (sent) {
      wake(s, 0);
      s.resume();
    }
  }
  startWork(s);
}

/** Looks after waiting frames in `delay` ms; challenges that arrive until then share one signature. */
export function wake(s: Shell, delay: number): void {
  if (s.waking) return;
  s.waking = true;
  callLater(() => /*@__NOINLINE__*/ sendWaiting(s), delay);
}

/** Refills the signer's pool in the background, a slice at a time. */
export function startWork(s: Shell): void {
  if (s.working) return;
  s.working = true;
  s.workStart = milliseconds();
  callLater(() => /*@__NOINLINE__*/ work(s), 0);
}

function work(s: Shell): void {
  const before = available(s.signer);
  s.working = false;
  const more = step(s.signer);
  if (available(s.signer) > before) {
    s.workSeconds = Math.ceil((milliseconds() - s.workStart) / 1000);
    s.workStart = milliseconds();
    if (isFrameDue(s) || s.nonces.length > 0 || s.queue.length > 0) wake(s, 0);
  }
  // if the step threw, the main tick begins again
  if (more) {
    s.working = true;
    callLater(() => /*@__NOINLINE__*/ work(s), 0);
  }
}
