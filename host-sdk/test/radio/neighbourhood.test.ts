import { RADIO_SERVICE } from '@hengzhun/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { KnownNearby } from '../../src/radio/nearby.js';
import { Neighbourhood } from '../../src/radio/neighbourhood.js';
import { advertised, beaconData, kidOf } from '../helpers/beacons.js';

const open = (limit = 64) => new Neighbourhood({ goneAfter: 10_000, limit });
const known = (more: Partial<KnownNearby> = {}): KnownNearby => {
  return { ueid: '01', serialNumber: 'SN', keyStatus: 'active', highest: 100, head: '6162', ...more };
};
/** Both addresses once a second, in turns. */
function inTurns(around: Neighbourhood, times: number, ...heard: ReturnType<typeof advertised>[]) {
  for (let turn = 0; turn < times; turn++) {
    for (const [index, one] of heard.entries()) around.take(one, turn * 1000 + index * 300);
  }
}

describe('the neighbourhood', () => {
  it('knows who is there by the beacons, the strongest signal first', () => {
    const around = open();
    expect(around.take(advertised(1, { selfState: 2 }, { rssi: -80, name: '秤 1' }), 5)?.type).toBe('seen');
    around.take(advertised(2), 6);
    const [first, second] = around.snapshot();
    expect(first).toMatchObject({ address: '00:00:00:00:00:02', kid: kidOf(2), rssi: -60, firstSeen: 6, reports: 1 });
    expect(second).toMatchObject({ name: '秤 1', beacon: { selfState: 2, sequence: 100, kind: 1 }, suspicions: [] });
    expect(around.take({ address: 'x', rssi: -30, connectable: true }, 7)).toBeUndefined();
    expect(around.foreign).toBe(1);
  });

  it('tells what is worth it: another beacon, another signal, and that it is still there', () => {
    const around = open();
    around.take(advertised(1), 0);
    expect(around.take(advertised(1), 500)).toBeUndefined();
    expect(around.take(advertised(1, { sequence: 101, previous: 'cd' }), 1000)?.type).toBe('changed');
    expect(around.take(advertised(1, { sequence: 101, previous: 'cd' }), 1500)).toBeUndefined();
    expect(around.take(advertised(1, { sequence: 101, previous: 'cd' }), 3000)?.type).toBe('changed');
    const near = advertised(1, { sequence: 101, previous: 'cd' }, { rssi: -30 });
    expect(around.take(near, 3500)?.instrument.rssi).toBeGreaterThan(-60);
  });

  it('smooths the signal, and takes 127 for what it is: not available', () => {
    const around = open();
    around.take(advertised(1, {}, { rssi: -90 }), 0);
    around.take(advertised(1, {}, { rssi: -50 }), 1000);
    const { rssi } = around.snapshot()[0]!;
    // 1 - exp(-1/3) of the way
    expect(rssi).toBeCloseTo(-90 + 40 * (1 - Math.exp(-1 / 3)), 6);
    around.take(advertised(1, {}, { rssi: 127 }), 2000);
    expect(around.snapshot()[0]!.rssi).toBe(rssi);
  });

  it('says who is gone', () => {
    const around = open();
    around.take(advertised(1), 0);
    around.take(advertised(2), 5000);
    expect(around.expire(9999)).toEqual([]);
    expect(around.expire(10_000).map(({ type, instrument }) => [type, instrument.kid])).toEqual([['gone', kidOf(1)]]);
    expect(around.snapshot()).toHaveLength(1);
    expect(around.has(kidOf(1))).toBe(false);
  });

  it('suspects a clone: one key at two addresses at once; a changed address is none', () => {
    const around = open();
    inTurns(around, 3, advertised(1, { kid: 7 }), advertised(2, { kid: 7, previous: 'zz' }));
    for (const { suspicions } of around.snapshot()) expect(suspicions).toEqual(['clone-present', 'sequence-forked']);
    expect(around.presentAt(kidOf(7))).toBe(2);

    const moved = open();
    inTurns(moved, 3, advertised(1, { kid: 7 }));
    for (let turn = 4; turn < 8; turn++) moved.take(advertised(2, { kid: 7 }), turn * 1000);
    expect(moved.snapshot().flatMap(({ suspicions }) => suspicions)).toEqual([]);
    expect(moved.presentAt(kidOf(7))).toBe(0);
  });

  it('suspects counters that run backwards, and not those that pass the end of their bits', () => {
    const before = { sequence: 0xffff_ffff, bootcount: 0xffff, logLength: 0xffff };
    const through = (now: object) => {
      const around = open();
      around.take(advertised(1, before), 0);
      around.take(advertised(1, { previous: 'cd', ...now }), 1);
      return around.snapshot()[0]!.suspicions;
    };
    expect(through({ sequence: 0, bootcount: 0, logLength: 3 })).toEqual([]);
    expect(through({ ...before, sequence: 0xffff_fffe })).toEqual(['counter-backwards']);
    expect(through({ ...before, sequence: 0, bootcount: 0xfff0 })).toEqual(['counter-backwards']);
    expect(through({ ...before, sequence: 0, logLength: 0x8fff })).toEqual(['counter-backwards']);
    expect(through(before)).toEqual(['sequence-forked']);
    expect(through({ ...before, sequence: 0, kid: 9 })).toEqual(['key-changed']);
  });

  it('compares with the register and the store', () => {
    const against = (more: Partial<KnownNearby> | undefined, said = {}) => {
      const around = open();
      around.take(advertised(1, said), 0);
      around.learn(kidOf(1), more && known(more), 1);
      return around.snapshot()[0]!.suspicions;
    };
    expect(against({})).toEqual([]);
    expect(against(undefined)).toEqual(['key-unknown']);
    expect(against({ keyStatus: 'revoked' })).toEqual(['key-revoked']);
    expect(against({ keyStatus: 'retired' })).toEqual(['key-retired']);
    expect(against({ highest: 101 })).toEqual(['behind-store']);
    expect(against({ head: '6163' })).toEqual(['fork-of-store']);
    expect(against({ highest: 0, head: '' })).toEqual([]);
    // only the low 32 bits are in the air
    expect(against({ highest: 2 ** 32 + 99 }, { sequence: 100 })).toEqual([]);
    const newborn = open();
    newborn.take(advertised(1, { kid: 0 }), 0);
    expect(newborn.snapshot()[0]).toMatchObject({ kid: undefined, suspicions: ['key-none'] });
  });

  it('shows a beacon that cannot be read with the reason', () => {
    const around = open();
    const data = beaconData();
    const version = Uint8Array.from(data, (byte, index) => (index === 4 ? 9 : byte));
    around.take(advertised(1, {}, { manufacturerData: version }), 0);
    around.take(advertised(2, {}, { manufacturerData: data.subarray(0, 20) }), 0);
    around.take(
      advertised(3, {}, { manufacturerData: undefined, serviceUuids: [RADIO_SERVICE.replaceAll('-', '')] }),
      0,
    );
    const codes = around.snapshot().map(({ refused, beacon }) => [beacon, refused?.code]);
    expect(codes).toEqual([
      [undefined, 'beacon-version'],
      [undefined, 'beacon-form'],
      [undefined, 'beacon-absent'],
    ]);
  });

  it('does not throw whatever is advertised, and shows no control characters', () => {
    const around = open();
    const data = fc.oneof(
      fc.uint8Array({ maxLength: 40 }),
      fc.uint8Array({ maxLength: 30 }).map((rest) => Uint8Array.from([0xff, 0xff, 0x48, 0x5a, ...rest])),
    );
    fc.assert(
      fc.property(data, fc.string({ maxLength: 300 }), fc.integer(), fc.nat(20), (manufacturerData, name, rssi, at) => {
        around.take({ address: `a${at}`, rssi, connectable: false, manufacturerData, name }, at);
        around.expire(at);
        const [one] = around.snapshot();
        expect(one?.name ?? '').not.toMatch(/\p{Cc}/u);
        expect((one?.name ?? '').length).toBeLessThanOrEqual(32);
      }),
      { numRuns: 2000 },
    );
  });

  it('is not displaced by a flood of made-up addresses, and says that there is one', () => {
    const around = open(64);
    const real = Array.from({ length: 50 }, (_, index) => advertised(index + 1));
    for (let turn = 0; turn < 4; turn++) for (const one of real) around.take(one, turn * 500);
    for (let made = 0; made < 20_000; made++)
      around.take(advertised(0x10000 + made, { kid: made + 1 }), 2000 + made / 100);
    const left = around.snapshot();
    expect(left).toHaveLength(64);
    const addresses = new Set(left.map(({ address }) => address));
    expect(real.every(({ address }) => addresses.has(address))).toBe(true);
    expect(around.takeCrowded()).toBe(20_000 - 14);
    // what is gone is not indexed either
    around.expire(1e9);
    expect([1, 2, 300, 19_999].some((kid) => around.has(kidOf(kid)))).toBe(false);
  });
});
