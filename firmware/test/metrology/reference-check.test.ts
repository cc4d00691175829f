import { describe, expect, it } from 'vitest';
import { checkReference } from '../../src/metrology/check.js';
import { createScaleCore, scaleDefaults, scaleParameterList } from '../../src/metrology/index.js';
import { indicatedIntervals } from '../../src/metrology/indication.js';
import { basics, Rig } from './rig.js';

const BAD_ARGUMENT = 6;
const UNSTABLE = 17;
const weighed = (rig: Rig, list: number[]) => checkReference(rig.state, rig.parameters, list);

describe('reference check with a standard mass', () => {
  it('error is the indication minus the standard, both taken from the zero before it, in mg', () => {
    const rig = new Rig({ verificationInterval: 5000 });
    rig.hold(1, 60).hold(201.3, 60);
    const [point, error, uncertainty] = weighed(rig, [1_000_000, 3]) as number[];
    expect(point).toBe(1_000_000);
    // 200.3 e of 5 g against 1000 g
    expect(Math.abs(error! - 1500)).toBeLessThan(100);
    // repeatability unknown yet: a quarter of an e, and little else
    expect(uncertainty).toBeGreaterThan(1250);
    expect(uncertainty).toBeLessThan(1400);
  });

  it('its standard uncertainty combines the standard with the instrument, in quadrature (JCGM 100 clause 5.1.2)', () => {
    const rig = new Rig();
    rig.hold(0, 60).hold(1000, 60);
    const own = (weighed(rig, [1_000_000, 0]) as number[])[2]!;
    const both = (weighed(rig, [1_000_000, 400]) as number[])[2]!;
    expect(Math.abs(both - Math.sqrt(own * own + 400 * 400))).toBeLessThan(1);
  });

  it('repeatability is learned from the zero between loadings', () => {
    const rig = new Rig();
    for (let i = 0; i < 12; i++) rig.hold(0, 40).hold(500, 40);
    rig.hold(0, 40).hold(1000, 60);
    expect((weighed(rig, [1_000_000, 0]) as number[])[2]).toBeLessThan(80);
  });

  it('is refused without a stable load, without a zero before it, and for arguments that are none', () => {
    const rig = new Rig();
    expect(weighed(rig, [1000, 1])).toBe(UNSTABLE);
    rig.hold(0, 60);
    expect(weighed(rig, [1000, 1])).toBe(UNSTABLE);
    rig.hold(500, 2);
    expect(weighed(rig, [500_000, 1])).toBe(UNSTABLE);
    rig.hold(500, 60);
    for (const list of [
      [],
      [500_000],
      [500_000, 1, 1],
      [0, 1],
      [-5, 1],
      [500_000, -1],
      [500_000, 600_000],
      [4_000_000, 1],
    ])
      expect(weighed(rig, list), JSON.stringify(list)).toBe(BAD_ARGUMENT);
    expect(weighed(rig, [500_000, 1])).toHaveLength(3);
  });
});

describe('live indication', () => {
  it('counts scale intervals d from the last zero; none before the first value', () => {
    const rig = new Rig({ verificationInterval: 1000, scaleInterval: 200 });
    expect(indicatedIntervals(rig.state, rig.parameters)).toBeUndefined();
    rig.hold(1, 60).hold(501, 60);
    expect(indicatedIntervals(rig.state, rig.parameters)).toBe(2500);
    rig.hold(0.7, 60);
    expect(Math.abs(indicatedIntervals(rig.state, rig.parameters)!)).toBeLessThan(2);
  });

  it('the core as the shell drives it tells it too', () => {
    const core = createScaleCore(scaleParameterList(scaleDefaults(basics)))!;
    expect(core.nozzles).toBe(0);
    expect(core.nozzle(core.state, core.parameters, 0)).toBe('');
    expect(core.indication(core.state, core.parameters, 0)).toBeUndefined();
    expect(core.check(core.state, core.parameters, [1000, 1])).toBe(UNSTABLE);
    expect(core.restore(core.state, core.parameters, core.save(core.state))).toBe(true);
  });
});
