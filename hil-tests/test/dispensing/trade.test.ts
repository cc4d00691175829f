import { beforeAll, describe, expect, it } from 'vitest';
import type { DispenserOptions } from '../../src/physics/index.js';
import { type CompiledDispenser, compileDispenser } from './compiled.js';
import { FLAG, Station } from './trade.js';

// "No false alarm in 100 simulated instrument-years of normal trade": fuelings with presets and cans, night pauses, air in the
// line, phase errors and lost edges now and then, seasons, a difference of two sensors that wanders. HENGZHUN_FULL=1 lives all hundred
// years; a part of them otherwise.

const YEARS = process.env.HENGZHUN_FULL ? 100 : 12;
const kinds: Partial<DispenserOptions>[] = [
  {},
  { fuelingsPerDay: 20 },
  { fuelingsPerDay: 90, opens: 0, closes: 24 },
  { temperatureMean: 5, temperatureYear: 15, temperatureDay: 5 },
  { flow: 42, reverseEdges: 3, wander: 35, jitterEdges: 1.5 },
];

let core: CompiledDispenser;
beforeAll(async () => {
  core = await compileDispenser();
}, 600_000);

describe('healthy nozzles in normal trade', () => {
  it(`${YEARS} instrument-years: no attention, no alarm, no stop, no event but the baselines`, () => {
    let fuelings = 0;
    for (let seed = 1; seed <= YEARS; seed++) {
      const station = new Station(core, { stepMs: 5000, ...kinds[seed % kinds.length] }, 7000 + seed);
      while (station.day() < 365) expect(station.fuel()).toBe(true);
      const why = `seed ${seed}: ${JSON.stringify(station.events)}`;
      expect(station.highest, why).toBe(0);
      expect(station.seen, why).toBe(FLAG(9));
      expect(
        station.events.map((event) => [event[0], event[1], event[5]]),
        why,
      ).toEqual([[8, 16, 0]]);
      // the totaliser counts what was indicated, and a healthy meter delivers it
      expect(station.total().fuelings).toBe(station.fuelings);
      expect(Math.abs(station.total().volume / station.delivered - 1)).toBeLessThan(1e-4);
      fuelings += station.fuelings;
    }
    console.info(`${YEARS} instrument-years, ${fuelings} fuelings: no false alarm`);
  }, 900_000);
});
