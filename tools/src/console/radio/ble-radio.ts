import {
  type AdapterCondition,
  type Clock,
  type InstrumentScan,
  knownInStore,
  type NearbyInstrument,
  type NobleLike,
  openBleLink,
  type Store,
  scanInstruments,
  suspicionText,
} from '@hengzhun/host-sdk';
import type { Adapter } from '../api/around.js';
import type { Nearby, Radio } from './radio.js';

export interface BleRadioOptions {
  readonly store: Store;
  /** An adapter of one's own. Default: the computer's. */
  readonly noble?: NobleLike;
  readonly clock?: Clock;
  /** Told when the register could not be asked about somebody in range. */
  readonly fault: (error: unknown) => void;
}

/**
 * The computer's Bluetooth, listening from now on. Without an adapter, or without its software, the console runs all the same: the state says what to do,
 * and the scan waits.
 */
export function bleRadio({ store, noble, clock, fault }: BleRadioOptions): Radio {
  const own = { ...(noble && { noble }), ...(clock && { clock }) };
  const scan = scanInstruments({ ...own, lookup: knownInStore(store) });
  const listeners: (() => void)[] = [];
  const watched = watch(scan, fault, () => {
    for (const listener of listeners) listener();
  });
  return {
    get adapter() {
      return conditionOf(scan.adapter);
    },
    snapshot: () => scan.snapshot().map(nearbyOf),
    presentAt: (kid) => scan.presentAt(kid),
    onChange: (listener) => {
      listeners.push(listener);
    },
    open: (address, signal) => openBleLink({ ...own, address, signal }),
    close: async () => {
      await scan.close();
      await watched;
    },
  };
}

async function watch(scan: InstrumentScan, fault: (error: unknown) => void, changed: () => void): Promise<void> {
  try {
    for await (const event of scan) {
      if (event.type === 'lookup-failed') fault(event.error);
      else changed();
    }
  } catch (error) {
    fault(error);
  }
}

const states: Readonly<Record<AdapterCondition['state'], Adapter['state']>> = {
  starting: 'starting',
  scanning: 'scanning',
  // While a connection is made the scan rests.
  idle: 'scanning',
  absent: 'absent',
  off: 'off',
  unauthorized: 'unauthorized',
  lost: 'lost',
};

function conditionOf({ state, error }: AdapterCondition): Radio['adapter'] {
  return { state: states[state], ...(error && { error }) };
}

function nearbyOf(one: NearbyInstrument): Nearby {
  return { ...one, suspicions: one.suspicions.map((code) => ({ code, text: { ...suspicionText(code) } })) };
}
