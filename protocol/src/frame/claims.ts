import { ProtocolError } from '../errors.js';
import {
  CLAIM_BOOTCOUNT,
  CLAIM_DBGSTAT,
  CLAIM_EAT_NONCE,
  CLAIM_EAT_PROFILE,
  CLAIM_HWMODEL,
  CLAIM_HWVERSION,
  CLAIM_IAT,
  CLAIM_METROLOGICAL,
  CLAIM_OEMID,
  CLAIM_SWNAME,
  CLAIM_SWVERSION,
  CLAIM_UEID,
  CLAIM_UPTIME,
} from '../generated/constants.js';
import { type Cursor, rankOfKey } from './cursor.js';
import { MapWalk } from './map-walk.js';
import { readMetrological } from './metrological.js';
import type { Claims, IdentityStatementClaims } from './types.js';

const RANK_METROLOGICAL = rankOfKey(CLAIM_METROLOGICAL);
const UINT32 = 0xffffffff;

/** The claims of an identity statement beside the metrological data. */
export type OuterStatement = Omit<IdentityStatementClaims, 'data'>;

/** The claims beside the metrological one. */
export interface OuterClaims {
  iat: number | undefined;
  nonce: Uint8Array | undefined;
  uptime: number;
  bootcount: number;
  /** Only in identity frames. */
  statement: OuterStatement | undefined;
}

/** Reads CDDL `claims`. */
export function readClaims(cursor: Cursor): Claims {
  const walk = new MapWalk(cursor);
  const iat = walk.optional(CLAIM_IAT) ? cursor.unsigned(UINT32) : undefined;
  const nonce = walk.optional(CLAIM_EAT_NONCE) ? cursor.string(8, 12) : undefined;
  // The statement comes whole or not at all; its claims and those of the moment interleave.
  const isIdentity = walk.optional(CLAIM_UEID);
  const statement = isIdentity ? readModel(cursor, walk) : undefined;
  walk.expect(CLAIM_UPTIME);
  const uptime = cursor.unsigned(UINT32);
  if (statement) readDebugAndProfile(cursor, walk, statement);
  walk.expect(CLAIM_BOOTCOUNT);
  const bootcount = cursor.unsigned(0xffff);
  if (statement) readSoftware(cursor, walk, statement);
  walk.expect(RANK_METROLOGICAL);
  const claims = readMetrological(cursor, { iat, nonce, uptime, bootcount, statement });
  walk.finish();
  return claims;
}

function readModel(cursor: Cursor, walk: MapWalk): OuterStatement {
  const start = cursor.at;
  const ueid = cursor.string(17, 17);
  // 0x01: RAND (RFC 9711 section 4.2.1.1), the only type of version 1.
  if (ueid[0] !== 1) throw new ProtocolError('frame-value-range', start);
  walk.expect(CLAIM_OEMID);
  const oemid = cursor.string(16, 16);
  walk.expect(CLAIM_HWMODEL);
  const hwmodel = cursor.string(1, 32);
  walk.expect(CLAIM_HWVERSION);
  cursor.array(1);
  const hwversion = cursor.text(1, 16);
  return { ueid, oemid, hwmodel, hwversion, dbgstat: 0, eatProfile: '', swname: '', swversion: '' };
}

function readDebugAndProfile(cursor: Cursor, walk: MapWalk, statement: OuterStatement): void {
  walk.expect(CLAIM_DBGSTAT);
  statement.dbgstat = cursor.unsigned(4);
  walk.expect(CLAIM_EAT_PROFILE);
  statement.eatProfile = cursor.text(1, 64);
}

function readSoftware(cursor: Cursor, walk: MapWalk, statement: OuterStatement): void {
  walk.expect(CLAIM_SWNAME);
  statement.swname = cursor.text(1, 32);
  walk.expect(CLAIM_SWVERSION);
  cursor.array(1);
  statement.swversion = cursor.text(1, 16);
}
