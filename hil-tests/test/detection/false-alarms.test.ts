import { beforeAll, describe, expect, it } from 'vitest';
import { runLife } from './assess.js';
import { type CompiledScale, compileScale } from './compiled.js';
import { firstYear, lifeOf, years } from './fleet.js';

// "No false alarm in 100 simulated instrument-years with temperature cycles, mains noise, supply dips and normal trade": the core
// as compiled for the instrument, one sample in four seconds and one a minute at night. HENGZHUN_YEARS=100 runs them all,
// HENGZHUN_FIRST_YEAR shares them out to several processes.

const LEARNING = 512;
const EVENT_DRIFT = 3;

let scale: CompiledScale;
beforeAll(async () => {
  scale = await compileScale();
});

describe('healthy scales through the seasons', () => {
  it.each(Array.from({ length: years(2) }, (_, i) => firstYear + i))(
    'instrument-year %d: never more than normal, and no detector of zero or span ever signals',
    { timeout: 600_000 },
    (number) => {
      const outcome = runLife(scale, lifeOf(number, 365));
      console.info(
        `instrument-year ${number}: highest self-state ${outcome.highest}, ${outcome.events.length} events ${JSON.stringify(outcome.raised)}`,
      );
      expect(outcome.raised).toEqual([]);
      expect(outcome.events.filter((event) => event[0] === EVENT_DRIFT)).toEqual([]);
      expect(outcome.flags & LEARNING).toBe(0);
    },
  );
});
