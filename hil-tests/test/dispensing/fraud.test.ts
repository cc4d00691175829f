import { beforeAll, describe, expect, it } from 'vitest';
import { CALIBRATION, NOZZLE_AT } from '../../../firmware/src/dispensing/parameters.js';
import type { DispenserFraud } from '../../src/physics/index.js';
import { type CompiledDispenser, compileDispenser } from './compiled.js';
import { FLAG, IDENTITY, Station } from './trade.js';

// The frauds that were seen in the field (metrology.md section 3), each against the compiled core: what shows, after how many
// fuelings, and what cannot show.

const LEARNING = FLAG(9);
const LOCKED = FLAG(22);
const PAIRING = FLAG(24);
const DEVIATION = FLAG(25);
const IDLE = FLAG(28);
const TOTALISER = FLAG(31);

let core: CompiledDispenser;
beforeAll(async () => {
  core = await compileDispenser();
});

/** Twenty honest fuelings, then the fraud; fuelings of the fraud until the pulses stop. */
function live(fraud: DispenserFraud, fuelings: number, seed = 5): { station: Station; until: number | undefined } {
  const station = new Station(core, { fraud, smallShare: 0 }, seed);
  let until: number | undefined;
  for (let i = 0; i < 20 + fuelings && until === undefined; i++) if (!station.fuel()) until = i - 20;
  return { station, until };
}
const flags = () => (core.shownFlags() & ~LEARNING) >>> 0;
/** A check with a perfect standard measure: error of the next fueling, %. */
function checked(station: Station): number {
  const before = station.delivered;
  expect(station.fuel()).toBe(true);
  const standard = Math.round((station.delivered - before) * 1000);
  const [point, error] = core.check([0, standard, 1000, 2000, 2000]) as number[];
  return (error! / point!) * 100;
}

describe('frauds on the way from the shaft to the main board', () => {
  it.each([1, 2, 3])('encoder disc with 104 teeth for 100, own sensor: stops after five fuelings (seed %d)', (seed) => {
    const { station, until } = live({ disc: { from: 20, ratio: 1.04, ownSensor: true } }, 50, seed);
    expect(until).toBe(5);
    expect(flags()).toBe((DEVIATION | LOCKED) >>> 0);
    const events = station.eventsOf(15, 25);
    expect(events.map((event) => event[4])).toEqual([1, 2, 3, 4, 5]);
    // E > 0: the customer got less than indicated
    for (const event of events) expect(Math.abs(event[3]! - 40_000)).toBeLessThan(1500);
    expect(station.eventsOf(14)).toEqual([[14, 2, 0]]);
  });

  it('the same where the encoder counts the same disc: nothing shows but in a check with a standard', () => {
    const { station, until } = live({ disc: { from: 0, ratio: 1.04, ownSensor: false } }, 100);
    expect(until).toBeUndefined();
    expect(station.seen & ~LEARNING).toBe(0);
    expect(checked(station)).toBeGreaterThan(3.5);
  });

  it.each([0.01, 0.03])('pulse inserter, %d of the pulses: stops after five fuelings', (share) => {
    const { station, until } = live({ inserter: { from: 20, share } }, 50);
    expect(until).toBe(5);
    expect(flags()).toBe((DEVIATION | LOCKED) >>> 0);
    expect(station.eventsOf(15, 25)).toHaveLength(5);
  });
});

describe('frauds by exchange', () => {
  it.each([
    ['another encoder', 'encoder9', 1],
    ['another encoder, blank', 'encoder9', 0],
    ['another unit that says it is the same encoder', IDENTITY, 0],
  ])('%s: disabled at power-up (code 61), no fueling', (_what, identity, initialised) => {
    const { station } = live({}, 0);
    station.reboot(false, identity, initialised);
    expect(station.fuel()).toBe(false);
    expect(flags()).toBe((PAIRING | LOCKED) >>> 0);
    expect(core.takeEvents()).toEqual([[14, 3, 0]]);
    expect(core.shownState()).toBe(3);
  });

  it('the main board: its pulses stop after three fuelings, and sealing does not help', () => {
    const { station } = live({}, 0);
    station.reboot(true);
    for (let i = 0; i < 3; i++) expect(station.fuel()).toBe(true);
    expect(station.fuel()).toBe(false);
    core.seal();
    expect(station.fuel()).toBe(false);
    expect(flags()).toBe((PAIRING | LOCKED) >>> 0);
    expect(station.eventsOf(14)).toEqual([[14, 4, 0]]);
    expect(core.reinitialise(0)).toBe(0);
    expect(station.fuel()).toBe(true);
  });
});

describe('software of the main board with a key', () => {
  it('3 % on every third fueling, off whenever it is checked: stops after five of them, and what it did stays counted', () => {
    let key = true;
    const fraud = { switchable: { share: 0.03, on: (fueling: number) => key && fueling > 20 && fueling % 3 === 0 } };
    const station = new Station(core, { fraud, smallShare: 0 }, 11);
    while (station.eventsOf(15, 25).length < 3) expect(station.fuel()).toBe(true);
    key = false;
    const errors = [checked(station), checked(station), checked(station)];
    for (const error of errors) expect(Math.abs(error)).toBeLessThan(0.3);
    // the check is passed, and yet the history tells
    expect(flags()).toBe(DEVIATION);
    expect(core.shownState()).toBe(2);
    // neither a reboot nor a new sealing clears it
    station.reboot();
    core.seal();
    expect(station.fuel()).toBe(true);
    expect(flags()).toBe(DEVIATION);
    key = true;
    let cheated = 0;
    while (station.fuel()) cheated = station.eventsOf(15, 25).length;
    expect(cheated).toBe(5);
    expect(flags()).toBe((DEVIATION | LOCKED) >>> 0);
  });

  it('0.5 %, below the fraud threshold: asymmetry is reported within 20 fuelings, the totaliser flag within a day', () => {
    const { station, until } = live({ switchable: { share: 0.005, on: (fueling) => fueling >= 20 } }, 20);
    expect(until).toBeUndefined();
    expect(station.eventsOf(23)[0]!.slice(0, 2)).toEqual([23, 0]);
    expect(station.eventsOf(23)[0]![2]).toBeGreaterThan(9 * station.eventsOf(23)[0]![3]!);
    expect(core.shownState()).toBe(1);
    const day = Math.floor(station.day());
    while (station.day() < day + 2.1) station.fuel();
    expect((flags() & TOTALISER) >>> 0).toBe(TOTALISER);
    expect(core.shownState()).toBe(2);
  });

  it('0.1 % on every fueling: seen as drift within two weeks once the baseline is learned', () => {
    const station: Station = new Station(
      core,
      { stepMs: 5000, fraud: { switchable: { share: 0.001, on: () => station.day() > 120 } } },
      13,
    );
    while (station.day() < 120) station.fuel();
    expect(station.eventsOf(3)).toEqual([]);
    while (station.eventsOf(3).length === 0 && station.day() < 150) station.fuel();
    const [, channel, size, uncertainty, , , nozzle] = station.eventsOf(3)[0]!;
    expect([channel, nozzle]).toEqual([16, 0]);
    expect(size).toBeGreaterThan(100);
    expect(uncertainty).toBeGreaterThan(0);
    expect(station.day()).toBeLessThan(124);
    expect(station.channel(16)[1] & 3).toBe(1);
  });
});

describe('frauds that the pulses do not see', () => {
  it('bypass return pipe: nothing shows of what flows back while a customer is served', () => {
    const { station, until } = live({ bypass: { from: 20, share: 0.05, idle: 0 } }, 200);
    expect(until).toBeUndefined();
    expect(station.seen & ~LEARNING).toBe(0);
    expect(checked(station)).toBeGreaterThan(4.5);
  });

  it('bypass return pipe that also leaks while the nozzle hangs: flow with the nozzle down, within a day', () => {
    const { station } = live({ bypass: { from: 20, share: 0.05, idle: 10 } }, 0);
    const day = station.day();
    while (!(flags() & IDLE) && station.day() < day + 2) station.fuel();
    expect(flags()).toBe(IDLE);
    expect(station.day() - day).toBeLessThan(1);
    expect(station.eventsOf(15, 28)).toHaveLength(1);
  });

  it("the meter's own adjuster behind a broken seal: nothing in the pulses; only a check with a standard", () => {
    const { station } = live({ adjuster: { from: 20, share: 0.02 } }, 200);
    expect(station.seen & ~LEARNING).toBe(0);
    expect(checked(station)).toBeGreaterThan(1.7);
  });

  it('wear that over-delivers: nothing in the pulses; E < 0 in a check with a standard', () => {
    const station = new Station(core, { wear: 0.006, smallShare: 0 }, 3);
    for (let i = 0; i < 50; i++) station.fuel();
    expect(station.seen & ~LEARNING).toBe(0);
    expect(checked(station)).toBeLessThan(-0.5);
  });
});

describe('the electronic adjuster: the calibration factor behind a broken seal', () => {
  it.each([1_010_000, 990_000])(
    'factor %d: stops after five fuelings, as the paired value stays what it was',
    (factor) => {
      const { station } = live({}, 0);
      core.setParameter(NOZZLE_AT + CALIBRATION, factor);
      let fuelings = 0;
      while (station.fuel()) fuelings++;
      expect(fuelings).toBe(5);
      expect(Math.sign(station.eventsOf(15, 25)[0]![3]!)).toBe(Math.sign(factor - 1_000_000));
    },
  );
});

describe('wear of the valve', () => {
  it('preset overshoot that grows by 0.5 mL a day is flagged (30) when its robust mean passes 60 mL', () => {
    const station = new Station(core, { overshootPerDay: 0.5, stepMs: 5000 }, 17);
    while (!(core.shownFlags() & FLAG(30)) && station.day() < 200) station.fuel();
    // 12 mL at the start: the mean passes 60 mL on day 96
    expect(station.day()).toBeGreaterThan(85);
    expect(station.day()).toBeLessThan(105);
    expect(station.channel(19)[2]).toBeGreaterThan(55);
  });
});
