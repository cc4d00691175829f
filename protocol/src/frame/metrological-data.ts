import { ProtocolError } from '../errors.js';
import {
  DATA_KEY_ACCURACY_CLASS,
  DATA_KEY_INSTRUMENT_KIND,
  DATA_KEY_KEY_ASSURANCE,
  DATA_KEY_MAXIMUM_CAPACITY,
  DATA_KEY_MINIMUM_CAPACITY,
  DATA_KEY_NOZZLES,
  DATA_KEY_OBSERVED_CHANNELS,
  DATA_KEY_REPORTING_INTERVAL,
  DATA_KEY_SCALE_INTERVAL,
  DATA_KEY_SERIAL_NUMBER,
  DATA_KEY_TYPE_APPROVAL,
  DATA_KEY_UNOBSERVED,
  DATA_KEY_VERIFICATION_INTERVAL,
  INSTRUMENT_KIND_DISPENSER,
  INSTRUMENT_KIND_SCALE,
  KEY_ASSURANCE_SECURE_ELEMENT,
  MAXIMUM_CHANNELS,
  MAXIMUM_NOZZLE_CHANNELS,
  MAXIMUM_NOZZLES,
} from '../generated/constants.js';
import type { Cursor } from './cursor.js';
import { MapWalk } from './map-walk.js';
import type { MetrologicalClaims, NozzleClaims } from './types.js';

const UINT48 = 0xffffffffffff;
const UINT32 = 0xffffffff;

/** Reads CDDL `metrological-data`: the kind of instrument comes first and says what must follow. */
export function readMetrologicalData(cursor: Cursor): MetrologicalClaims {
  const walk = new MapWalk(cursor);
  const data =
    readUnsigned(cursor, walk, DATA_KEY_INSTRUMENT_KIND, INSTRUMENT_KIND_SCALE, INSTRUMENT_KIND_DISPENSER) ===
    INSTRUMENT_KIND_SCALE
      ? readScale(cursor, walk)
      : readDispenser(cursor, walk);
  walk.finish();
  return data;
}

function readScale(cursor: Cursor, walk: MapWalk): MetrologicalClaims {
  return {
    instrumentKind: INSTRUMENT_KIND_SCALE,
    accuracyClass: readUnsigned(cursor, walk, DATA_KEY_ACCURACY_CLASS, 1, 4),
    maximumCapacity: readUnsigned(cursor, walk, DATA_KEY_MAXIMUM_CAPACITY, 0, UINT48),
    minimumCapacity: readUnsigned(cursor, walk, DATA_KEY_MINIMUM_CAPACITY, 0, UINT48),
    verificationInterval: readUnsigned(cursor, walk, DATA_KEY_VERIFICATION_INTERVAL, 0, UINT48),
    scaleInterval: readUnsigned(cursor, walk, DATA_KEY_SCALE_INTERVAL, 0, UINT48),
    ...readCommon(cursor, walk, MAXIMUM_CHANNELS),
    unobserved: readUnsigned(cursor, walk, DATA_KEY_UNOBSERVED, 0, UINT32),
  };
}

function readDispenser(cursor: Cursor, walk: MapWalk): MetrologicalClaims {
  return {
    instrumentKind: INSTRUMENT_KIND_DISPENSER,
    ...readCommon(cursor, walk, MAXIMUM_NOZZLE_CHANNELS),
    nozzles: readNozzles(cursor, walk),
    unobserved: readUnsigned(cursor, walk, DATA_KEY_UNOBSERVED, 0, UINT32),
  };
}

function readCommon(cursor: Cursor, walk: MapWalk, channels: number) {
  return {
    reportingInterval: readUnsigned(cursor, walk, DATA_KEY_REPORTING_INTERVAL, 0, UINT32),
    typeApproval: readText(cursor, walk, DATA_KEY_TYPE_APPROVAL, 0),
    serialNumber: readText(cursor, walk, DATA_KEY_SERIAL_NUMBER, 1),
    keyAssurance: readUnsigned(cursor, walk, DATA_KEY_KEY_ASSURANCE, 1, KEY_ASSURANCE_SECURE_ELEMENT),
    observedChannels: readObserved(cursor, walk, channels),
  };
}

function readUnsigned(cursor: Cursor, walk: MapWalk, key: number, least: number, most: number): number {
  walk.expect(key);
  const start = cursor.at;
  const value = cursor.unsigned(most);
  if (value < least) throw new ProtocolError('frame-value-range', start);
  return value;
}

function readText(cursor: Cursor, walk: MapWalk, key: number, least: number): string {
  walk.expect(key);
  return cursor.text(least, 32);
}

function readObserved(cursor: Cursor, walk: MapWalk, most: number): Uint8Array {
  walk.expect(DATA_KEY_OBSERVED_CHANNELS);
  const start = cursor.at;
  const observed = cursor.string(0, most);
  let previous = 0;
  for (const identifier of observed) {
    if (identifier <= previous) throw new ProtocolError('frame-channels', start);
    previous = identifier;
  }
  return observed;
}

function readNozzles(cursor: Cursor, walk: MapWalk): NozzleClaims[] {
  walk.expect(DATA_KEY_NOZZLES);
  const start = cursor.at;
  const count = cursor.head(4);
  if (count < 1 || count > MAXIMUM_NOZZLES) throw new ProtocolError('cbor-length', start);
  const nozzles: NozzleClaims[] = [];
  for (let i = 0; i < count; i++) {
    cursor.array(5);
    nozzles.push({
      fuel: cursor.text(1, 12),
      minimumFlow: cursor.unsigned(UINT32),
      maximumFlow: cursor.unsigned(UINT32),
      minimumQuantity: cursor.unsigned(UINT32),
      pulses: cursor.unsigned(UINT32),
    });
  }
  return nozzles;
}
