import { ProtocolError } from '../errors.js';
import {
  FRAME_KIND_IDENTITY,
  FRAME_KIND_LOG,
  FRAME_KIND_RECEIPT,
  FRAME_KIND_STATUS,
  METROLOGICAL_KEY_CALIBRATION_COUNTER,
  METROLOGICAL_KEY_CHANNELS,
  METROLOGICAL_KEY_COMMAND_DIGEST,
  METROLOGICAL_KEY_COMMAND_RESULT,
  METROLOGICAL_KEY_DATA,
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
  METROLOGICAL_KEY_SOFTWARE_MEASUREMENT,
  METROLOGICAL_KEY_TEMPERATURE,
  METROLOGICAL_KEY_TIME_QUALITY,
  SEAL_STATE_BROKEN,
  SELF_STATE_INOPERATIVE,
  TIME_QUALITY_RELATIVE,
} from '../generated/constants.js';
import { readChannels } from './channels.js';
import type { OuterClaims } from './claims.js';
import type { Cursor } from './cursor.js';
import { MapWalk } from './map-walk.js';
import { readMetrologicalData } from './metrological-data.js';
import type { Claims, IdentityClaims, LogClaims, ReceiptClaims, StatusClaims } from './types.js';

const UINT32 = 0xffffffff;
const UINT16 = 0xffff;

/** Reads the metrological claim of any kind of frame and joins it with the claims that came before it. */
export function readMetrological(cursor: Cursor, outer: OuterClaims): Claims {
  const start = cursor.at;
  const walk = new MapWalk(cursor);
  if (!walk.optional(METROLOGICAL_KEY_KIND)) throw new ProtocolError('frame-kind', start);
  const kind = cursor.unsigned(Number.MAX_SAFE_INTEGER);
  if ((kind === FRAME_KIND_IDENTITY) !== (outer.statement !== undefined)) {
    throw new ProtocolError(kind === FRAME_KIND_IDENTITY ? 'frame-missing-claim' : 'frame-unknown-claim', start);
  }
  const claims = readKind(kind, cursor, walk, outer, start);
  walk.finish();
  return claims;
}

function readKind(kind: number, cursor: Cursor, walk: MapWalk, outer: OuterClaims, start: number): Claims {
  switch (kind) {
    case FRAME_KIND_STATUS:
      return readStatus(cursor, walk, outer);
    case FRAME_KIND_IDENTITY:
      return readIdentity(cursor, walk, outer);
    case FRAME_KIND_LOG:
      return readLog(cursor, walk, outer);
    case FRAME_KIND_RECEIPT:
      return readReceipt(cursor, walk, outer);
    default:
      throw new ProtocolError('frame-kind', start);
  }
}

function readSequence(cursor: Cursor, walk: MapWalk): number {
  walk.expect(METROLOGICAL_KEY_SEQUENCE);
  const start = cursor.at;
  const sequence = cursor.unsigned(UINT32);
  if (sequence === 0) throw new ProtocolError('frame-value-range', start);
  return sequence;
}

function readPrevious(cursor: Cursor, walk: MapWalk): Uint8Array {
  walk.expect(METROLOGICAL_KEY_PREVIOUS);
  return cursor.string(16, 16);
}

function readUnsigned(cursor: Cursor, walk: MapWalk, key: number, most: number): number {
  walk.expect(key);
  return cursor.unsigned(most);
}

function readString(cursor: Cursor, walk: MapWalk, key: number, length: number): Uint8Array {
  walk.expect(key);
  return cursor.string(length, length);
}

function readStatus(cursor: Cursor, walk: MapWalk, outer: OuterClaims): StatusClaims {
  const sequence = readSequence(cursor, walk);
  const previous = readPrevious(cursor, walk);
  const selfState = readUnsigned(cursor, walk, METROLOGICAL_KEY_SELF_STATE, SELF_STATE_INOPERATIVE);
  const flags = readUnsigned(cursor, walk, METROLOGICAL_KEY_FLAGS, UINT32);
  walk.expect(METROLOGICAL_KEY_CHANNELS);
  const channels = readChannels(cursor);
  const logLength = readUnsigned(cursor, walk, METROLOGICAL_KEY_LOG_LENGTH, UINT16);
  const logHead = readString(cursor, walk, METROLOGICAL_KEY_LOG_HEAD, 16);
  const calibrationCounter = readUnsigned(cursor, walk, METROLOGICAL_KEY_CALIBRATION_COUNTER, UINT16);
  const sealState = readUnsigned(cursor, walk, METROLOGICAL_KEY_SEAL_STATE, SEAL_STATE_BROKEN);
  const temperature = walk.optional(METROLOGICAL_KEY_TEMPERATURE) ? readTemperature(cursor) : undefined;
  const timeQuality = readUnsigned(cursor, walk, METROLOGICAL_KEY_TIME_QUALITY, TIME_QUALITY_RELATIVE);
  const identityDigest = readString(cursor, walk, METROLOGICAL_KEY_IDENTITY_DIGEST, 8);
  return {
    kind: FRAME_KIND_STATUS,
    iat: outer.iat,
    nonce: outer.nonce,
    uptime: outer.uptime,
    bootcount: outer.bootcount,
    sequence,
    previous,
    selfState,
    flags,
    channels,
    logLength,
    logHead,
    calibrationCounter,
    sealState,
    temperature,
    timeQuality,
    identityDigest,
  };
}

function readTemperature(cursor: Cursor): number {
  const start = cursor.at;
  const temperature = cursor.integer();
  if (temperature < -32768 || temperature > 32767) throw new ProtocolError('frame-value-range', start);
  return temperature;
}

function readLink(cursor: Cursor, walk: MapWalk, outer: OuterClaims) {
  return {
    iat: outer.iat,
    nonce: outer.nonce,
    uptime: outer.uptime,
    bootcount: outer.bootcount,
    sequence: readSequence(cursor, walk),
    previous: readPrevious(cursor, walk),
    logLength: readUnsigned(cursor, walk, METROLOGICAL_KEY_LOG_LENGTH, UINT16),
    logHead: readString(cursor, walk, METROLOGICAL_KEY_LOG_HEAD, 32),
  };
}

function readIdentity(cursor: Cursor, walk: MapWalk, outer: OuterClaims): IdentityClaims {
  const link = readLink(cursor, walk, outer);
  const identityDigest = readString(cursor, walk, METROLOGICAL_KEY_IDENTITY_DIGEST, 32);
  walk.expect(METROLOGICAL_KEY_DATA);
  const data = readMetrologicalData(cursor);
  const softwareMeasurement = readString(cursor, walk, METROLOGICAL_KEY_SOFTWARE_MEASUREMENT, 32);
  // readMetrological has seen to it that the statement is there.
  return { kind: FRAME_KIND_IDENTITY, ...link, ...outer.statement!, data, identityDigest, softwareMeasurement };
}

function readLog(cursor: Cursor, walk: MapWalk, outer: OuterClaims): LogClaims {
  const link = readLink(cursor, walk, outer);
  walk.expect(METROLOGICAL_KEY_LOG_RANGE);
  cursor.array(2);
  const first = cursor.unsigned(UINT16);
  const count = cursor.unsigned(UINT16);
  return { kind: FRAME_KIND_LOG, ...link, first, count };
}

function readReceipt(cursor: Cursor, walk: MapWalk, outer: OuterClaims): ReceiptClaims {
  const link = readLink(cursor, walk, outer);
  const commandDigest = readString(cursor, walk, METROLOGICAL_KEY_COMMAND_DIGEST, 16);
  const commandResult = readUnsigned(cursor, walk, METROLOGICAL_KEY_COMMAND_RESULT, 255);
  return { kind: FRAME_KIND_RECEIPT, ...link, commandDigest, commandResult };
}
