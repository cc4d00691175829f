import { describe, expect, it } from 'vitest';
import { upperAcceptanceLimit } from '../../src/decision/acceptance-limit.js';
import { globalRisks, type PriorDistribution } from '../../src/decision/conformity.js';

// JCGM 106:2012 §9.5.4: form error of machined parts, gamma distributed with shape 4 and scale 1/4 µm; T_U = 2 µm, u = 0.25 µm.
const formError: PriorDistribution = {
  density: (x) => (x <= 0 ? 0 : (4 ** 4 / 6) * x ** 3 * Math.exp(-4 * x)),
  support: { lower: 0, upper: 12 },
};
const below = (upper: number) => ({ lower: Number.NEGATIVE_INFINITY, upper });

describe('global risks, JCGM 106:2012 §9.5.4', () => {
  it('4.238 % of the parts do not conform, and 0.80191 % are accepted without a guard band', () => {
    const risks = globalRisks(formError, 0.25, below(2));
    expect(risks.nonconforming).toBeCloseTo(0.0423801, 7);
    expect(risks.consumer).toBeCloseTo(0.0080191, 7);
  });

  it('a consumer’s risk of 0.1 % needs the acceptance limit 1.6718 µm', () => {
    expect(upperAcceptanceLimit(formError, 0.25, 2, 0.001)).toBeCloseTo(1.6718, 4);
  });

  it('without uncertainty nobody is at risk', () => {
    const risks = globalRisks(formError, 0, below(2));
    expect(risks.consumer).toBe(0);
    expect(risks.producer).toBe(0);
  });

  it('a guard band moves risk from the consumer to the producer', () => {
    const plain = globalRisks(formError, 0.25, below(2));
    const guarded = globalRisks(formError, 0.25, below(2), below(1.5));
    expect(guarded.consumer).toBeLessThan(plain.consumer);
    expect(guarded.producer).toBeGreaterThan(plain.producer);
  });

  it('refuses a prior without end', () => {
    const endless = { ...formError, support: below(2) };
    expect(() => globalRisks(endless, 0.25, below(2))).toThrow(expect.objectContaining({ code: 'rules-out-of-range' }));
    expect(() => upperAcceptanceLimit(formError, 0.25, 2, -1)).toThrow(
      expect.objectContaining({ code: 'rules-out-of-range' }),
    );
  });
});
