import { describe, expect, it } from 'vitest';
import { createScale, scaleDefaults } from '../../src/metrology/index.js';
import { AGE, CHANNEL_ZERO_AT, LAGGED, SLOW, UNCERTAINTY, VALUE } from '../../src/metrology/layout.js';
import { observe } from '../../src/metrology/model.js';
import { basics, listOf } from './rig.js';

// Observations of a zero as the hours make them: 0.15 e per degree, a swing of eight degrees a day, residuals of some 0.05 e.

class Zero {
  readonly state = createScale(listOf(scaleDefaults(basics)));
  private readonly parameters = listOf(scaleDefaults(basics));
  private hour = 0;
  private random = 12345;

  /** `days` at a mean temperature, with what the zero is off by, 0.001 e. */
  live(days: number, mean: number, off: (day: number) => number): this {
    for (let i = 0; i < days * 24; i++) {
      this.hour += 1;
      let residual = 0;
      for (let k = 0; k < 4; k++) {
        this.random = (this.random * 16807) % 2147483647;
        residual += this.random / 2147483647 - 0.5;
      }
      const lagged = mean + 8 * Math.cos((this.hour / 12) * Math.PI);
      this.state.memory[AGE] = this.hour * 3600;
      this.state.work[LAGGED] = lagged;
      const value = 150 * (lagged - 20) + residual * 90 + off(this.hour / 24);
      observe(this.state, this.parameters, CHANNEL_ZERO_AT, value, lagged, 0);
    }
    return this;
  }

  at(place: number): number {
    return this.state.memory[CHANNEL_ZERO_AT + place]!;
  }
}

const limit = scaleDefaults(basics).slowLimit / 100;

describe('what the temperature makes of a deviation', () => {
  it('one of 0.12 e signals at the temperature of the baseline, not 15 degrees away; there its uncertainty is greater', () => {
    const near = new Zero().live(10, 20, () => 0).live(10, 20, () => 120);
    const far = new Zero().live(10, 20, () => 0).live(10, 35, () => 120);
    expect(near.at(SLOW)).toBeGreaterThan(limit);
    expect(far.at(SLOW)).toBeLessThan(limit);
    expect(Math.abs(near.at(VALUE) - far.at(VALUE))).toBeLessThan(40);
    expect(far.at(UNCERTAINTY)).toBeGreaterThan(near.at(UNCERTAINTY) + 20);
    // what is far off signals there too
    expect(
      new Zero()
        .live(10, 20, () => 0)
        .live(10, 35, () => 250)
        .at(SLOW),
    ).toBeGreaterThan(limit);
  });
});

describe('the rate of a drift', () => {
  it.each([20, -20, 50, 200])('%d thousandths of e a day: within two of its own standard uncertainties', (slope) => {
    const zero = new Zero().live(12, 20, () => 0).live(28, 20, (day) => slope * (day - 12));
    const drifts = zero.state.events.filter((event) => event[0] === 3);
    expect(drifts.length).toBeGreaterThan(1);
    for (const [, channel, size, , rate, uncertainty] of drifts) {
      expect([channel, Math.sign(size!)]).toEqual([1, Math.sign(slope)]);
      expect(Math.abs(rate! - slope)).toBeLessThan(2 * uncertainty!);
    }
    // from the size at the end, well dated, it is known to a third
    expect(drifts.at(-1)![5]! / Math.abs(slope)).toBeLessThan(0.3);
  });
});
