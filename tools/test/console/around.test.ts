import { type Air, createAir, hasStacks, openCentral, openPeripheral, STACKS_HINT } from '@hengzhun/hil-tests';
import type { Store } from '@hengzhun/host-sdk';
import { BEACON_COMPANY, byteString, bytesOf, writeBeacon } from '@hengzhun/protocol';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Around, AroundItem } from '../../src/console/api/around.js';
import { bleRadio } from '../../src/console/radio/ble-radio.js';
import { startConsole, type Visitor, visit } from '../helpers/console.js';
import { readEvents } from '../helpers/console-events.js';
import { fleetStore } from '../helpers/console-fleet.js';

if (!hasStacks()) console.warn(`tools: ${STACKS_HINT}; what is around the console is not tested`);

interface Said {
  readonly kid: string;
  readonly sequence: number;
  readonly digest?: string;
  readonly selfState?: number;
}

function beacon({ kid, sequence, digest = '0000', selfState = 0 }: Said): Uint8Array {
  const short = byteString(Buffer.from(digest.slice(0, 4), 'hex'));
  const key = byteString(Buffer.from(kid, 'hex'));
  return bytesOf(writeBeacon(1, selfState, false, false, 1, sequence, key, 1, 1, short));
}

/** Somebody in the air, at a distance in metres. */
function advertise(air: Air, distance: number, content: Uint8Array): void {
  const peripheral = openPeripheral(air, { position: { x: distance, y: 0 } });
  const manufacturer = [BEACON_COMPANY & 255, BEACON_COMPANY >> 8, ...content];
  const data = Uint8Array.from([2, 1, 6, manufacturer.length + 1, 0xff, ...manufacturer]);
  peripheral.advertise({ data, interval: 200 });
  onTestFinished(() => peripheral.close());
}

/** A console whose computer is in the air, and in whose store is a fleet. */
async function consoleInTheAir(): Promise<{ air: Air; store: Store; visitor: Visitor; unplug(): void; plug(): void }> {
  const air = createAir({ timeScale: 1 });
  const central = openCentral(air);
  onTestFinished(() => {
    central.close();
    air.close();
  });
  const { store } = await fleetStore(8, 120);
  const faults: unknown[] = [];
  const radio = bleRadio({ store, noble: central.noble as never, fault: (error) => faults.push(error) });
  const { console } = await startConsole({ store, radio });
  onTestFinished(() => expect(faults).toEqual([]));
  return {
    ...{ air, store, visitor: await visit(console) },
    unplug: () => central.controller.lose(),
    plug: () => central.controller.restore(),
  };
}

/** Waits until the live list is as it should be. */
async function until(visitor: Visitor, isSo: (around: Around) => boolean): Promise<Around> {
  const events = await readEvents(visitor, ({ name, data }) => name === 'around' && isSo(data));
  return events.at(-1)!.data as Around;
}

describe.skipIf(!hasStacks())('what is around the console', () => {
  it('is shown for what it is: known, unknown, revoked, behind, a clone, and no beacon at all', async () => {
    const { air, store, visitor } = await consoleInTheAir();
    const keys = await store.registry.keys();
    const heads = await Promise.all(keys.map(async ({ kid }) => ({ kid, chain: (await store.evaluate(kid)).chain })));
    const [good, behind, cloned, revoked] = heads.filter(({ chain }) => chain.highest > 1);
    await store.registry.revokeKey(revoked!.kid, 1, 'stolen');
    const as = ({ kid, chain }: (typeof heads)[number]) => ({ kid, sequence: chain.highest, digest: chain.head });
    advertise(air, 2, beacon(as(good!)));
    advertise(air, 4, beacon({ ...as(behind!), sequence: behind!.chain.highest - 1 }));
    advertise(air, 6, beacon(as(cloned!)));
    advertise(air, 7, beacon(as(cloned!)));
    advertise(air, 8, beacon(as(revoked!)));
    advertise(air, 3, beacon({ kid: 'ab'.repeat(8), sequence: 7, selfState: 2 }));
    advertise(air, 5, Uint8Array.from([0x48, 0x5a, 1, 0, 0xff]));
    const codes = (item: AroundItem | undefined) => item?.suspicions.map(({ code }) => code) ?? [];
    const at = (items: readonly AroundItem[], kid: string) => items.filter((one) => one.beacon?.kid === kid);
    const around = await until(visitor, ({ items }) => {
      const clones = at(items, cloned!.kid);
      return items.length === 7 && clones.length === 2 && clones.every((one) => codes(one).includes('clone-present'));
    });
    expect(around.adapter.state).toBe('scanning');
    const { items } = around;
    const rssi = items.map((one) => one.rssi ?? -200);
    expect(rssi).toEqual(rssi.toSorted((a, b) => b - a));
    const [known] = at(items, good!.kid);
    expect(codes(known)).toEqual([]);
    expect(known!.instrument).toMatchObject({ keyState: 'active', level: known!.shown });
    expect(codes(at(items, behind!.kid)[0])).toContain('behind-store');
    expect(codes(at(items, revoked!.kid)[0])).toContain('key-revoked');
    const [stranger] = at(items, 'ab'.repeat(8));
    expect(codes(stranger)).toEqual(['key-unknown']);
    // A hint can make it worse, and nothing is good that nobody proved.
    expect(stranger).toMatchObject({ shown: 'warning', beacon: { selfState: 2 } });
    const none = items.find((one) => one.beacon === undefined);
    expect(codes(none)).toEqual(['beacon-refused']);
    expect(none!.suspicions[0]!.text.zh).toMatch(/[\u4e00-\u9fff]/);
    for (const one of items.filter(({ suspicions }) => suspicions.length > 0)) expect(one.shown).not.toBe('normal');
  });

  it('goes on by itself when the adapter was pulled out and is back', async () => {
    const { air, visitor, unplug, plug } = await consoleInTheAir();
    advertise(air, 2, beacon({ kid: 'ab'.repeat(8), sequence: 7 }));
    await until(visitor, ({ adapter, items }) => adapter.state === 'scanning' && items.length === 1);
    const lost = until(visitor, ({ adapter }) => adapter.state === 'lost');
    unplug();
    expect((await lost).adapter.text.zh).toMatch(/[\u4e00-\u9fff]/);
    const back = until(visitor, ({ adapter, items }) => adapter.state === 'scanning' && items.length === 1);
    plug();
    await back;
  });
});
