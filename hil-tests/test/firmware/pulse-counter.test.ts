import { beforeAll, describe, expect, it } from 'vitest';
import { COUNTER_QDEC, COUNTER_TIMER, COUNTER_WATCH } from '../../../firmware/src/drivers/records.js';
import { createEmulationHost, type EmulationHost } from '../../src/index.js';
import { scriptOf } from '../support/bundles.js';
import { Pulser } from '../support/pulser.js';

let code: string;
beforeAll(async () => {
  const entry = new URL('./counter-entry.ts', import.meta.url);
  const features = { qdecCounter: true, timerCounter: true, watchCounter: true };
  code = (await scriptOf(entry, { features })).code;
});

interface Rig {
  host: EmulationHost;
  pulser: Pulser;
  /** up, down, phase errors, overflow. */
  read(nozzle?: number): number[];
  open(nozzle: number, method: number, pinA: number, pinB?: number): void;
}

async function rig(method?: number, channels = 2): Promise<Rig> {
  const host = createEmulationHost({ bundle: code });
  const pulser = new Pulser(host, 5, 6);
  await host.start();
  const open = (nozzle: number, how: number, pinA: number, pinB?: number): void => {
    host.evaluate(`E.counterOpen(${nozzle},${how},"D${pinA}","${pinB === undefined ? '' : `D${pinB}`}")`);
  };
  if (method !== undefined) open(0, method, 5, channels === 2 ? 6 : undefined);
  return { host, pulser, open, read: (nozzle = 0) => [...(host.evaluate(`E.counterRead(${nozzle})`) as number[])] };
}

describe('GPIOTE, PPI and TIMER (nRF52 product specification: chapters GPIOTE, PPI, TIMER)', () => {
  it('counts every edge of both channels, a hundred times faster than setWatch could', async () => {
    const { pulser, read } = await rig(COUNTER_TIMER);
    await pulser.turn(100_000, 80_000);
    expect(read()).toEqual([100_000, 0, 0, 0]);
  });

  it('counts the edges of one channel alone', async () => {
    const { pulser, read } = await rig(COUNTER_TIMER, 1);
    await pulser.turn(400, 4000);
    expect(read()).toEqual([200, 0, 0, 0]);
  });

  it('shows what one channel has lost against the other, and keeps showing it', async () => {
    const { host, pulser, read } = await rig(COUNTER_TIMER);
    await pulser.turn(1000, 1000);
    for (let i = 0; i < 6; i++) host.pins.drive(6, i % 2 ? 0 : 1);
    expect(read()).toEqual([1006, 0, 5, 0]);
    for (let i = 0; i < 6; i++) host.pins.drive(5, i % 2 ? 0 : 1);
    expect(read()).toEqual([1012, 0, 5, 0]);
  });

  it('goes on across the end of 32 bits', async () => {
    const { host, pulser, read } = await rig(COUNTER_TIMER);
    for (const number of [3, 4]) host.peripherals!.timers.get(number)!.preset(0xffffffff);
    expect(read()).toEqual([0xfffffffe, 0, 0, 0]);
    await pulser.turn(1, 1000);
    expect(read()).toEqual([0xffffffff, 0, 0, 0]);
    await pulser.turn(9, 1000);
    expect(read()).toEqual([8, 0, 0, 0]);
  });

  it('takes channels of GPIOTE from 7 and of PPI from 15 downwards, and has three timers', async () => {
    const { host, open, read } = await rig();
    open(0, COUNTER_TIMER, 5, 6);
    open(1, COUNTER_TIMER, 7);
    const chip = host.peripherals!;
    // MODE event, both edges, pins 5 to 7
    expect([7, 6, 5, 4].map((i) => chip.peek(0x40006510 + 4 * i))).toEqual([0x30501, 0x30601, 0x30701, 0]);
    expect(chip.peek(0x4001f500)).toBe((1 << 15) | (1 << 14) | (1 << 13));
    open(2, COUNTER_TIMER, 8);
    host.pins.drive(7, 1);
    host.pins.drive(8, 1);
    expect(read(1)).toEqual([1, 0, 0, 0]);
    // the chip has no fourth: counts are missing, and that shows
    expect(read(2)).toEqual([0, 0, 0, 1]);
  });

  it('begins at zero with each boot', async () => {
    const { host, pulser, open, read } = await rig(COUNTER_TIMER);
    await pulser.turn(100, 1000);
    await host.cutPower();
    await host.start();
    open(0, COUNTER_TIMER, 5, 6);
    expect(read()).toEqual([0, 0, 0, 0]);
  });
});

describe('the quadrature decoder (nRF52 product specification: chapter QDEC)', () => {
  it('counts forwards and backwards up to its sampling rate of one edge in 128 us', async () => {
    const { pulser, read } = await rig(COUNTER_QDEC);
    await pulser.turn(30_000, 7812);
    expect(read()).toEqual([30_000, 0, 0, 0]);
    await pulser.turn(-5000, 7812);
    // whoever reads while the meter turns round sees the sum of both ways
    const [up, down, ...rest] = read();
    expect([up! - down!, ...rest]).toEqual([25_000, 0, 0]);
    expect(down).toBeGreaterThan(4900);
  });

  it('shows edges that come faster as double transitions, and soon as missing counts', async () => {
    const { pulser, read } = await rig(COUNTER_QDEC);
    await pulser.turn(40, 10_000);
    const [up, down, phaseErrors, overflow] = read();
    // each double transition stands for two edges
    expect([up! + 2 * phaseErrors!, down, overflow]).toEqual([40, 0, 0]);
    expect(phaseErrors).toBeGreaterThan(5);
    await pulser.turn(2000, 10_000);
    expect(read()[3]).toBe(1);
  });

  it('counts interference on both channels at once as phase errors, one by one', async () => {
    const { host, pulser, read } = await rig(COUNTER_QDEC);
    for (let i = 0; i < 7; i++) {
      pulser.step(2);
      await host.run(50);
    }
    expect(read()).toEqual([0, 0, 7, 0]);
  });

  it('says that counts are missing when the interpreter was busy for longer than the accumulator lasts', async () => {
    const { host, pulser, read } = await rig(COUNTER_QDEC);
    // nobody reads: what stands for the busy interpreter is that its timers do not run
    host.evaluate('clearTimeout()');
    await pulser.turn(1023, 5000);
    expect(read()).toEqual([1023, 0, 0, 0]);
    await pulser.turn(1200, 5000);
    expect(read()).toEqual([1023 + 1023, 0, 0, 1]);
    await pulser.turn(10, 100);
    expect(read()).toEqual([1023 + 1033, 0, 0, 1]);
  });

  it('overflows at sixteen double transitions as well', async () => {
    const { host, pulser, read } = await rig(COUNTER_QDEC);
    host.evaluate('clearTimeout()');
    for (let i = 0; i < 20; i++) {
      pulser.step(2);
      await host.run(1);
    }
    expect(read()).toEqual([0, 0, 15, 1]);
  });
});

describe('setWatch, where a board has nothing better', () => {
  it('decodes both directions and counts lost edges', async () => {
    const { host, pulser, read } = await rig(COUNTER_WATCH);
    await pulser.turn(500, 500);
    await pulser.turn(-101, 500);
    expect(read()).toEqual([500, 101, 0, 0]);
    host.pins.drive(5, 0);
    expect(read()[2]).toBe(0);
  });

  it('counts edges of a single channel', async () => {
    const { pulser, read } = await rig(COUNTER_WATCH, 1);
    await pulser.turn(401, 500);
    expect(read()).toEqual([201, 0, 0, 0]);
  });

  it('follows 600 edges a second at 1.5 ms an edge, and bursts of 170', async () => {
    const { host, pulser, read } = await rig(COUNTER_WATCH);
    host.pins.watchLimit = { msPerEdge: 1.5, waiting: 170 };
    await pulser.turn(3000, 600);
    await host.run(100);
    expect(read()).toEqual([3000, 0, 0, 0]);
    await pulser.turn(170, 100_000);
    await host.run(300);
    expect(read()).toEqual([3170, 0, 0, 0]);
  });

  it('says that counts are missing when edges come faster', async () => {
    const { host, pulser, read } = await rig(COUNTER_WATCH);
    host.pins.watchLimit = { msPerEdge: 1.5, waiting: 170 };
    await pulser.turn(3000, 1000);
    await host.run(300);
    const [up, down, phaseErrors, overflow] = read();
    expect(overflow).toBe(1);
    expect(up! + down!).toBeLessThan(3000);
    expect(phaseErrors).toBeGreaterThan(0);
  });
});
