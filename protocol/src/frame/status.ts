import { ProtocolError } from '../errors.js';
import {
  FRAME_KIND_STATUS,
  MAXIMUM_NOZZLE_CHANNELS,
  METROLOGICAL_KEY_CALIBRATION_COUNTER,
  METROLOGICAL_KEY_CHANNELS,
  METROLOGICAL_KEY_FLAGS,
  METROLOGICAL_KEY_IDENTITY_DIGEST,
  METROLOGICAL_KEY_INDICATION,
  METROLOGICAL_KEY_LOG_HEAD,
  METROLOGICAL_KEY_LOG_LENGTH,
  METROLOGICAL_KEY_NOZZLE,
  METROLOGICAL_KEY_SEAL_STATE,
  METROLOGICAL_KEY_SELF_STATE,
  METROLOGICAL_KEY_TEMPERATURE,
  METROLOGICAL_KEY_TIME_QUALITY,
  SEAL_STATE_BROKEN,
  SELF_STATE_INOPERATIVE,
  TIME_QUALITY_RELATIVE,
} from '../generated/constants.js';
import { readChannels } from './channels.js';
import type { OuterClaims } from './claims.js';
import type { Cursor } from './cursor.js';
import { readPrevious, readSequence, readString, readUnsigned, UINT16, UINT32 } from './fields.js';
import type { MapWalk } from './map-walk.js';
import { readNozzle } from './nozzle.js';
import type { StatusClaims } from './types.js';

/** Reads CDDL `status` behind its kind. */
export function readStatus(cursor: Cursor, walk: MapWalk, outer: OuterClaims): StatusClaims {
  const sequence = readSequence(cursor, walk);
  const previous = readPrevious(cursor, walk);
  const selfState = readUnsigned(cursor, walk, METROLOGICAL_KEY_SELF_STATE, SELF_STATE_INOPERATIVE);
  const flags = readUnsigned(cursor, walk, METROLOGICAL_KEY_FLAGS, UINT32);
  walk.expect(METROLOGICAL_KEY_CHANNELS);
  const channelsStart = cursor.at;
  const channels = readChannels(cursor);
  const logLength = readUnsigned(cursor, walk, METROLOGICAL_KEY_LOG_LENGTH, UINT16);
  const logHead = readString(cursor, walk, METROLOGICAL_KEY_LOG_HEAD, 16);
  const calibrationCounter = readUnsigned(cursor, walk, METROLOGICAL_KEY_CALIBRATION_COUNTER, UINT16);
  const sealState = readUnsigned(cursor, walk, METROLOGICAL_KEY_SEAL_STATE, SEAL_STATE_BROKEN);
  const temperature = walk.optional(METROLOGICAL_KEY_TEMPERATURE) ? readTemperature(cursor) : undefined;
  const timeQuality = readUnsigned(cursor, walk, METROLOGICAL_KEY_TIME_QUALITY, TIME_QUALITY_RELATIVE);
  const identityDigest = readString(cursor, walk, METROLOGICAL_KEY_IDENTITY_DIGEST, 8);
  const nozzle = walk.optional(METROLOGICAL_KEY_NOZZLE) ? readNozzle(cursor) : undefined;
  if (nozzle && channels.length > MAXIMUM_NOZZLE_CHANNELS) throw new ProtocolError('frame-channels', channelsStart);
  const indication = walk.optional(METROLOGICAL_KEY_INDICATION) ? readIndication(cursor) : undefined;
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
    nozzle,
    indication,
  };
}

function readTemperature(cursor: Cursor): number {
  return readSigned(cursor, 0x8000);
}

function readIndication(cursor: Cursor): number {
  return readSigned(cursor, 0x80000000);
}

/** An integer of -limit..limit - 1. */
function readSigned(cursor: Cursor, limit: number): number {
  const start = cursor.at;
  const value = cursor.integer();
  if (value < -limit || value >= limit) throw new ProtocolError('frame-value-range', start);
  return value;
}
