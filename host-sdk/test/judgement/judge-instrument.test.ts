import { CHANNEL_ZERO } from '@hengzhun/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseByFalseDiscovery } from '../../src/decision/false-discovery.js';
import { assimilate } from '../../src/estimation/assimilate.js';
import { unknownPopulation } from '../../src/estimation/behaviour-prior.js';
import { LEVEL, SYMPTOMS } from '../../src/estimation/estimate-layout.js';
import { estimationRules } from '../../src/estimation/estimation-rules.js';
import type { MeasurementEvidence } from '../../src/estimation/evidence.js';
import { nothingLearned, populationKey } from '../../src/estimation/learned-priors.js';
import { levelFromProbability, storedLevels } from '../../src/estimation/level-from-probability.js';
import { newEstimate } from '../../src/estimation/new-estimate.js';
import { symptomBit } from '../../src/estimation/symptoms.js';
import { assumedPoints, verificationEvidence } from '../../src/estimation/verification-evidence.js';
import { evaluateStatus } from '../../src/evaluation/evaluate-status.js';
import { type ChainState, emptyChainState } from '../../src/ingest/chain-state.js';
import { judgeInstrument } from '../../src/judgement/judge-instrument.js';
import type { JudgementInput } from '../../src/judgement/judgement-input.js';
import type { Verification } from '../../src/records/verification.js';
import { judgementRules } from '../../src/rules/judgement-rules.js';
import { shanghaiDate } from '../../src/shanghai-date.js';

const day = 86_400_000;
const start = 20_000;
const now = (start + 100) * day;
const data = { instrumentKind: 1, accuracyClass: 3, maximumCapacity: 15_000_000, verificationInterval: 5_000 };

function verification(error: number, occasion: Verification['occasion'] = 'verification'): Verification {
  return {
    id: 'V-1',
    instrument: `01${'0'.repeat(32)}`,
    kind: 'subsequent-verification',
    at: start * day,
    occasion,
    points: [{ quantity: 'mass', nominal: 15_000_000, error, uncertainty: 500, limit: 7_500 }],
    outcome: 'pass',
    standards: ['F1-20kg'],
    person: 'p',
    authority: 'a',
  };
}

/** A chain whose reports are fresh and say that all is well. */
function freshChain(flags = 0): ChainState {
  const status: NonNullable<ChainState['status']> = {
    sequence: 7,
    digest: 'ab'.repeat(16),
    received: { earliest: now - 1000, latest: now },
    bootcount: 1,
    uptime: 1000,
    selfState: 0,
    flags,
    channels: [{ identifier: CHANNEL_ZERO, conditions: 0, value: 20, uncertainty: 10 }],
    temperature: 20,
    calibrationCounter: 1,
    sealState: 1,
    timeQuality: 0,
    logLength: 1,
    nozzle: undefined,
    indication: undefined,
  };
  return { ...emptyChainState(), lowest: 1, highest: 7, frames: 7, lastReceived: now, status };
}

function input(changes: Partial<JudgementInput> & { found?: Verification; chain?: ChainState } = {}): JudgementInput {
  const { found, chain = freshChain(), ...rest } = changes;
  const measurement: MeasurementEvidence | undefined =
    found && verificationEvidence(found, data, `record/verification/${found.id}/1`);
  const fresh = newEstimate(assumedPoints(data), start, unknownPopulation);
  const estimate = measurement ? assimilate(fresh, measurement, unknownPopulation, estimationRules)! : fresh;
  return {
    instrument: `01${'0'.repeat(32)}`,
    type: 'ACS-15',
    batch: '2024-03',
    estimate,
    measurement,
    self: evaluateStatus({ kid: '00'.repeat(8), chain, data, now }),
    now,
    priors: nothingLearned(estimationRules.stepGiven),
    estimationRules,
    rules: judgementRules,
    ...rest,
  };
}

const codes = ({ reasons }: { reasons: readonly { code: string }[] }) => reasons.map(({ code }) => code);

describe('judgement of an instrument', () => {
  it('is normal when it was measured well and reports freshly, and states both risks', () => {
    const judgement = judgeInstrument(input({ found: verification(1_000) }));
    expect(judgement.level).toBe('normal');
    expect(judgement.conformity).toBe('within-tolerance');
    expect(judgement.consumerRisk).toBe(judgement.probability);
    expect(judgement.producerRisk).toBeCloseTo(1 - judgement.probability, 12);
    expect(judgement.rules).toEqual(['hengzhun-status@2', 'hengzhun-estimation@1', 'hengzhun-judgement@1']);
    expect(judgement.points[0]).toMatchObject({ quantity: 'mass', nominal: 15_000_000, limit: 15_000 });
  });

  it('keeps measured error, self-evidence and forecast apart', () => {
    const judgement = judgeInstrument(input({ found: verification(6_000) }));
    expect(judgement.measured).toEqual([
      {
        quantity: 'mass',
        nominal: 15_000_000,
        // R 76-1 §3.5.2: ±1.5 e at verification is ±3 e in service.
        limit: 15_000,
        error: 6_000,
        uncertainty: 500,
        how: 'subsequent-verification',
        at: start * day,
        source: 'record/verification/V-1/1',
      },
    ]);
    expect(judgement.selfEvidence).toMatchObject({ level: 'normal', fresh: true, spanLastObserved: undefined });
    expect(judgement.forecast.population).toBe(populationKey('ACS-15', '2024-03'));
    expect(judgement.forecast.probability).toBeGreaterThan(0);
    expect(codes(judgement)).toContain('span-not-observed');
  });

  it('is unknown when nobody ever measured it, however well it reports of itself', () => {
    const judgement = judgeInstrument(input());
    expect(judgement.level).toBe('unknown');
    expect(codes(judgement)).toContain('never-measured');
    expect(judgement.measured).toEqual([]);
  });

  it('is unknown when the measurement is too old to count, or the instrument silent', () => {
    const later = (start + judgementRules.measurementExpires + 2) * day;
    const calm = {
      ...nothingLearned(estimationRules.stepGiven),
      unseen: { ...unknownPopulation, stepRate: 1e-4, driftingShare: 0.01, driftOnset: 0, walk: 1e-4 },
    };
    const old = judgeInstrument(input({ found: verification(0), now: later, priors: calm }));
    expect(codes(old)).toContain('measurement-expired');
    expect(old.level).toBe('unknown');
    const silent = judgeInstrument(input({ found: verification(0), chain: emptyChainState() }));
    expect(silent.level).toBe('unknown');
  });

  it('is out of tolerance when it was measured so and left so', () => {
    const judgement = judgeInstrument(input({ found: verification(20_000, 'in-service') }));
    expect(judgement.level).toBe('out-of-tolerance');
    // One value may be a blunder, so the risk of being wrong is not yet small: JCGM 106 leaves it open, a person confirms on site.
    expect(judgement.conformity).toBe('undecided');
    expect(judgement.crossing).toBe(shanghaiDate(now));
  });

  it('gives its dates in the calendar of the regime, also while Greenwich still has the day before', () => {
    const evening = now + 17 * 3_600_000;
    const judgement = judgeInstrument(input({ found: verification(20_000, 'in-service'), now: evening }));
    expect(judgement.crossing).toBe(shanghaiDate(now + day));
    expect(judgement.crossing).not.toBe(new Date(evening).toISOString().slice(0, 10));
  });

  it('lets its own reports raise the level, never lower it', () => {
    const flagged = judgeInstrument(input({ found: verification(0), chain: freshChain(1) }));
    expect(flagged.level).toBe('attention');
    const bad = judgeInstrument(input({ found: verification(20_000, 'in-service'), chain: freshChain(0) }));
    expect(bad.level).toBe('out-of-tolerance');
  });

  it('names a batch that stands apart', () => {
    const priors = { ...nothingLearned(estimationRules.stepGiven), apart: [populationKey('ACS-15', '2024-03')] };
    const judgement = judgeInstrument(input({ found: verification(0), priors }));
    expect(judgement.level).toBe('attention');
    expect(judgement.reasons.find(({ code }) => code === 'batch-apart')?.text.zh).toContain('批次');
  });

  it('names the symptoms and says that they do not measure the error', () => {
    const one = input({ found: verification(0) });
    one.estimate[SYMPTOMS] = symptomBit('creep') + symptomBit('tamper');
    const reason = judgeInstrument(one).reasons.find(({ code }) => code === 'symptoms')!;
    expect(reason.text.en).toBe(
      'seen since the last measurement: creep, signs of tampering; they do not measure the error, they raise the risk',
    );
  });

  it('gives every reason in both languages, and points to stored bytes where there are some', () => {
    const { reasons } = judgeInstrument(input({ found: verification(6_000) }));
    for (const { text } of reasons) {
      expect(text.zh).toMatch(/[\u4e00-\u9fff]/);
      expect(text.en).toMatch(/[a-z]/);
    }
    expect(reasons.find(({ code }) => code === 'measured')).toMatchObject({
      text: { en: expect.stringContaining('subsequent verification of') },
      evidence: ['record/verification/V-1/1'],
    });
  });
});

describe('levels with hysteresis', () => {
  const probability = fc.double({ min: 0, max: 1, noNaN: true });
  const level = fc.integer({ min: 0, max: storedLevels.length - 1 });

  it('rise with the probability, and a level once given is never harder to keep than to get', () => {
    fc.assert(
      fc.property(probability, probability, level, level, (p, q, before, worse) => {
        const [low, high] = [Math.min(p, q), Math.max(p, q)];
        expect(levelFromProbability(high, before, judgementRules)).toBeGreaterThanOrEqual(
          levelFromProbability(low, before, judgementRules),
        );
        const [from, to] = [Math.min(before, worse), Math.max(before, worse)];
        expect(levelFromProbability(p, to, judgementRules)).toBeGreaterThanOrEqual(
          levelFromProbability(p, from, judgementRules),
        );
        const given = levelFromProbability(p, before, judgementRules);
        expect(levelFromProbability(p, given, judgementRules)).toBe(given);
      }),
    );
  });

  it('do not change back and forth near a threshold', () => {
    let given = 0;
    let changes = 0;
    for (let i = 0; i < 50; i++) {
      const next = levelFromProbability(0.5 + (i % 2 === 0 ? 0.04 : -0.04), given, judgementRules);
      if (next !== given) changes++;
      given = next;
    }
    expect(changes).toBe(1);
  });

  it('start from the level that the estimate stores', () => {
    const one = input({ found: verification(0) });
    one.estimate[LEVEL] = 3;
    expect(judgeInstrument(one).level).toBe('normal');
  });
});

describe('false discovery rate of a fleet', () => {
  it('suspects as many as the expected share of false alarms allows', () => {
    expect(chooseByFalseDiscovery([0.9, 0.1, 0.8, 0.5, 0.99], 0.25)).toEqual([4, 0, 2, 3]);
    expect(chooseByFalseDiscovery([0.9, 0.1, 0.8, 0.5, 0.99], 0.05)).toEqual([4]);
    expect(chooseByFalseDiscovery([0.1, 0.2], 0.5)).toEqual([]);
    expect(chooseByFalseDiscovery([], 0.5)).toEqual([]);
  });

  it('keeps the rate for any fleet', () => {
    const fleets = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 200 });
    fc.assert(
      fc.property(fleets, fc.double({ min: 0.01, max: 0.9, noNaN: true }), (fleet, rate) => {
        const chosen = chooseByFalseDiscovery(fleet, rate);
        const innocent = chosen.reduce((sum, index) => sum + 1 - fleet[index]!, 0);
        expect(innocent).toBeLessThanOrEqual(rate * chosen.length + 1e-9);
      }),
    );
  });
});
