import { describe, expect, it } from 'vitest';
import {
  type Bundle,
  BundleError,
  bundleFile,
  checkBudget,
  combinations,
  type MeasuredVariables,
  measuredVariables,
  readProfile,
} from '../../src/build/index.js';

const profile = readProfile('mdbt42q');
const limit = profile.budgets.image!;

function bundle(imageBytes: number): Bundle {
  const modules = [
    { file: 'firmware/src/big.ts', bytes: 300 },
    { file: 'firmware/src/small.ts', bytes: 100 },
  ];
  return { code: '', sha256: '', bytes: 0, image: '', imageSha256: '', imageBytes, modules };
}

function failure(action: () => void): BundleError {
  try {
    action();
  } catch (error) {
    expect(error).toBeInstanceOf(BundleError);
    return error as BundleError;
  }
  throw new Error('nothing was refused');
}

describe('the budgets of a board', () => {
  const none: MeasuredVariables = {};

  it('let pass what keeps to them, to the byte', () => {
    checkBudget(bundle(limit), profile, 'scale', 'element', { scale: { element: profile.budgets.variables.element! } });
    checkBudget(bundle(900_000), readProfile('linux'), 'scale', 'software', none);
  });

  it('fail a build whose image is too large, by how much and through which modules', () => {
    const error = failure(() => checkBudget(bundle(limit + 1200), profile, 'scale', 'element', none));
    expect(error.code).toBe('bundle-over-budget');
    expect(error.message).toMatch(/scale for mdbt42q .*, 1200 more than the budget of \d+/);
    expect(error.message).toContain(
      `firmware/src/big.ts ${Math.round((3 * (limit + 1200)) / 4)}, firmware/src/small.ts`,
    );
  });

  it('fail a build that was measured with too many variables', () => {
    const most = profile.budgets.variables.element!;
    const error = failure(() =>
      checkBudget(bundle(1000), profile, 'dispenser', 'element', { dispenser: { element: most + 7 } }),
    );
    expect(error.code).toBe('bundle-over-budget');
    expect(error.message).toMatch(/7 more than the budget of/);
  });

  it('have measured figures for the boards with the least memory', () => {
    const measured = measuredVariables();
    expect(measured.scale?.element).toBeGreaterThan(500);
    expect(measured.dispenser?.element).toBeGreaterThan(500);
  });
});

describe('combinations', () => {
  it('are those that the profiles allow, each with a name of its own', () => {
    const all = combinations();
    const names = all.map(({ instrument, board, signer }) => bundleFile(instrument, board, signer));
    expect(new Set(names).size).toBe(all.length);
    expect(names).toContain('scale.js');
    expect(names).toContain('scale-mdbt42q-element.js');
    expect(names).not.toContain('scale-mdbt42q-software.js');
  });
});
