import {
  type ByteString,
  FRAME_KIND_IDENTITY,
  FRAME_KIND_LOG,
  FRAME_KIND_RECEIPT,
  hasRoom,
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
import { HAS_RADIO, HAS_UPDATE } from '../build-flags.js';
import { available, requestSignature, step } from '../crypto/index.js';
import { callLater, crc32, milliseconds, restart, sendProtocol, sha256 } from '../platform/espruino.js';
import { air, sendRadio } from '../radio/radio.js';
import { identityClaims, linkOf, packChannels } from './frames.js';
import { holdBrief } from './hold-brief.js';
import { readEntry } from './log.js';
import { persist } from './record.js';
import { settleSoftware } from './settle-software.js';
import type { Pending, Shell } from './state.js';
import { timeQuality } from './time.js';

/** Entries in one log reply: at most 361 bytes. */
const ENTRIES = 8;
/** The packet that it takes, should every byte be escaped. */
const LONGEST_PACKET = 732;

/** Sends one message of the contract as a SLIP packet, to whoever listens at any port. @declared @unpacked */
export function sendMessage(bytes: ByteString): void {
  const packet = slipEncode(bytes, crc32);
  sendProtocol(packet);
  if (HAS_RADIO && air.radio) sendRadio(air.radio, packet);
}

/** Whether a frame waits that is not merely an answer: the schedule's, a change's, the identity after a boot. */
export function isFrameDue(s: Shell): boolean {
  return s.identityDue || s.statusDue;
}

/**
 * Signs a payload and sends the frame. A secure element takes its time: until it has answered nothing else is signed.
 * Sequence and digest are in flash before the frame leaves, and not before there is a signature: a power cut in between
 * leaves a gap of one frame in the chain, never two frames with one number, and a signature that fails leaves none.
 *
 * @param sent called when the frame has left; not called when there was no signature or flash does not take the journal
 */
function emit(s: Shell, payload: ByteString, sent: () => void): void {
  const header = writeProtectedHeader(s.keyIdentifier);
  const digest = sha256(writeSignatureStructure(header, payload));
  s.signing = true;
  try {
    requestSignature(s.signer, digest, (signature) => {
      s.signing = false;
      if (!signature) return;
      const journal = s.journal;
      const earlier = journal.previous;
      journal.sequence++;
      journal.previous = digest.substr(0, 16);
      if (persist(s)) {
        sendMessage(writeSign1(header, payload, signature));
        if (HAS_RADIO) s.beaconDue = true;
        sent();
        wake(s, 0);
        s.resume();
      } else {
        journal.sequence--;
        journal.previous = earlier;
      }
    });
  } catch (failure) {
    s.signing = false;
    throw failure;
  }
}

function emitStatus(s: Shell): void {
  const core = s.core;
  const nonces = s.nonces.slice();
  let nonce = nonces[0];
  if (nonces.length > 1) {
    sendMessage(writeNonceListReply(nonces));
    nonce = sha256(writeNonceList(nonces)).substr(0, 12);
  }
  const quality = timeQuality(s);
  const content = linkOf(s, nonce, quality) as StatusContent;
  const state = s.selfState;
  const flags = s.flags;
  content.selfState = state;
  content.flags = flags;
  const nozzles = core.nozzles;
  const nozzle = s.nozzle;
  holdBrief(s);
  // before the channels: they are that nozzle's
  if (nozzles > 0) content.nozzle = core.nozzle(core.state, core.parameters, nozzle);
  if (nonce) content.indication = core.indication(core.state, core.parameters, nozzle);
  content.channels = packChannels(s);
  content.logHead = s.log.head.substr(0, 16);
  content.calibrationCounter = s.journal.calibrationCounter;
  content.sealState = s.journal.sealState;
  content.temperature = s.temperature;
  content.timeQuality = quality;
  content.identityDigest = s.identityDigest.substr(0, 8);
  emit(s, writeStatusClaims(content), () => {
    // challenges that came meanwhile wait for the next frame
    s.nonces.splice(0, nonces.length);
    if (nozzles > 0 && s.nozzle === nozzle) s.nozzle = (nozzle + 1) % nozzles;
    s.statusDue = false;
    s.shownState = state;
    s.shownFlags = flags;
  });
}

function emitPending(s: Shell, one: Pending): void {
  const sent = (): void => {
    s.queue.splice(s.queue.indexOf(one), 1);
    if (one.kind === FRAME_KIND_LOG) {
      s.logNext = one.first;
      s.logEnd = one.first + one.count;
      if (HAS_RADIO) s.logByRadio = one.byRadio;
      callLater(() => /*@__NOINLINE__*/ sendEntries(s), 0);
    }
    // what stands in the port's queue must still leave
    if (s.restartDue && one.kind === FRAME_KIND_RECEIPT) callLater(restart, 500);
  };
  if (one.kind === FRAME_KIND_IDENTITY) {
    emit(s, identityClaims(s, one.nonce), sent);
    return;
  }
  const content = linkOf(s, one.nonce, timeQuality(s)) as LogContent & ReceiptContent;
  content.logHead = s.log.head;
  if (one.kind === FRAME_KIND_LOG) {
    content.first = one.first;
    content.count = one.count;
    emit(s, writeLogClaims(content), sent);
    return;
  }
  content.commandDigest = one.digest;
  content.commandResult = one.count;
  content.values = one.values;
  emit(s, writeReceiptClaims(content), sent);
}

/**
 * Sends the next few log entries, and itself again until the range is done: the sampling goes on in between.
 * @cold
 */
function sendEntries(s: Shell): void {
  const entries: ByteString[] = [];
  const first = s.logNext;
  if (HAS_RADIO && air.radio && s.logByRadio) {
    // nobody is there any more: the next one asks anew
    if (!air.radio.sender.size) s.logEnd = first;
    else if (!hasRoom(air.radio.sender, LONGEST_PACKET)) {
      callLater(() => /*@__NOINLINE__*/ sendEntries(s), 50);
      return;
    }
  }
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
  const publicKey = s.signer.publicKey;
  if (!s.keyIdentifier && publicKey) s.keyIdentifier = sha256(`\x04${publicKey}`).substr(0, 8);
  if (!s.signing && isWaiting(s) && available(s.signer) > 0) /*@__NOINLINE__*/ sendNext(s);
  startWork(s);
}

function isWaiting(s: Shell): boolean {
  return isFrameDue(s) || s.nonces.length > 0 || s.queue.length > 0;
}

/**
 * Sends the first of what waits.
 * @cold @declared
 */
function sendNext(s: Shell): void {
  if (s.identityDue) {
    emit(s, /*@__NOINLINE__*/ identityClaims(s, undefined), () => {
      s.identityDue = false;
      if (!HAS_UPDATE || s.settled) return;
      s.settled = true;
      /*@__NOINLINE__*/ settleSoftware(s);
    });
  } else if (s.statusDue || s.nonces.length > 0) /*@__NOINLINE__*/ emitStatus(s);
  /*@__NOINLINE__*/ else emitPending(s, s.queue[0]!);
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
    if (isWaiting(s)) wake(s, 0);
  }
  // if the step threw, the main tick begins again
  if (more) {
    s.working = true;
    callLater(() => /*@__NOINLINE__*/ work(s), 0);
  }
}
