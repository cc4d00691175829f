import {
  CHANNEL_CREEP,
  CHANNEL_NOISE,
  CHANNEL_ZERO,
  CHANNEL_ZERO_RETURN,
  FLAG_BIT_CORNER,
  FLAG_BIT_CREEP,
  FLAG_BIT_ELEMENT,
  FLAG_BIT_IDLE_FLOW,
  FLAG_BIT_LEARNING,
  FLAG_BIT_LOCKED,
  FLAG_BIT_LOG_NEARLY_FULL,
  FLAG_BIT_OVERSHOOT,
  FLAG_BIT_PAIRING,
  FLAG_BIT_PHASE,
  FLAG_BIT_PULSE_DEVIATION,
  FLAG_BIT_RESTARTED,
  FLAG_BIT_SENSOR_FAULT,
  FLAG_BIT_SPAN,
  FLAG_BIT_TOTALISER,
  FLAG_BIT_WARM_UP,
} from '@hengzhun/protocol';
import { describe, expect, it } from 'vitest';
import { type EvaluationInput, evaluateStatus } from '../../src/evaluation/evaluate-status.js';
import {
  type ChainState,
  type ChannelReading,
  emptyChainState,
  type StatusSnapshot,
} from '../../src/ingest/chain-state.js';
import { flagWords } from '../../src/words/flags.js';

const now = 1_790_000_000_000;
const kid = '0123456789abcdef';
const reading = (
  identifier: number,
  value: number | undefined,
  uncertainty: number | undefined,
  conditions = 0,
): ChannelReading => ({
  identifier,
  conditions,
  value,
  uncertainty,
});

function chain(status: Partial<StatusSnapshot> = {}, more: Partial<ChainState> = {}): ChainState {
  return {
    ...emptyChainState(),
    lowest: 1,
    highest: 1000,
    frames: 1000,
    lastReceived: now - 1000,
    status: {
      sequence: 1000,
      digest: 'ab'.repeat(16),
      received: { earliest: now - 1000, latest: now - 1000 },
      bootcount: 1,
      uptime: 600_000,
      selfState: 0,
      flags: 0,
      channels: [reading(CHANNEL_ZERO, 50, 20), reading(CHANNEL_CREEP, 30, 20)],
      temperature: 2100,
      calibrationCounter: 1,
      sealState: 1,
      timeQuality: 0,
      logLength: 1,
      nozzle: undefined,
      indication: undefined,
      ...status,
    },
    ...more,
  };
}

const data = { accuracyClass: 3, maximumCapacity: 3_000_000, verificationInterval: 1_000, reportingInterval: 600 };
const judge = (state: ChainState, more: Partial<EvaluationInput> = {}) =>
  evaluateStatus({ kid, chain: state, data, assurance: 'low', keyStatus: 'active', now, ...more });
const codes = (state: ChainState, more: Partial<EvaluationInput> = {}) =>
  judge(state, more).reasons.map(({ code }) => code);

describe('status evaluation 状态评价', () => {
  it('is normal for fresh evidence without a complaint, and says what it does not know', () => {
    const result = judge(chain());
    expect(result).toMatchObject({
      level: 'normal',
      selfState: 'normal',
      fresh: true,
      preliminary: true,
      spanObserved: false,
    });
    expect(result.statusFrame).toBe(`${kid}/1000/${'ab'.repeat(8)}`);
    expect(result.reasons.map(({ code }) => code)).toEqual(['span-not-observed', 'assurance-low']);
    expect(result.reasons[0]!.text.zh).toContain('从未观测');
    expect(result.rules).toBe('hengzhun-status@2');
  });

  it('is unknown without a frame, in silence, while learning and for a revoked key', () => {
    expect(judge(emptyChainState())).toMatchObject({
      level: 'unknown',
      selfState: undefined,
      fresh: false,
      expectedBy: undefined,
    });
    // 3 reporting intervals of 600 s and 60 s of grace.
    const due = now - 1000 + 1_860_000;
    expect(judge(chain(), { now: due })).toMatchObject({ level: 'normal', expectedBy: due });
    expect(judge(chain(), { now: due + 1 })).toMatchObject({ level: 'unknown', fresh: false });
    const learning = chain({ flags: 2 ** FLAG_BIT_LEARNING, channels: [reading(CHANNEL_ZERO, 0, 10, 4)] });
    expect(judge(learning)).toMatchObject({ level: 'unknown', errors: [] });
    expect(codes(learning)).toContain('nothing-judged');
    expect(judge(chain(), { keyStatus: 'revoked', keyEndsAt: 900 })).toMatchObject({
      level: 'unknown',
      selfState: undefined,
    });
    expect(judge(chain(), { keyStatus: 'revoked', keyEndsAt: 1001 })).toMatchObject({ level: 'normal' });
  });

  it('does not let silence hide what was known to be bad', () => {
    const result = judge(chain({ selfState: 2 }), { now: now + 86_400_000 });
    expect(result.level).toBe('warning');
    expect(result.reasons.map(({ code }) => code)).toContain('silence');
  });

  it.each([
    [1, 'attention', 'self-state-attention'],
    [2, 'warning', 'self-state-alarm'],
    [3, 'warning', 'self-state-inoperative'],
  ])('takes self-state %i for %s, and keeps it apart from the level', (selfState, level, code) => {
    const result = judge(chain({ selfState }));
    expect(result.level).toBe(level);
    expect(result.reasons[0]).toMatchObject({ code, evidence: [result.statusFrame] });
  });

  it('remembers a cleared alarm for 144 frames', () => {
    const raised = (sequence: number) => chain({}, { lastRaised: { 2: { sequence, digest: 'cd'.repeat(16) } } });
    expect(judge(raised(1000 - 144)).level).toBe('attention');
    expect(judge(raised(1000 - 144)).reasons[0]!.evidence).toEqual([`${kid}/856/${'cd'.repeat(8)}`]);
    expect(judge(raised(1000 - 145)).level).toBe('normal');
  });

  it.each<[string, string, number[]]>([
    ['information', 'normal', [FLAG_BIT_LEARNING, FLAG_BIT_WARM_UP, FLAG_BIT_RESTARTED, FLAG_BIT_LOG_NEARLY_FULL]],
    [
      'attention',
      'attention',
      [FLAG_BIT_CREEP, FLAG_BIT_CORNER, FLAG_BIT_PHASE, FLAG_BIT_IDLE_FLOW, FLAG_BIT_OVERSHOOT],
    ],
    [
      'warning',
      'warning',
      [
        ...[FLAG_BIT_LOCKED, FLAG_BIT_PAIRING, FLAG_BIT_PULSE_DEVIATION, FLAG_BIT_SPAN, FLAG_BIT_ELEMENT],
        ...[FLAG_BIT_TOTALISER, FLAG_BIT_SENSOR_FAULT],
      ],
    ],
  ])('takes flags for %s', (severity, level, bits) => {
    for (const bit of bits) {
      const result = judge(chain({ flags: 2 ** bit }));
      const { code } = flagWords(bit);
      expect([code, result.level]).toEqual([code, level]);
      expect(result.reasons.find((reason) => reason.code === code)).toMatchObject({
        severity,
        evidence: [result.statusFrame],
      });
    }
  });

  it('every flag gives a reason of its own', () => {
    const found = codes(chain({ flags: 2 ** 32 - 1 })).filter((code) => code.startsWith('flag-'));
    expect(new Set(found).size).toBe(32);
  });
});

describe('estimated errors against OIML R 76-1:2006', () => {
  const channels = (...list: ChannelReading[]) => chain({ channels: list });

  it('gives the estimate in e with U = 2 u and the MPE in service at no load: ±1 e for class III', () => {
    const { errors } = judge(channels(reading(CHANNEL_ZERO, 900, 50)));
    expect(errors).toEqual([
      {
        quantity: 'zero',
        unit: 'e',
        value: 0.9,
        uncertainty: 0.05,
        expanded: 0.1,
        limit: 1,
        limitSource: 'OIML R 76-1:2006, 3.5.1 table 6 and 3.5.2: in service, no load',
        probabilityOutside: 0.02275,
        clipped: false,
      },
    ]);
  });

  it.each([
    ['inside', 900, 10, 'normal'],
    ['beyond the limit within the uncertainty', 1050, 50, 'attention'],
    ['beyond the limit for certain', 1200, 50, 'warning'],
    ['beyond on the other side', -1200, 50, 'warning'],
    ['beyond with unknown uncertainty', 1200, undefined, 'attention'],
  ])('zero %s: %i/1000 e, u %s: %s, never out of tolerance (a zero can be set)', (_, value, uncertainty, level) => {
    expect(judge(channels(reading(CHANNEL_ZERO, value, uncertainty))).level).toBe(level);
  });

  it.each([
    [400, 10, 'normal'],
    [600, 10, 'attention'],
    [1200, 10, 'warning'],
  ])('zero return %i/1000 e: %s', (value, uncertainty, level) => {
    expect(judge(channels(reading(CHANNEL_ZERO_RETURN, value, uncertainty))).level).toBe(level);
  });

  // Class III, Max 3 000 e: largest MPE in service ±3 e.
  it.each([
    [400, 0, 'normal'],
    [600, 0, 'attention'],
    [1200, 0, 'warning'],
    [3300, 0, 'warning'],
    [3300, 2, 'out-of-tolerance'],
    [-3300, 2, 'out-of-tolerance'],
    [2900, 2, 'warning'],
  ])('creep %i/1000 e, self-state %i: %s', (value, selfState, level) => {
    const state = chain({
      channels: [reading(CHANNEL_CREEP, value, 50)],
      selfState,
      flags: selfState === 2 ? 2 ** FLAG_BIT_CREEP : 0,
    });
    expect(judge(state).level).toBe(level);
  });

  it('says that a clipped value is at least so large, and that an unknown class was judged as III', () => {
    const state = channels(reading(CHANNEL_CREEP, 32767, 10));
    const result = judge(state, { data: {} });
    expect(result.reasons.find(({ code }) => code === 'estimate-creep')!.text.en).toContain(
      '≥ +32.77 e ± 0.02 e (k = 2), limit ±3 e',
    );
    expect(result.reasons.map(({ code }) => code)).toContain('class-unknown');
  });

  it('makes no estimate of what is not available, and none of noise', () => {
    expect(
      judge(channels(reading(CHANNEL_ZERO, undefined, undefined), reading(CHANNEL_NOISE, 9000, 1))).errors,
    ).toEqual([]);
  });
});

describe('evidence of tampering', () => {
  const total = (count: number, lastAt = now) => ({
    count,
    firstAt: lastAt,
    lastAt,
    lastSequence: 7,
    evidence: ['refused/00'],
  });

  it.each([
    ['frame-replayed', 1, 'attention'],
    ['frame-replayed', 3, 'warning'],
    ['frame-signature-invalid', 2, 'attention'],
    ['frame-malformed', 3, 'warning'],
    ['frame-forked', 1, 'warning'],
    ['counter-rollback', 1, 'warning'],
    ['totaliser-rollback', 1, 'warning'],
    ['software-rollback', 1, 'warning'],
    ['key-epoch-rollback', 1, 'warning'],
    ['retired-active', 1, 'warning'],
    ['log-head-mismatch', 1, 'warning'],
  ])('%s, %i times: %s, with the evidence', (code, count, level) => {
    const result = judge(chain({}, { incidents: { [code]: total(count) } }));
    expect(result.level).toBe(level);
    expect(result.reasons.find((reason) => reason.code === code)!.evidence).toEqual(['refused/00']);
  });

  it('adds up different kinds on the line, and forgets them after a week; a fork stays', () => {
    const incidents = { 'frame-replayed': total(2), 'frame-malformed': total(1) };
    expect(judge(chain({}, { incidents })).level).toBe('warning');
    const old = now - 8 * 86_400_000;
    expect(judge(chain({}, { incidents: { 'frame-replayed': total(9, old) } })).level).toBe('normal');
    expect(judge(chain({}, { incidents: { 'frame-forked': total(1, old) } })).level).toBe('warning');
  });

  it('takes a broken seal for a warning and a changed calibration counter for attention', () => {
    expect(judge(chain({ sealState: 2 })).level).toBe('warning');
    const changed = chain(
      { calibrationCounter: 3 },
      { firstCalibration: { sequence: 5, digest: 'ef'.repeat(16), counter: 1 } },
    );
    expect(judge(changed).level).toBe('attention');
  });
});
