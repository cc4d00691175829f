import { ProtocolError } from '../errors.js';
import {
  FRAME_KIND_IDENTITY,
  FRAME_KIND_LOG,
  FRAME_KIND_RECEIPT,
  FRAME_KIND_STATUS,
  LIFE_STAGE_RETIRED,
  METROLOGICAL_KEY_COMMAND_DIGEST,
  METROLOGICAL_KEY_COMMAND_RESULT,
  METROLOGICAL_KEY_DATA,
  METROLOGICAL_KEY_ELEMENT,
  METROLOGICAL_KEY_IDENTITY_DIGEST,
  METROLOGICAL_KEY_KEY_EPOCHS,
  METROLOGICAL_KEY_KIND,
  METROLOGICAL_KEY_LIFE_STAGE,
  METROLOGICAL_KEY_LOG_HEAD,
  METROLOGICAL_KEY_LOG_LENGTH,
  METROLOGICAL_KEY_LOG_RANGE,
  METROLOGICAL_KEY_SOFTWARE_COUNTER,
  METROLOGICAL_KEY_SOFTWARE_MEASUREMENT,
  METROLOGICAL_KEY_VALUES,
} from '../generated/constants.js';
import type { OuterClaims } from './claims.js';
import type { Cursor } from './cursor.js';
import { readPrevious, readSequence, readString, readUnsigned, UINT16 } from './fields.js';
import { MapWalk } from './map-walk.js';
import { readMetrologicalData } from './metrological-data.js';
import { readStatus } from './status.js';
import type { Claims, IdentityClaims, KeyEpochs, LogClaims, ReceiptClaims } from './types.js';

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
  const lifeStage = readUnsigned(cursor, walk, METROLOGICAL_KEY_LIFE_STAGE, LIFE_STAGE_RETIRED);
  const softwareCounter = readUnsigned(cursor, walk, METROLOGICAL_KEY_SOFTWARE_COUNTER, UINT16);
  const keyEpochs = readKeyEpochs(cursor, walk);
  const element = walk.optional(METROLOGICAL_KEY_ELEMENT) ? cursor.string(9, 9) : undefined;
  return {
    kind: FRAME_KIND_IDENTITY,
    ...link,
    // readMetrological has seen to it that the statement is there.
    ...outer.statement!,
    data,
    identityDigest,
    softwareMeasurement,
    lifeStage,
    softwareCounter,
    keyEpochs,
    element,
  };
}

function readKeyEpochs(cursor: Cursor, walk: MapWalk): KeyEpochs {
  walk.expect(METROLOGICAL_KEY_KEY_EPOCHS);
  cursor.array(3);
  return { maker: cursor.unsigned(UINT16), authority: cursor.unsigned(UINT16), inspector: cursor.unsigned(UINT16) };
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
  const values = walk.optional(METROLOGICAL_KEY_VALUES) ? readValues(cursor) : [];
  return { kind: FRAME_KIND_RECEIPT, ...link, commandDigest, commandResult, values };
}

/** 1..8 integers: where a command found nothing, the key is left out. */
function readValues(cursor: Cursor): number[] {
  const start = cursor.at;
  const count = cursor.head(4);
  if (count < 1 || count > 8) throw new ProtocolError('cbor-length', start);
  const values: number[] = [];
  for (let i = 0; i < count; i++) values.push(cursor.integer());
  return values;
}
