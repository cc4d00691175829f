import { createHash } from 'node:crypto';
import { acceptanceProbability } from '@hengzhun/host-sdk';
import { describe, expect, it } from 'vitest';
import type {
  LotAnswer,
  LotRulesAnswer,
  LotsAnswer,
  PlanAnswer,
  ProposalsAnswer,
  ResultsAnswer,
} from '../../src/console/api/lots.js';
import { Planner } from '../../src/console/routes/lots/planner.js';
import { codeOf, movableClock } from '../helpers/console.js';
import { bodyOf, startMarket } from '../helpers/console-market.js';
import { ueidOf } from '../helpers/supervised-market.js';

const points = { producerQuality: 0.01, producerRisk: 0.05, consumerQuality: 0.07, consumerRisk: 0.05 };
const hour = 3_600_000;

describe('plans', () => {
  it.each(['single', 'double', 'variables', 'sequential'] as const)(
    'of the kind %s keep both risks of MID module F, with their curves',
    async (kind) => {
      const { nobody } = await startMarket();
      const answer = await bodyOf<PlanAnswer>(await nobody.send('POST', '/api/plans', { kind, points }));
      expect(answer.risks.producerRisk).toBeLessThanOrEqual(0.05);
      expect(answer.risks.consumerRisk).toBeLessThanOrEqual(0.05);
      expect(answer.plan.kind).toBe(kind);
      expect(answer.text.zh).toMatch(/[\u4e00-\u9fff]/);
      expect(answer.curve).toHaveLength(101);
      expect(answer.curve[0]).toMatchObject({ quality: 0, accepted: 1, outgoingQuality: 0 });
      // At the consumer's quality, in the middle of the curve, the OC is the consumer's risk.
      expect(answer.curve[50]!.quality).toBeCloseTo(0.07, 12);
      expect(answer.curve[50]!.accepted).toBeCloseTo(answer.risks.consumerRisk, 9);
      expect(answer.outgoingQualityLimit).toBeGreaterThan(0.005);
    },
  );

  it('are exact for a lot of known size', async () => {
    const { nobody } = await startMarket();
    const request = { kind: 'single', points, lotSize: 600, resolution: 11, highest: 0.1 };
    const { plan, curve } = await bodyOf<PlanAnswer>(await nobody.send('POST', '/api/plans', request));
    if (plan.kind !== 'single') throw new Error(plan.kind);
    for (const { quality, accepted } of curve) {
      expect(accepted).toBeCloseTo(acceptanceProbability(plan, Math.round(quality * 600), 600), 12);
    }
  });

  it('that cannot be are refused with the reason', async () => {
    const { nobody } = await startMarket();
    const plan = async (changes: object) =>
      codeOf(await nobody.send('POST', '/api/plans', { kind: 'single', points, ...changes }));
    expect(await plan({ points: { ...points, producerQuality: 0.08 } })).toBe('422 sampling-out-of-range');
    expect(await plan({ kind: 'sequential', lotSize: 600 })).toBe('422 tool-plan-no-lot');
    expect(await plan({ points: { ...points, consumerQuality: 2 } })).toBe('400 tool-console-bad-request');
    expect(await plan({ resolution: 10_000 })).toBe('400 tool-console-bad-request');
    expect(await plan({ kind: 'sequential', points: { ...points, producerQuality: 0 } })).toBe(
      '422 sampling-out-of-range',
    );
  });

  it('that take too long are given up, and the next one is computed', async () => {
    const planner = new Planner(3000);
    const task = { deviation: 'unknown', lotSize: undefined, highest: 0.1, resolution: 11 } as const;
    const close = { ...points, consumerQuality: 0.012 };
    await expect(planner.plan({ kind: 'double', points: close, ...task })).rejects.toMatchObject({
      code: 'tool-console-plan-slow',
    });
    const { plan } = await planner.plan({ kind: 'single', points, ...task });
    expect(plan).toMatchObject({ sampleSize: 109, acceptanceNumber: 3 });
    await planner.close();
  });
});

describe('lots', () => {
  const randomness = '0f1e2d3c4b5a';
  const design = (at: number, changes: object = {}) => ({
    ...{ id: 'L-1', common: { model: 'ACS-3', region: '310115' } },
    randomness: { source: 'drand quicknet round 4567890', notBefore: at + hour },
    ...changes,
  });
  const verification = (ueid: string, at: number, error = 400, changes: object = {}) => ({
    ...{ id: `V-${ueid.slice(-3)}`, instrument: ueid, kind: 'sampling-verification', at, occasion: 'in-service' },
    ...{ outcome: error > 3000 ? 'fail' : 'pass', standards: ['W-7'], person: 'P-1', authority: 'SH-1' },
    points: [{ quantity: 'mass', nominal: 3_000_000, error, uncertainty: 100, limit: 3000 }],
    ...changes,
  });

  it('are proposed by the rules; only a supervisor fixes one, and once', async () => {
    const { nobody, inspector, supervisor } = await startMarket(120);
    const { lots, decisions } = await bodyOf<LotRulesAnswer>(await nobody.get('/api/lots/rules'));
    expect(lots.map(({ name }) => name)).toContain('hengzhun-lot@1');
    expect(decisions[0]).toMatchObject({ points, confidence: 0.9 });
    const proposed = await bodyOf<ProposalsAnswer>(await nobody.get('/api/lots/proposals'));
    expect(proposed.lots).toMatchObject([
      { common: { model: 'ACS-3', year: '2024' }, size: 120, decisionRules: 'hengzhun-scale-lot-decision@1' },
    ]);
    expect(await codeOf(await nobody.get('/api/lots/proposals?rules=none'))).toBe('400 tool-bad-choice');
    const fix = (visitor: typeof inspector, changes = {}) =>
      visitor.send('POST', '/api/lots', design(Date.now(), changes));
    expect(await codeOf(await fix(inspector))).toBe('403 tool-console-role');
    expect(await codeOf(await fix(supervisor, { common: { model: 'none' } }))).toBe('422 tool-lot-none');
    expect(await codeOf(await fix(supervisor, { randomness: { source: 'past', notBefore: 1 } }))).toBe(
      '422 sampling-bad-lot',
    );
    expect(await codeOf(await fix(supervisor, { decision: 'none' }))).toBe('422 tool-console-lot-design');
    expect(await codeOf(await fix(supervisor, { decision: 'hengzhun-dispenser-lot-decision' }))).toBe(
      '422 tool-decision-kind',
    );
    const fixed = await bodyOf<LotAnswer>(await fix(supervisor), 201);
    expect(fixed).toMatchObject({
      summary: { id: 'L-1', stage: 'fixed', size: 120 },
      plan: { kind: 'single' },
      next: [{ step: 'draw', allowed: false, why: { en: expect.stringContaining('drand') } }],
      drawn: [],
    });
    expect(fixed.curve.length).toBeGreaterThan(10);
    expect(await codeOf(await fix(supervisor))).toBe('409 sampling-lot-known');
    // The commitment: anyone hashes the text.
    const text = await (await nobody.get('/api/lots/L-1/text')).text();
    expect(createHash('sha256').update(text).digest('hex')).toBe(fixed.digest);
    expect(await codeOf(await nobody.get('/api/lots/L-2'))).toBe('404 sampling-unknown-lot');
  });

  it('are drawn when the randomness is out, looked at, decided, audited', async () => {
    const clock = movableClock();
    const market = await startMarket(120, clock);
    const { store } = market;
    const { inspector, supervisor } = market;
    await bodyOf(await supervisor.send('POST', '/api/lots', design(clock.now())), 201);
    const draw = (visitor = supervisor) => visitor.send('POST', '/api/lots/L-1/draw', { randomness });
    expect(await codeOf(await draw())).toBe('422 sampling-too-early');
    clock.advance(hour);
    expect(await codeOf(await draw(inspector))).toBe('403 tool-console-role');
    const drawn = await bodyOf<LotAnswer>(await draw());
    expect(drawn.randomness.value).toBe(randomness);
    expect(drawn.summary).toMatchObject({ stage: 'drawn', outstanding: drawn.summary.sample });
    expect(drawn.drawn[0]).toMatchObject({
      order: 1,
      state: 'outstanding',
      place: '菜市场',
      serialNumber: expect.stringMatching(/^HZ-/),
    });
    expect(await codeOf(await draw())).toBe('422 sampling-out-of-order');

    clock.advance(hour);
    const sample = drawn.drawn.filter(({ reserve }) => !reserve);
    const foreign = Array.from({ length: 120 }, (_, i) => ueidOf(i)).find(
      (ueid) => !drawn.drawn.some((one) => one.ueid === ueid),
    );
    const results = async (verifications: string[], visitor = inspector) =>
      visitor.send('POST', '/api/lots/L-1/results', { verifications });
    expect(await codeOf(await results(['V-none']))).toBe('404 record-unknown');
    const [first, ...others] = sample;
    await store.records.put('verification', verification(first!.ueid, clock.now(), 4000));
    if (foreign !== undefined) {
      await store.records.put('verification', verification(foreign, clock.now()));
      const mixed = await bodyOf<ResultsAnswer>(
        await results([`V-${foreign.slice(-3)}`, `V-${first!.ueid.slice(-3)}`]),
      );
      expect(mixed.results).toMatchObject([
        {
          outcome: 'refused',
          code: 'sampling-result-foreign',
          message: { zh: expect.stringMatching(/[\u4e00-\u9fff]/) },
        },
        { outcome: 'taken' },
      ]);
    } else await bodyOf(await results([`V-${first!.ueid.slice(-3)}`]));
    expect(await codeOf(await supervisor.send('POST', '/api/lots/L-1/decision'))).toBe('422 sampling-incomplete');

    const [gone, ...rest] = others;
    const unreached = { ueid: gone!.ueid, reason: '已搬迁' };
    const missing = await bodyOf<LotAnswer>(await inspector.send('POST', '/api/lots/L-1/unreached', unreached));
    expect(missing.drawn.find(({ ueid }) => ueid === gone!.ueid)).toMatchObject({
      state: 'unreached',
      reason: '已搬迁',
    });
    const called = missing.drawn.filter(({ state }) => state === 'outstanding');
    expect(called.some(({ reserve }) => reserve)).toBe(true);
    expect(called).toHaveLength(rest.length + 1);
    const names: string[] = [];
    for (const { ueid } of called) {
      await store.records.put('verification', verification(ueid, clock.now()));
      names.push(`V-${ueid.slice(-3)}`);
    }
    const { lot } = await bodyOf<ResultsAnswer>(await results(names));
    expect(lot.summary).toMatchObject({ outstanding: 0, nonconforming: 1, unreached: 1 });
    expect(lot.strata[0]!.bounds!.lower).toBeGreaterThanOrEqual(1);
    expect(lot.next.find(({ step }) => step === 'decision')).toMatchObject({ allowed: true, why: null });

    expect(await codeOf(await inspector.send('POST', '/api/lots/L-1/decision'))).toBe('403 tool-console-role');
    const decided = await bodyOf<LotAnswer>(await supervisor.send('POST', '/api/lots/L-1/decision'));
    expect(decided.decision).toMatchObject({ by: 'plan', asReached: 'accept' });
    expect(decided.decision!.reasons[0]!.zh).toMatch(/[\u4e00-\u9fff]/);
    expect(await codeOf(await supervisor.send('POST', '/api/lots/L-1/decision'))).toBe('422 sampling-out-of-order');
    const audited = await bodyOf<LotAnswer>(await supervisor.send('POST', '/api/lots/L-1/audit'));
    expect(audited.audits).toHaveLength(1);
    expect(audited.audits[0]!.total.size).toBe(120);
    const interval = { method: 'interval-test', days: 365 };
    const adjusted = await bodyOf<LotAnswer>(await supervisor.send('POST', '/api/lots/L-1/interval', interval));
    expect(adjusted.intervals).toMatchObject([{ method: 'interval-test', from: 365 }]);

    await bodyOf(await supervisor.send('POST', '/api/lots', design(clock.now(), { id: 'L-2', plan: 'double' })), 201);
    const audit = { id: 'L-3', rules: 'hengzhun-audit-lot', common: {}, decision: 'none' };
    const stratified = { ...audit, sample: { size: 20, allocation: 'proportional' } };
    await bodyOf(await supervisor.send('POST', '/api/lots', design(clock.now(), stratified)), 201);
    const newest = await bodyOf<LotsAnswer>(await inspector.get('/api/lots?limit=2'));
    expect(newest.lots.map(({ id }) => id)).toEqual(['L-3', 'L-2']);
    const older = await bodyOf<LotsAnswer>(await inspector.get(`/api/lots?limit=2&cursor=${newest.next}`));
    expect(older).toMatchObject({
      lots: [{ id: 'L-1', stage: 'decided', outcome: { name: expect.any(String) } }],
      next: null,
    });
  });
});
