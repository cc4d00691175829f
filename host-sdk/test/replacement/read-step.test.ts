import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { caseRules } from '../../src/replacement/case-rules-1.js';
import { checkStep } from '../../src/replacement/check-step.js';
import { readStep } from '../../src/replacement/read-step.js';
import { CaseDriver } from './case-helpers.js';

const good = () =>
  new CaseDriver().opened().step('order-check', 'supervisor', { inspectors: ['张检'], reason: '一\n二' });
const bad = expect.objectContaining({ code: 'case-bad-step' });

describe('steps from outside', () => {
  it('a good one passes unchanged', () => {
    expect(readStep(JSON.parse(JSON.stringify(good())))).toEqual(good());
  });
  it.each([
    [{ key: '' }],
    [{ key: 'a b' }],
    [{ at: -1 }],
    [{ at: 1.5 }],
    [{ basis: '1' }],
    [{ reason: '' }],
    [{ reason: 'x'.repeat(2001) }],
    [{ reason: '\ud800' }],
    [{ reason: 'a\u0000' }],
    [{ inspectors: [] }],
    [{ inspectors: ['张\u202e检'] }],
    [{ documents: [{ kind: 'check-sheet', sha256: 'A'.repeat(64) }] }],
    [{ documents: [{ kind: 'receipt', sha256: 'a'.repeat(64) }] }],
    [{ documents: Array(101).fill({ kind: 'other', sha256: 'a'.repeat(64) }) }],
    [{ evidence: ['../../etc/passwd\n'] }],
    [{ more: 1 }],
    [{ actor: { person: 'x', role: 'inspector' } }],
  ])('%j is refused', (changes) => {
    expect(() => readStep({ ...good(), ...changes })).toThrow(bad);
  });
  it('anything in any place is refused by code, or is a step that the rules can look at', () => {
    const names = [
      ...Object.keys(good()),
      'measurement',
      'seals',
      'removal',
      'replacement',
      'destination',
      'level',
      'source',
    ];
    const edits = fc.array(fc.tuple(fc.constantFrom(...names), fc.anything({ withNullPrototype: true })), {
      minLength: 1,
      maxLength: 3,
    });
    const { state } = new CaseDriver().opened();
    fc.assert(
      fc.property(edits, (list) => {
        try {
          expect(Array.isArray(checkStep(state, readStep({ ...good(), ...Object.fromEntries(list) }), caseRules))).toBe(
            true,
          );
        } catch (error) {
          expect(error).toMatchObject({ code: 'case-bad-step' });
        }
      }),
      { numRuns: 1000 },
    );
  });
});
