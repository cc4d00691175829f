import {
  CLAIM_BOOTCOUNT,
  CLAIM_EAT_NONCE,
  CLAIM_IAT,
  CLAIM_METROLOGICAL,
  CLAIM_UPTIME,
  FRAME_KIND_LOG,
  FRAME_KIND_RECEIPT,
  FRAME_KIND_STATUS,
  METROLOGICAL_KEY_CALIBRATION_COUNTER,
  METROLOGICAL_KEY_CHANNELS,
  METROLOGICAL_KEY_COMMAND_DIGEST,
  METROLOGICAL_KEY_COMMAND_RESULT,
  METROLOGICAL_KEY_FLAGS,
  METROLOGICAL_KEY_IDENTITY_DIGEST,
  METROLOGICAL_KEY_KIND,
  METROLOGICAL_KEY_LOG_HEAD,
  METROLOGICAL_KEY_LOG_LENGTH,
  METROLOGICAL_KEY_LOG_RANGE,
  METROLOGICAL_KEY_PREVIOUS,
  METROLOGICAL_KEY_SEAL_STATE,
  METROLOGICAL_KEY_SELF_STATE,
  METROLOGICAL_KEY_SEQUENCE,
  METROLOGICAL_KEY_TEMPERATURE,
  METROLOGICAL_KEY_TIME_QUALITY,
} from '../generated/constants.js';
import type { ByteString } from './byte-string.js';
import type { LinkContent, LogContent, MomentContent, ReceiptContent, StatusContent } from './content.js';
import { writeArrayHead, writeBytes, writeInteger, writeMapHead } from './writer.js';

/** A pair with an integer as value. */
export function writeIntegerPair(key: number, value: number): ByteString {
  return writeInteger(key) + writeInteger(value);
}

/** A pair with a byte string as value. */
export function writeBytesPair(key: number, value: ByteString): ByteString {
  return writeInteger(key) + writeBytes(value);
}

/** Map head and the claims whose keys lie below 256: iat and eat_nonce. `others` more pairs follow. */
export function writeMomentStart(moment: MomentContent, others: number): ByteString {
  const hasIat = moment.iat !== undefined;
  const hasNonce = moment.nonce !== undefined;
  let out = writeMapHead(others + (hasIat ? 1 : 0) + (hasNonce ? 1 : 0));
  if (hasIat) out += writeIntegerPair(CLAIM_IAT, moment.iat!);
  if (hasNonce) out += writeBytesPair(CLAIM_EAT_NONCE, moment.nonce!);
  return out;
}

/** All claims of a frame that carries nothing but its moment and the metrological claim, up to that claim's key. */
function writeMoment(moment: MomentContent): ByteString {
  return (
    writeMomentStart(moment, 3) +
    writeIntegerPair(CLAIM_UPTIME, moment.uptime) +
    writeIntegerPair(CLAIM_BOOTCOUNT, moment.bootcount) +
    writeInteger(CLAIM_METROLOGICAL)
  );
}

/** CDDL `link`: head of the metrological map of `pairs` pairs, and its first three. */
export function writeLink(kind: number, link: LinkContent, pairs: number): ByteString {
  return (
    writeMapHead(pairs) +
    writeIntegerPair(METROLOGICAL_KEY_KIND, kind) +
    writeIntegerPair(METROLOGICAL_KEY_SEQUENCE, link.sequence) +
    writeBytesPair(METROLOGICAL_KEY_PREVIOUS, link.previous)
  );
}

/** Log length and log head, which every kind of frame carries. */
export function writeLogState(link: LinkContent, logHead: ByteString): ByteString {
  return (
    writeIntegerPair(METROLOGICAL_KEY_LOG_LENGTH, link.logLength) + writeBytesPair(METROLOGICAL_KEY_LOG_HEAD, logHead)
  );
}

/** Payload of a status frame (CDDL `status-claims`). Values are not checked: the caller keeps their ranges. */
export function writeStatusClaims(s: StatusContent): ByteString {
  const hasTemperature = s.temperature !== undefined;
  return (
    writeMoment(s) +
    writeLink(FRAME_KIND_STATUS, s, hasTemperature ? 13 : 12) +
    writeIntegerPair(METROLOGICAL_KEY_SELF_STATE, s.selfState) +
    writeIntegerPair(METROLOGICAL_KEY_FLAGS, s.flags) +
    writeBytesPair(METROLOGICAL_KEY_CHANNELS, s.channels) +
    writeLogState(s, s.logHead) +
    writeIntegerPair(METROLOGICAL_KEY_CALIBRATION_COUNTER, s.calibrationCounter) +
    writeIntegerPair(METROLOGICAL_KEY_SEAL_STATE, s.sealState) +
    (hasTemperature ? writeIntegerPair(METROLOGICAL_KEY_TEMPERATURE, s.temperature!) : '') +
    writeIntegerPair(METROLOGICAL_KEY_TIME_QUALITY, s.timeQuality) +
    writeBytesPair(METROLOGICAL_KEY_IDENTITY_DIGEST, s.identityDigest)
  );
}

/** Payload of a log frame (CDDL `log-claims`): the answer to a log request signs length and head. */
export function writeLogClaims(l: LogContent): ByteString {
  return (
    writeMoment(l) +
    writeLink(FRAME_KIND_LOG, l, 6) +
    writeLogState(l, l.logHead) +
    writeInteger(METROLOGICAL_KEY_LOG_RANGE) +
    writeArrayHead(2) +
    writeInteger(l.first) +
    writeInteger(l.count)
  );
}

/** Payload of a receipt (CDDL `receipt-claims`): the answer to a command. */
export function writeReceiptClaims(r: ReceiptContent): ByteString {
  return (
    writeMoment(r) +
    writeLink(FRAME_KIND_RECEIPT, r, 7) +
    writeLogState(r, r.logHead) +
    writeBytesPair(METROLOGICAL_KEY_COMMAND_DIGEST, r.commandDigest) +
    writeIntegerPair(METROLOGICAL_KEY_COMMAND_RESULT, r.commandResult)
  );
}
