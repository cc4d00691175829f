import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SdkError } from '../../../src/errors.js';
import type { LedgerDraft } from '../../../src/ledger/ledger-entry.js';
import {
  foldLot,
  type LotEntry,
  type LotStep,
  lotStepDraft,
  recomputeLotEntry,
} from '../../../src/sampling/book/lot-entries.js';
import { sampleOf } from '../../../src/sampling/book/lot-state.js';
import { samplingRules } from '../../../src/sampling/book/named-rules.js';
import { scaleDecisionRules } from '../../../src/sampling/decisions/decision-rules.js';
import { intervalRules } from '../../../src/sampling/intervals/interval-rules.js';
import { planSingle } from '../../../src/sampling/plans/single-plan.js';
import { outstanding } from '../../../src/sampling/results/findings.js';
import { alikeLot, DAY, fixedAt, verification } from '../sample.js';

const plan = { kind: 'single', ...planSingle(scaleDecisionRules.points, 300) } as const;
const lot = alikeLot('lot-2026-12', 'drand quicknet round 4567890');
const actor = { person: '李四', role: 'supervisor', authority: '上海市市场监督管理局' };
const refused = (code: string) => expect.objectContaining({ code });

/** A ledger as short as possible. */
class Chain {
  readonly entries: LotEntry[] = [];
  readonly drafts: LedgerDraft[] = [];
  get state() {
    return foldLot(this.entries, samplingRules);
  }
  add(step: LotStep, at: number): this {
    const draft = lotStepDraft(this.state, lot.id, step, { at, actor }, samplingRules);
    this.drafts.push(draft);
    this.entries.push({ ...draft, number: this.entries.length + 1 });
    return this;
  }
}

const drawnAt = fixedAt + 2 * DAY;
function sampled(): Chain {
  const chain = new Chain().add({ kind: 'lot', lot }, fixedAt).add({ kind: 'draw', randomness: '0f1e2d3c' }, drawnAt);
  let at = drawnAt + DAY;
  for (let i = 0; ; i++) {
    const [next] = outstanding(sampleOf(chain.state!)!, 'whole');
    if (next === undefined) return chain;
    const step: LotStep =
      i === 3
        ? { kind: 'sample-result', ueid: next, reason: '停业' }
        : { kind: 'sample-result', verification: verification(next, 0.3, { at: drawnAt + 1000 }) };
    chain.add(step, at++);
  }
}

describe('the life of a lot in the ledger', () => {
  const chain = sampled();
  const later = drawnAt + 10 * DAY;
  chain
    .add({ kind: 'audit', rules: 'hengzhun-audit@1' }, later)
    .add({ kind: 'lot-decision' }, later)
    .add(
      {
        kind: 'interval',
        request: { method: 'interval-test', days: 365, checks: 20, conforming: 15 },
        rules: 'hengzhun-interval@1',
      },
      later,
    );

  it('is folded from its entries', () => {
    const state = chain.state!;
    expect(state.lot).toEqual(lot);
    expect(state.results).toHaveLength(plan.sampleSize);
    expect(state.unreached).toHaveLength(1);
    expect(state.decision).toMatchObject({ outcome: 'accepted', months: 24 });
    expect(state.intervals.map(({ days }) => days)).toEqual([231]);
    expect(state.audits[0]!.total).toMatchObject({ size: 300, estimate: 0 });
    expect(state.last).toBe(chain.entries.length);
  });

  it('names rules and evidence', () => {
    expect(chain.drafts.at(-2)).toMatchObject({
      kind: 'lot-decision',
      subject: 'lot/lot-2026-12',
      rules: 'hengzhun-scale-lot-decision@1',
      evidence: [`ledger/${chain.entries.length - 2}`],
    });
    expect(chain.drafts[2]!.evidence[0]).toMatch(/^record\/verification\//);
  });

  it('can be recomputed, entry by entry', () => {
    chain.entries.forEach((entry, index) => {
      const before = foldLot(chain.entries.slice(0, index), samplingRules);
      expect(recomputeLotEntry(before, entry, samplingRules)).toEqual(entry.body);
    });
  });

  it('shows an entry that was written otherwise', () => {
    const changed = (number: number, change: (entry: LotEntry) => LotEntry): LotEntry[] =>
      chain.entries.map((entry) => (entry.number === number ? change(structuredClone(entry)) : entry));
    const draw = chain.entries[1]!.body as {
      draw: { strata: { name: string; sample: string[]; reserve: string[] }[] };
    };
    const [first, ...others] = draw.draw.strata[0]!.sample;
    const strata = [{ ...draw.draw.strata[0]!, sample: [...others, first!] }];
    const bad: LotEntry[][] = [
      // another sample than the randomness decides
      changed(2, (entry) => ({ ...entry, body: { ...draw, draw: { ...draw.draw, strata } } as never })),
      // a bad result made good
      changed(4, (entry) => {
        const body = entry.body as { result: { worst: number } };
        return { ...entry, body: { ...body, result: { ...body.result, worst: 0 } } as never };
      }),
      // before the randomness was out
      changed(2, (entry) => ({ ...entry, at: fixedAt + 1 })),
      changed(1, (entry) => ({ ...entry, body: { text: 'hengzhun lot 2\n', digest: lot.digest } })),
      changed(3, (entry) => ({ ...entry, kind: 'note' })),
      changed(2, (entry) => ({ ...entry, rules: 'other@1' })),
      chain.entries.slice(1),
      [chain.entries[0]!, ...chain.entries],
      [...chain.entries, chain.entries.at(-2)!],
    ];
    for (const entries of bad) {
      expect(() => foldLot(entries, samplingRules)).toThrow(refused('sampling-history-broken'));
    }
  });

  it('whatever stands in an entry is read, or refused with a code', () => {
    const before = chain.entries.slice(0, 5);
    fc.assert(
      fc.property(
        fc.constantFrom('lot', 'draw', 'sample-result', 'lot-decision', 'interval', 'audit', 'x'),
        fc.oneof(
          fc.jsonValue(),
          fc.record({ unreached: fc.jsonValue() }),
          fc.record({
            verification: fc.record({
              kind: fc.constant('sampling-verification'),
              instrument: fc.jsonValue(),
              points: fc.jsonValue(),
            }),
          }),
          fc.record({ draw: fc.jsonValue() }),
          fc.record({ text: fc.jsonValue() }),
          fc.record({ request: fc.record({ method: fc.constant('reliability'), groups: fc.jsonValue() }) }),
        ),
        fc.boolean(),
        (kind, body, isFirst) => {
          const entry = { ...chain.entries[5]!, kind, body: body as never };
          try {
            foldLot(isFirst ? [entry] : [...before, entry], samplingRules);
            recomputeLotEntry(foldLot(before, samplingRules), entry, samplingRules);
          } catch (error) {
            expect(error).toBeInstanceOf(SdkError);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('shows a decision that does not follow from its sample', () => {
    const index = chain.entries.length - 2;
    const entry = chain.entries[index]!;
    const other = { ...entry, body: { ...(entry.body as object), outcome: 'rejected' } as never };
    const before = foldLot(chain.entries.slice(0, index), samplingRules);
    expect(recomputeLotEntry(before, other, samplingRules)).not.toEqual(other.body);
  });

  it('cannot be read where its rules are unknown', () => {
    const entry = chain.entries.at(-2)!;
    const before = foldLot(chain.entries.slice(0, -2), samplingRules);
    expect(() => recomputeLotEntry(before, entry, { ...samplingRules, decisions: [] })).toThrow(
      refused('sampling-rules-unknown'),
    );
  });
});

describe('steps out of order', () => {
  const fixed = () => new Chain().add({ kind: 'lot', lot }, fixedAt);
  const draw = { kind: 'draw', randomness: '0f1e2d3c' } as const;
  const member = lot.members[0]!.ueid;
  const interval: LotStep = {
    kind: 'interval',
    request: { method: 'staircase', days: 365, worst: 0.5 },
    rules: `${intervalRules.id}@${intervalRules.version}`,
  };

  it.each<[string, string, () => unknown]>([
    ['a draw without a lot', 'sampling-unknown-lot', () => new Chain().add(draw, drawnAt)],
    ['a lot twice', 'sampling-lot-known', () => fixed().add({ kind: 'lot', lot }, fixedAt)],
    ['a lot dated back', 'sampling-bad-lot', () => new Chain().add({ kind: 'lot', lot }, fixedAt + 1)],
    ['a draw before its randomness is out', 'sampling-too-early', () => fixed().add(draw, fixedAt + DAY - 1)],
    ['a draw until one likes the sample', 'sampling-out-of-order', () => fixed().add(draw, drawnAt).add(draw, drawnAt)],
    [
      'a result before the draw',
      'sampling-out-of-order',
      () => fixed().add({ kind: 'sample-result', verification: verification(member, 0) }, drawnAt),
    ],
    ['a decision before the draw', 'sampling-out-of-order', () => fixed().add({ kind: 'lot-decision' }, drawnAt)],
    [
      'a decision without results',
      'sampling-incomplete',
      () => fixed().add(draw, drawnAt).add({ kind: 'lot-decision' }, drawnAt),
    ],
    ['an interval before the decision', 'sampling-out-of-order', () => sampled().add(interval, drawnAt + 9 * DAY)],
    [
      'an audit before the draw',
      'sampling-out-of-order',
      () => fixed().add({ kind: 'audit', rules: 'hengzhun-audit@1' }, drawnAt),
    ],
    [
      'an audit by rules that nobody knows',
      'sampling-rules-unknown',
      () => sampled().add({ kind: 'audit', rules: 'hengzhun-audit@9' }, drawnAt + 9 * DAY),
    ],
    ['a step dated before the last one', 'sampling-too-early', () => sampled().add({ kind: 'lot-decision' }, drawnAt)],
    [
      'a result after the decision',
      'sampling-out-of-order',
      () =>
        sampled()
          .add({ kind: 'lot-decision' }, drawnAt + 9 * DAY)
          .add({ kind: 'sample-result', ueid: member, reason: '停业' }, drawnAt + 9 * DAY),
    ],
  ])('%s: %s', (_, code, act) => {
    expect(act).toThrow(refused(code));
  });
});
