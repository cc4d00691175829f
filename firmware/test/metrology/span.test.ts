import { describe, expect, it } from 'vitest';
import { FITTED_REFERENCE, FITTED_SHUNT, FITTED_THERMOMETER } from '../../src/metrology/parameters.js';
import { Rig } from './rig.js';

const SPAN = 1 << 18;

/** Learns fast, checks every five minutes. */
const changes = { warmUpTime: 60, spanInterval: 300, learningHours: 12 };

function shunted(fitted = FITTED_SHUNT + FITTED_THERMOMETER): Rig {
  const rig = new Rig({ ...changes, fitted });
  rig.response = 1500;
  return rig;
}

describe('span check (electronics by a shunt, whole chain by an internal reference mass)', () => {
  it('wants the shunt at no load, stable, after warm-up, once an interval; and follows no load meanwhile', () => {
    const rig = shunted();
    const wanted: number[] = [];
    for (let i = 0; i < 700; i++) {
      rig.hold(0, 1, 2000);
      if (rig.state.spanWanted && !wanted.includes(Math.floor(i / 300))) wanted.push(Math.floor(i / 300));
    }
    expect(wanted).toEqual([1, 2]);
    // 1500 e on the bridge for twenty seconds, and no load was seen: no zero return was judged, no creep begun
    expect(rig.channel(2).value).toBe(-32768);
    expect(rig.channel(3).value).toBe(-32768);
  });

  it('wants the mass where one is fitted', () => {
    const rig = new Rig({ ...changes, fitted: FITTED_REFERENCE });
    rig.response = 1000;
    let most = 0;
    for (let i = 0; i < 400; i++) {
      rig.hold(0, 1);
      most = Math.max(most, rig.state.spanWanted);
    }
    expect(most).toBe(2);
    expect(rig.channel(8)).toBeDefined();
  });

  it('learns its baseline, reports a gain that fell by 0.05 % within a tenth of it, and names the limit of R 76 for span stability', () => {
    const rig = shunted();
    rig.hold(0, 14 * 310, 2000);
    expect(rig.events.some((one) => one[0] === 8 && one[1] === 7)).toBe(true);
    rig.hold(0, 12 * 310, 2000);
    expect(Math.abs(rig.channel(7).value)).toBeLessThan(30);
    expect(rig.state.flags & SPAN).toBe(0);
    rig.response = 1500 * 0.9995;
    rig.hold(0, 20 * 310, 2000);
    expect(Math.abs(rig.channel(7).value + 500)).toBeLessThan(50);
    expect(rig.channel(7).conditions & 3).toBe(1);
    expect(rig.state.flags & SPAN).toBe(SPAN);
    const drift = rig.events.find((one) => one[0] === 3 && one[1] === 7)!;
    expect(drift[2]).toBeLessThan(0);
    // beyond twice the maximum permissible error at Max (0.1 %) for long enough it is an alarm
    rig.response = 1500 * 0.998;
    rig.hold(0, 45 * 310, 2000);
    expect(rig.state.selfState).toBe(2);
  });

  it('is not led astray by goods put on during a check, nor by a load that stays', () => {
    const rig = shunted();
    rig.hold(0, 27 * 310, 2000);
    const before = rig.channel(7).value;
    for (let i = 0; i < 10; i++) {
      while (!rig.state.spanWanted) rig.hold(0, 1, 2000);
      rig.hold(0, 9, 2000).hold(40, 6, 2000).hold(0, 120, 2000);
      while (!rig.state.spanWanted) rig.hold(0, 1, 2000);
      rig.hold(0, 2, 2000).hold(40, 100, 2000).hold(0, 60, 2000);
    }
    expect(rig.channel(7).value).toBe(before);
    expect(rig.state.flags & SPAN).toBe(0);
  });

  it('gives up a check that nobody answers, and its channel grows stale', () => {
    const rig = new Rig({ ...changes, fitted: FITTED_SHUNT });
    rig.hold(0, 310);
    expect(rig.state.spanWanted).toBe(1);
    rig.hold(0, 90);
    expect(rig.state.spanWanted).toBe(0);
    rig.hold(500, 40);
    expect(rig.channel(3).value).not.toBe(-32768); // and weighs on
    rig.hold(0, 1200);
    expect(rig.channel(7).conditions & 128).toBe(128);
    expect(rig.channel(7).value).toBe(-32768);
  });
});
