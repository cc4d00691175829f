import { BEACON_COMPANY, byteString, bytesOf, writeBeacon } from '@hengzhun/protocol';
import type { Advertised } from '../../src/radio/neighbourhood.js';

/** What a beacon says; what is left out is that of a sealed scale in order. */
export interface Said {
  readonly kid: number;
  readonly sequence: number;
  readonly bootcount: number;
  readonly logLength: number;
  readonly previous: string;
  readonly selfState: number;
}

export const kidOf = (seed: number) => seed.toString(16).padStart(16, '0');

/** Manufacturer data with a beacon. @param said `kid` 0: none */
export function beaconData(said: Partial<Said> = {}): Uint8Array {
  const { kid = 1, sequence = 100, bootcount = 1, logLength = 10, previous = 'ab', selfState = 0 } = said;
  const bytes = kid === 0 ? '' : byteString(Buffer.from(kidOf(kid), 'hex'));
  const beacon = writeBeacon(1, selfState, false, false, 1, sequence, bytes, bootcount, logLength, previous);
  return Uint8Array.from([BEACON_COMPANY & 255, BEACON_COMPANY >> 8, ...bytesOf(beacon)]);
}

/** The advertisement of an instrument at the address with this number. */
export function advertised(address: number, said: Partial<Said> = {}, more: Partial<Advertised> = {}): Advertised {
  const name = address.toString(16).padStart(12, '0').match(/../g)!.join(':');
  return {
    address: name,
    rssi: -60,
    connectable: true,
    manufacturerData: beaconData({ kid: address, ...said }),
    ...more,
  };
}
