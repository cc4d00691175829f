import {
  CLAIM_BOOTCOUNT,
  CLAIM_EAT_NONCE,
  CLAIM_IAT,
  CLAIM_METROLOGICAL,
  CLAIM_UPTIME,
  FRAME_KIND_LOG,
  FRAME_KIND_RECEIPT,
  FRAME_KIND_STATUS,
  MAXIMUM_STATUS_FRAME,
  METROLOGICAL_KEY_CALIBRATION_COUNTER,
  METROLOGICAL_KEY_CHANNELS,
  METROLOGICAL_KEY_COMMAND_DIGEST,
  METROLOGICAL_KEY_COMMAND_RESULT,
  METROLOGICAL_KEY_FLAGS,
  METROLOGICAL_KEY_IDENTITY_DIGEST,
  METROLOGICAL_KEY_INDICATION,
  METROLOGICAL_KEY_KIND,
  METROLOGICAL_KEY_LOG_HEAD,
  METROLOGICAL_KEY_LOG_LENGTH,
  METROLOGICAL_KEY_LOG_RANGE,
  METROLOGICAL_KEY_NOZZLE,
  METROLOGICAL_KEY_PREVIOUS,
  METROLOGICAL_KEY_SEAL_STATE,
  METROLOGICAL_KEY_SELF_STATE,
  METROLOGICAL_KEY_SEQUENCE,
  METROLOGICAL_KEY_TEMPERATURE,
  METROLOGICAL_KEY_TIME_QUALITY,
  METROLOGICAL_KEY_VALUES,
} from '../generated/constants.js';
import { type ByteString, chars } from './byte-string.js';
import type { LinkContent, LogContent, MomentContent, ReceiptContent, StatusContent } from './content.js';
import { writeItems } from './event.js';
import { writeBytes, writeInteger } from './writer.js';

// Keys of the metrological claim and the small enumerations lie below 24: they are one byte each in CBOR, and a native
// `chars` of several of them costs the interpreter a tenth of the calls that would write them one by one.

/** A pair with an integer as value. */
export function writeIntegerPair(key: number, value: number): ByteString {
  return writeInteger(key) + writeInteger(value);
}

/** A pair with a byte string as value. */
export function writeBytesPair(key: number, value: ByteString): ByteString {
  return writeInteger(key) + writeBytes(value);
}

/** Map head and the claims whose keys lie below 24: iat and eat_nonce. `others` more pairs follow, less than 21. */
export function writeMomentStart(moment: MomentContent, others: number): ByteString {
  let pairs = 0xa0 + others;
  let out = '';
  if (moment.iat !== undefined) {
    pairs++;
    out = chars(CLAIM_IAT) + writeInteger(moment.iat);
  }
  if (moment.nonce !== undefined) {
    pairs++;
    out += chars(CLAIM_EAT_NONCE) + writeBytes(moment.nonce);
  }
  return chars(pairs) + out;
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
    chars(0xa0 + pairs, METROLOGICAL_KEY_KIND, kind, METROLOGICAL_KEY_SEQUENCE) +
    writeInteger(link.sequence) +
    chars(METROLOGICAL_KEY_PREVIOUS) +
    writeBytes(link.previous)
  );
}

/** Log length and log head, which every kind of frame carries. */
export function writeLogState(link: LinkContent, logHead: ByteString): ByteString {
  return (
    chars(METROLOGICAL_KEY_LOG_LENGTH) +
    writeInteger(link.logLength) +
    chars(METROLOGICAL_KEY_LOG_HEAD) +
    writeBytes(logHead)
  );
}

/**
 * Bytes of a frame around its payload: tag and array (2), protected header (14), empty map (1), head of the payload (2),
 * signature (66).
 */
const AROUND = 85;

/**
 * Payload of a status frame (CDDL `status-claims`). Values are not checked: the caller keeps their ranges, and gives at most
 * eight channels, six beside a nozzle state. An indication that the frame has no room for is left out.
 */
export function writeStatusClaims(s: StatusContent): ByteString {
  let pairs = 12;
  let end = '';
  if (s.temperature !== undefined) {
    pairs++;
    end = chars(METROLOGICAL_KEY_TEMPERATURE) + writeInteger(s.temperature);
  }
  end +=
    chars(METROLOGICAL_KEY_TIME_QUALITY, s.timeQuality, METROLOGICAL_KEY_IDENTITY_DIGEST) +
    writeBytes(s.identityDigest);
  if (s.nozzle !== undefined) {
    pairs++;
    end += chars(METROLOGICAL_KEY_NOZZLE) + writeBytes(s.nozzle);
  }
  const moment = writeMoment(s);
  let link = writeLink(FRAME_KIND_STATUS, s, pairs);
  end =
    chars(METROLOGICAL_KEY_SELF_STATE, s.selfState, METROLOGICAL_KEY_FLAGS) +
    writeInteger(s.flags) +
    chars(METROLOGICAL_KEY_CHANNELS) +
    writeBytes(s.channels) +
    writeLogState(s, s.logHead) +
    chars(METROLOGICAL_KEY_CALIBRATION_COUNTER) +
    writeInteger(s.calibrationCounter) +
    chars(METROLOGICAL_KEY_SEAL_STATE, s.sealState) +
    end;
  if (s.indication !== undefined) {
    const last = chars(METROLOGICAL_KEY_INDICATION) + writeInteger(s.indication);
    if (AROUND + moment.length + link.length + end.length + last.length <= MAXIMUM_STATUS_FRAME) {
      // One pair more in the head of the map.
      link = chars(0xa1 + pairs) + link.substr(1);
      end += last;
    }
  }
  return moment + link + end;
}

/** Payload of a log frame (CDDL `log-claims`): the answer to a log request signs length and head. */
export function writeLogClaims(l: LogContent): ByteString {
  return (
    writeMoment(l) +
    writeLink(FRAME_KIND_LOG, l, 6) +
    writeLogState(l, l.logHead) +
    chars(METROLOGICAL_KEY_LOG_RANGE, 0x82) +
    writeInteger(l.first) +
    writeInteger(l.count)
  );
}

/** Payload of a receipt (CDDL `receipt-claims`): the answer to a command. An empty list of values is none. */
export function writeReceiptClaims(r: ReceiptContent): ByteString {
  const values = r.values;
  const found = values !== undefined && values.length > 0;
  return (
    writeMoment(r) +
    writeLink(FRAME_KIND_RECEIPT, r, found ? 8 : 7) +
    writeLogState(r, r.logHead) +
    writeBytesPair(METROLOGICAL_KEY_COMMAND_DIGEST, r.commandDigest) +
    writeIntegerPair(METROLOGICAL_KEY_COMMAND_RESULT, r.commandResult) +
    (found ? chars(METROLOGICAL_KEY_VALUES, 0x80 + values.length) + writeItems(values) : '')
  );
}
