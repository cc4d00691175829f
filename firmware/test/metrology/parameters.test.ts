import { describe, expect, it } from 'vitest';
import {
  observedChannels,
  SCALE_PARAMETERS,
  scaleDefaults,
  scaleParameterList,
  scaleParametersOf,
  unobservedOf,
} from '../../src/metrology/index.js';
import * as numbers from '../../src/metrology/parameters.js';
import { basics } from './rig.js';

const { FITTED_CASE, FITTED_REFERENCE, FITTED_SHUNT, FITTED_SUPPLY, FITTED_THERMOMETER } = numbers;

describe('parameters of a scale by number', () => {
  it('come back from their list, integers all of them, each under its number', () => {
    const parameters = {
      ...scaleDefaults(basics),
      zeroCounts: -123456,
      countsPerMilliE: { numerator: -317, denominator: 100 },
    };
    const list = scaleParameterList(parameters);
    expect(list).toHaveLength(SCALE_PARAMETERS);
    expect(list.every(Number.isSafeInteger)).toBe(true);
    expect(scaleParametersOf(new Int32Array(list))).toEqual(parameters);
    expect(list[numbers.COUNTS_NUMERATOR]).toBe(-317);
    expect(list[numbers.SAMPLE_PERIOD]).toBe(parameters.samplePeriodMs);
    expect(list[numbers.SLOW_LIMIT]).toBe(parameters.slowLimit);
    expect(list[numbers.CORNER_LIMIT]).toBe(parameters.cornerLimit);
  });

  it('allow the span what R 76-1 allows as span stability at Max: max(0.5 e, 0.5 |mpe|)', () => {
    // class III, 3000 e: mpe 1.5 e at Max, so 0.75 e of 3000 e
    expect(scaleDefaults(basics).spanLimit).toBe(250);
    // class IIII, 100 e: mpe 1 e, so 0.5 e of 100 e
    expect(scaleDefaults({ ...basics, accuracyClass: 4, maximum: 100 }).spanLimit).toBe(5000);
    // class II, 100 000 e: 0.75 e
    expect(scaleDefaults({ ...basics, accuracyClass: 2, maximum: 100_000 }).spanLimit).toBe(8);
  });
});

describe('what a scale reports and what it cannot see', () => {
  const list = (fitted: number, cells = 1) => scaleParameterList(scaleDefaults({ ...basics, fitted, cells }));

  it.each([
    [FITTED_THERMOMETER, 1, [1, 2, 3, 4, 5, 6, 10]],
    [FITTED_SHUNT, 1, [1, 2, 3, 4, 5, 6, 7, 10]],
    [FITTED_REFERENCE, 1, [1, 2, 3, 4, 5, 6, 8, 10]],
    [FITTED_REFERENCE + FITTED_SHUNT, 1, [1, 2, 3, 4, 5, 6, 8, 10]],
    [FITTED_THERMOMETER, 4, [1, 2, 3, 4, 5, 6, 9, 10]],
    [FITTED_SHUNT, 4, [1, 2, 3, 4, 6, 7, 9, 10]],
  ])('fitted %i, %i cells: channels %j', (fitted, cells, channels) => {
    expect(observedChannels(list(fitted, cells))).toEqual(channels);
  });

  it.each([
    [0, 1, 0b100111111],
    [FITTED_THERMOMETER, 1, 0b100110111],
    [FITTED_SHUNT, 1, 0b100111101],
    [FITTED_REFERENCE, 1, 0b100111100],
    [FITTED_SUPPLY + FITTED_CASE, 4, 0b100001011],
  ])('fitted %i, %i cells: unobserved bits %i', (fitted, cells, bits) => {
    expect(unobservedOf(list(fitted, cells))).toBe(bits);
  });
});
