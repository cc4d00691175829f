import { ProtocolError } from '../errors.js';
import {
  DATA_KEY_ACCURACY_CLASS,
  DATA_KEY_INSTRUMENT_KIND,
  DATA_KEY_KEY_ASSURANCE,
  DATA_KEY_MAXIMUM_CAPACITY,
  DATA_KEY_MINIMUM_CAPACITY,
  DATA_KEY_OBSERVED_CHANNELS,
  DATA_KEY_REPORTING_INTERVAL,
  DATA_KEY_SCALE_INTERVAL,
  DATA_KEY_SERIAL_NUMBER,
  DATA_KEY_TYPE_APPROVAL,
  DATA_KEY_VERIFICATION_INTERVAL,
  INSTRUMENT_KIND_DISPENSER,
  KEY_ASSURANCE_SECURE_ELEMENT,
  MAXIMUM_CHANNELS,
} from '../generated/constants.js';
import type { Cursor } from './cursor.js';
import { MapWalk } from './map-walk.js';
import type { MetrologicalClaims } from './types.js';

const UINT48 = 0xffffffffffff;
const UINT32 = 0xffffffff;

/** Reads CDDL `metrological-data`. */
export function readMetrologicalData(cursor: Cursor): MetrologicalClaims {
  const walk = new MapWalk(cursor);
  const unsigned = (key: number, least: number, most: number): number => {
    walk.expect(key);
    const start = cursor.at;
    const value = cursor.unsigned(most);
    if (value < least) throw new ProtocolError('frame-value-range', start);
    return value;
  };
  const text = (key: number, least: number): string => {
    walk.expect(key);
    return cursor.text(least, 32);
  };
  const data: MetrologicalClaims = {
    instrumentKind: unsigned(DATA_KEY_INSTRUMENT_KIND, 1, INSTRUMENT_KIND_DISPENSER),
    accuracyClass: unsigned(DATA_KEY_ACCURACY_CLASS, 1, 4),
    maximumCapacity: unsigned(DATA_KEY_MAXIMUM_CAPACITY, 0, UINT48),
    minimumCapacity: unsigned(DATA_KEY_MINIMUM_CAPACITY, 0, UINT48),
    verificationInterval: unsigned(DATA_KEY_VERIFICATION_INTERVAL, 0, UINT48),
    scaleInterval: unsigned(DATA_KEY_SCALE_INTERVAL, 0, UINT48),
    reportingInterval: unsigned(DATA_KEY_REPORTING_INTERVAL, 0, UINT32),
    typeApproval: text(DATA_KEY_TYPE_APPROVAL, 0),
    serialNumber: text(DATA_KEY_SERIAL_NUMBER, 1),
    keyAssurance: unsigned(DATA_KEY_KEY_ASSURANCE, 1, KEY_ASSURANCE_SECURE_ELEMENT),
    observedChannels: readObserved(cursor, walk),
  };
  walk.finish();
  return data;
}

function readObserved(cursor: Cursor, walk: MapWalk): Uint8Array {
  walk.expect(DATA_KEY_OBSERVED_CHANNELS);
  const start = cursor.at;
  const observed = cursor.string(0, MAXIMUM_CHANNELS);
  let previous = 0;
  for (const identifier of observed) {
    if (identifier <= previous) throw new ProtocolError('frame-channels', start);
    previous = identifier;
  }
  return observed;
}
