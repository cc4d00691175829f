import { describe, expect, it } from 'vitest';
import { FITTED_THERMOMETER } from '../../src/metrology/parameters.js';
import { Rig } from './rig.js';

const CORNER = 1 << 19;

/** Numbers 0..1 that look random and are the same every time. */
function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state / 2147483648;
  };
}

/** A platform on four cells, in order around it; goods lie anywhere up to 0.7 of the way to the cells. */
function weigh(rig: Rig, gains: number[], loads: number, random: () => number): void {
  for (let i = 0; i < loads; i++) {
    const x = 1.4 * random() - 0.7;
    const y = 1.4 * random() - 0.7;
    const shares = [1 + x + y, 1 - x + y, 1 - x - y, 1 + x - y].map((part, j) =>
      gains.length === 4 ? part / 4 : j === 0 ? (1 + x) / 2 : (1 - x) / 2,
    );
    rig.cells = (level) => gains.map((gain, j) => Math.round((200 + level * shares[j]!) * gain * 1000));
    const level = 200 + 1500 * random();
    const sum = gains.reduce((total, gain, j) => total + gain * shares[j]! * level, 0);
    rig.hold(0, 8, 2000);
    const cells = rig.cells;
    rig.cells = () => cells(level);
    rig.hold(sum, 20, 2000);
    rig.cells = () => cells(0);
  }
  rig.hold(0, 20, 2000);
}

describe('relative gains of several cells (R 76-1 clause 3.6.2: eccentric loads keep within the mpe)', () => {
  it('goods that never lie in the middle raise nothing; a cell that lost 2 % shows within 24 epochs of 64 loads', () => {
    const rig = new Rig({ cells: 4, fitted: FITTED_THERMOMETER });
    const random = sequence(7);
    weigh(rig, [1, 1, 1, 1], 18 * 64, random);
    expect(rig.channel(9).conditions & 4).toBe(0); // learned
    expect(Math.abs(rig.channel(9).value)).toBeLessThan(30);
    expect(rig.state.flags & CORNER).toBe(0);
    weigh(rig, [0.98, 1, 1, 1], 24 * 64, random);
    // its share of a load in the middle would have fallen by 3/16 of 2 %, 0.375 %; the average follows by 1/16 an epoch
    expect(rig.channel(9).value).toBeLessThan(-200);
    expect(rig.channel(9).value).toBeGreaterThan(-420);
    expect(rig.channel(9).conditions & 8).toBe(8);
    expect(rig.state.flags & CORNER).toBe(CORNER);
  });

  it('two cells: only the mean of their shares over many loads is left, and it is slower', () => {
    const rig = new Rig({ cells: 2, fitted: FITTED_THERMOMETER });
    const random = sequence(9);
    weigh(rig, [1, 1], 18 * 64, random);
    expect(rig.state.flags & CORNER).toBe(0);
    const uncertainty = rig.channel(9).uncertainty;
    expect(uncertainty).toBeGreaterThan(200);
    weigh(rig, [0.8, 1], 24 * 64, random);
    expect(rig.state.flags & CORNER).toBe(CORNER);
  });
});
