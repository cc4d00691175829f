import { Fleet } from '@hengzhun/hil-tests';
import { ledgerKeyOf, openStore, type Store, type SuspicionCode, suspicionText } from '@hengzhun/host-sdk';
import type { Beacon } from '@hengzhun/protocol';
import { newKeyPair } from '../../../protocol/test/support/new-key-pair.js';
import { type Console, openConsole } from '../../src/console/open-console.js';
import type { Nearby, Radio } from '../../src/console/radio/radio.js';
import { records } from '../helpers/supervised-market.js';

export interface FleetConsole {
  readonly console: Console;
  readonly store: Store;
  readonly fleet: Fleet;
  /** Key identifiers of the fleet, in its order. */
  readonly kids: readonly string[];
  /** Errors that are faults of the server: a test holds them to be none. */
  readonly faults: unknown[];
  close(): Promise<void>;
}

/** The real console on a store of a fleet that has lived for `days`, with people on record and a ledger key; `around` is what is in range. */
export async function openFleetConsole(
  size: number,
  days: number,
  around: (kids: readonly string[]) => readonly Nearby[] = () => [],
): Promise<FleetConsole> {
  const fleet = new Fleet({ seed: 'console', size, startAt: Date.now() - days * 86_400_000 });
  const store = await openStore(':memory:');
  await store.records.importJson(JSON.stringify(records));
  const kids: string[] = [];
  for (const { record } of fleet.instruments) kids.push((await store.registry.enrol(record)).key.kid);
  const frames = [...fleet.instruments.map((_, index) => fleet.identity(index)), ...fleet.advance(days)];
  await store.ingest(
    frames.map(({ bytes, at }) => ({ bytes, link: 'radio', connection: 1, earliest: at, latest: at + 50 })),
  );
  const faults: unknown[] = [];
  const console = await openConsole({
    ...{ address: '127.0.0.1', port: 0, store, storeShown: 'memory', language: 'zh' },
    key: ledgerKeyOf(newKeyPair().privateKey),
    radio: stagedRadio(around(kids)),
    fault: (error) => faults.push(error),
  });
  return {
    ...{ console, store, fleet, kids, faults },
    close: async () => {
      await console.close();
      await store.close();
    },
  };
}

/** A radio that hears what a test puts there: what the page shows of it is under test, not the air. */
function stagedRadio(nearby: readonly Nearby[]): Radio {
  return {
    adapter: { state: 'scanning' },
    snapshot: () => nearby,
    presentAt: (kid) => nearby.filter((one) => one.kid === kid).length,
    onChange: () => {},
    open: () => {
      throw new Error('nobody connects in this test');
    },
    close: async () => {},
  };
}

/** One of every kind that an inspector meets: sound, alarming, cloned, unknown, and one whose beacon is refused. */
export function marketAround(kids: readonly string[]): Nearby[] {
  const beaconOf = (kid: string | undefined, selfState = 0): Beacon => ({
    ...{ kind: 1, selfState, isLocked: false, isBusy: false, sealState: 1, sequence: 4_000_000, bootcount: 1 },
    ...{ logLength: 10, previous: Uint8Array.of(1, 2), kid: kid === undefined ? undefined : Buffer.from(kid, 'hex') },
  });
  const one = (index: number, rssi: number, kid: string | undefined, change: Partial<Nearby> = {}): Nearby => ({
    address: `c0:00:00:00:00:${index.toString(16).padStart(2, '0')}`,
    ...{ name: `HZ-${index}`, rssi, lastSeen: Date.now(), connectable: true, kid, refused: undefined, suspicions: [] },
    beacon: beaconOf(kid),
    ...change,
  });
  const kid = (index: number) => kids[index]!;
  const suspicion = (code: SuspicionCode) => ({ code, text: suspicionText(code) });
  return [
    one(1, -48, kid(0)),
    one(2, -55, kid(1), { beacon: beaconOf(kid(1), 2) }),
    one(3, -61, kid(2), { suspicions: [suspicion('clone-present')] }),
    one(4, -70, kid(2), { suspicions: [suspicion('clone-present')] }),
    one(5, -74, 'ffffffffffffffff', { suspicions: [suspicion('key-unknown')] }),
    one(6, -82, undefined, {
      ...{ beacon: undefined, refused: { code: 'beacon-length', message: 'the beacon has 7 bytes instead of 24' } },
    }),
  ];
}
