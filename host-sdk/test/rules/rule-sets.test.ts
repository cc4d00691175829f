import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../src/ledger/canonical-json.js';
import { ruleSetName } from '../../src/rules/rule-set-name.js';
import { ruleSetJson, ruleSetNamed, ruleSets } from '../../src/rules/rule-sets.js';

describe('sets of rules', () => {
  it('have names of their own, and each is found by its name', () => {
    const names = ruleSets.map(ruleSetName);
    expect(new Set(names).size).toBe(names.length);
    for (const rules of ruleSets) expect(ruleSetNamed(ruleSetName(rules))).toBe(rules);
    expect(ruleSetNamed('hengzhun-status@999')).toBeUndefined();
  });

  it('keep old versions beside the new ones', () => {
    expect(ruleSets.filter(({ id }) => id === 'hengzhun-status').map(({ version }) => version)).toEqual([1, 2]);
  });

  it('are data: nothing in them is lost as JSON', () => {
    for (const rules of ruleSets) {
      const json = ruleSetJson(rules);
      // `toEqual` takes a field without a value for none.
      expect(json).toEqual(rules);
      expect(JSON.parse(canonicalJson(json))).toEqual(json);
    }
    const endless = { id: 'x', version: 1, limit: Number.POSITIVE_INFINITY };
    expect(() => ruleSetJson(endless)).toThrow(expect.objectContaining({ code: 'ledger-bad-value' }));
  });
});
