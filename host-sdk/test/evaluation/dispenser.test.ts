import {
  CHANNEL_PHASE_ERRORS,
  CHANNEL_PULSE_EQUIVALENT,
  CHANNEL_SPAN_ELECTRONICS,
  CHANNEL_SPAN_REFERENCE,
  CHANNEL_ZERO,
  FLAG_BIT_PULSE_DEVIATION,
  FLAG_BIT_SPAN,
  LIFE_STAGE_COMMISSIONED,
  LIFE_STAGE_REPAIR,
  LIFE_STAGE_RETIRED,
} from '@hengzhun/protocol';
import { describe, expect, it } from 'vitest';
import {
  type ChainState,
  type ChannelReading,
  type EvaluationInput,
  emptyChainState,
  evaluateStatus,
  type IdentitySnapshot,
  type StatusSnapshot,
  statusRules1,
} from '../../src/index.js';
import { writeMoment } from '../../src/records/fields/times.js';

const now = 1_790_000_000_000;
const kid = '0123456789abcdef';
const received = { earliest: now - 1000, latest: now - 1000 };
const reading = (identifier: number, value: number | undefined, uncertainty: number | undefined): ChannelReading => ({
  identifier,
  conditions: 0,
  value,
  uncertainty,
});

function status(sequence: number, more: Partial<StatusSnapshot>): StatusSnapshot {
  return {
    sequence,
    digest: sequence.toString(16).padStart(32, '0'),
    received,
    bootcount: 1,
    uptime: 600,
    selfState: 0,
    flags: 0,
    channels: [],
    temperature: 2000,
    calibrationCounter: 1,
    sealState: 1,
    timeQuality: 0,
    logLength: 1,
    nozzle: undefined,
    indication: undefined,
    ...more,
  };
}

const facts = {
  sequence: 1,
  digest: 'ab'.repeat(16),
  received,
  ueid: '01'.repeat(17),
  softwareName: 's',
  softwareVersion: '1',
  softwareMeasurement: '00'.repeat(32),
  lifeStage: LIFE_STAGE_COMMISSIONED,
  softwareCounter: 0,
  keyEpochs: { maker: 0, authority: 0, inspector: 0 },
  element: '0123456789abcdefee',
  reportingInterval: 600,
  typeApproval: '',
  serialNumber: 'SN',
  keyAssurance: 2,
};
const nozzleData = { fuel: '92', minimumFlow: 5000, maximumFlow: 50_000, minimumQuantity: 5000, pulses: 10_000 };
const dispenser: IdentitySnapshot = {
  ...facts,
  instrumentKind: 2,
  observedChannels: [16, 17],
  nozzles: [nozzleData, nozzleData],
  unobserved: 1 << 6,
};
const scale: IdentitySnapshot = {
  ...facts,
  instrumentKind: 1,
  accuracyClass: 3,
  maximumCapacity: 3_000_000,
  minimumCapacity: 20_000,
  verificationInterval: 1000,
  scaleInterval: 1000,
  observedChannels: [1, 7, 8],
  unobserved: (1 << 2) | (1 << 4) | (1 << 8),
};

/** Two nozzles, of which nozzle 1 said the last word. */
function chainOf(deviation: number | undefined, uncertainty: number | undefined, more: Partial<StatusSnapshot> = {}) {
  const nozzle = (index: number) => ({ index, selfStates: [0, 0, 0, 0], totaliser: 5000, fuelings: 2 });
  const first = status(9, { nozzle: nozzle(0), channels: [reading(CHANNEL_PULSE_EQUIVALENT, deviation, uncertainty)] });
  const last = status(10, { nozzle: nozzle(1), channels: [reading(CHANNEL_PHASE_ERRORS, 1, 1)], ...more });
  const chain: ChainState = {
    ...emptyChainState(),
    lowest: 1,
    highest: 10,
    frames: 10,
    lastReceived: now - 1000,
    status: last,
    identity: dispenser,
    nozzles: { 0: first, 1: last },
  };
  return chain;
}

const judge = (chain: ChainState, more: Partial<EvaluationInput> = {}) =>
  evaluateStatus({ kid, chain, assurance: 'secure-element', keyStatus: 'active', now, ...more });
const find = (chain: ChainState, code: string, more: Partial<EvaluationInput> = {}) =>
  judge(chain, more).reasons.find((reason) => reason.code === code);

describe('a dispenser is judged nozzle by nozzle (JJG 443-2023: ±0.30 %)', () => {
  it('gives the deviation of the pulse equivalent in % with the evidence of its own frame', () => {
    const { errors, level } = judge(chainOf(2000, 100));
    expect(level).toBe('normal');
    expect(errors).toEqual([
      {
        quantity: 'pulse-equivalent',
        unit: '%',
        nozzle: 0,
        value: 0.2,
        uncertainty: 0.01,
        expanded: 0.02,
        limit: 0.3,
        limitSource: 'JJG 443-2023',
        probabilityOutside: 0,
        clipped: false,
      },
    ]);
    const reason = find(chainOf(3500, 100), 'estimate-pulse-equivalent')!;
    expect(reason.evidence).toEqual([`${kid}/9/${'0'.repeat(16)}`]);
    expect(reason.text.en).toBe('nozzle 0: deviation of the pulse equivalent +0.350 % ± 0.020 % (k = 2), limit ±0.3 %');
  });

  // Limit of fraud ±0.6 % (GB/T 9081): out of tolerance only with the instrument's own alarm.
  const alarm = { selfState: 2, flags: 2 ** FLAG_BIT_PULSE_DEVIATION };
  it.each<[string, number, number | undefined, Partial<StatusSnapshot>, string]>([
    ['inside', 2900, 10, {}, 'normal'],
    ['beyond within its uncertainty', 3100, 100, {}, 'attention'],
    ['beyond, uncertainty unknown', -3100, undefined, {}, 'attention'],
    ['beyond for certain', -3500, 100, {}, 'warning'],
    ['beyond the limit of fraud, not flagged', 7000, 100, {}, 'warning'],
    ['beyond the limit of fraud, flagged and alarmed', 7000, 100, alarm, 'out-of-tolerance'],
    ['beyond the limit of fraud within its uncertainty, alarmed', 6100, 100, alarm, 'warning'],
  ])('%s: %i, u %s', (_, deviation, uncertainty, more, level) => {
    expect(judge(chainOf(deviation, uncertainty, more)).level).toBe(level);
  });

  it('version 1 of the rules knew scales only: an old decision stays as it was', () => {
    const result = judge(chainOf(3500, 100), { rules: statusRules1 });
    expect(result).toMatchObject({ errors: [], rules: 'hengzhun-status@1' });
  });

  it('says that the volume per revolution is never seen, and nothing of classes', () => {
    const result = judge(chainOf(0, 10));
    expect(result).toMatchObject({ spanObserved: false, spanLastObserved: undefined, accuracyClass: undefined });
    expect(result.reasons.map(({ code }) => code)).toEqual(['span-not-observed']);
    expect(result.reasons[0]!.text.zh).toContain('每转体积');
  });

  it('names the nozzles that call themselves bad', () => {
    const nozzle = { index: 1, selfStates: [2, 0, 0, 1], totaliser: 0, fuelings: 0 };
    const reason = find(chainOf(0, 10, { selfState: 2, nozzle }), 'self-state-alarm')!;
    expect(reason.text.en).toContain('(nozzle 0, 3)');
  });

  it('a nozzle of which nothing was received makes a normal level unknown', () => {
    const chain = chainOf(0, 10);
    delete chain.nozzles![0];
    expect(judge(chain).level).toBe('unknown');
    expect(find(chain, 'nozzle-not-seen')!.text.en).toContain('nozzle 0');
  });

  it('judges by the register before the first identity frame, and by the nozzle state without either', () => {
    const chain = { ...chainOf(3500, 100), identity: undefined };
    expect(judge(chain, { data: { instrumentKind: 2 } }).errors).toHaveLength(1);
    expect(judge(chain).errors).toHaveLength(1);
    expect(judge(chain, { data: { instrumentKind: 1 } }).errors).toEqual([]);
  });
});

describe('what an instrument sees of its span, and what not', () => {
  const chainWith = (
    channels: ChannelReading[],
    more: Partial<ChainState> = {},
    state: Partial<StatusSnapshot> = {},
  ) => ({
    ...emptyChainState(),
    lowest: 1,
    highest: 10,
    frames: 10,
    lastReceived: now - 1000,
    status: status(10, { channels, ...state }),
    identity: scale,
    ...more,
  });

  it('says when the span was last observed', () => {
    const spanObserved = { sequence: 8, digest: 'cd'.repeat(16), received };
    const chain = chainWith([reading(CHANNEL_ZERO, 0, 10)], { spanObserved });
    expect(judge(chain)).toMatchObject({ spanObserved: true, spanLastObserved: received.latest });
    const reason = find(chain, 'span-last-observed')!;
    expect(reason.text.en).toContain(writeMoment(received.latest));
    expect(reason.evidence).toEqual([`${kid}/8/${'cd'.repeat(8)}`]);
  });

  it('lists in words what else it cannot see', () => {
    const reason = find(chainWith([reading(CHANNEL_ZERO, 0, 10)]), 'not-observed')!;
    expect(reason.text.en).toContain('relative gains of the load cells (not read one by one), supply voltage, tilt');
    expect(reason.text.zh).toContain('倾斜');
    expect(reason.severity).toBe('information');
  });

  // Class III, Max 3 000 e, in service: ±1 e at 500 e, ±2 e at 2 000 e, ±3 e at Max: the tightest is 0.1 % of the load.
  it.each<[number, number, number, Partial<StatusSnapshot>, string]>([
    [CHANNEL_SPAN_REFERENCE, 900, 10, {}, 'normal'],
    [CHANNEL_SPAN_REFERENCE, 1010, 10, {}, 'attention'],
    [CHANNEL_SPAN_REFERENCE, -1100, 10, {}, 'warning'],
    [CHANNEL_SPAN_REFERENCE, -1100, 10, { selfState: 2, flags: 2 ** FLAG_BIT_SPAN }, 'out-of-tolerance'],
    [CHANNEL_SPAN_ELECTRONICS, -1100, 10, { selfState: 2, flags: 2 ** FLAG_BIT_SPAN }, 'warning'],
  ])('channel %i at %i/10000 %%, u %i, %j: %s', (identifier, value, uncertainty, state, level) => {
    const chain = chainWith([reading(identifier, value, uncertainty)], {}, state);
    expect(judge(chain).level).toBe(level);
    expect(judge(chain).errors[0]!.limit).toBeCloseTo(0.1, 12);
  });

  it.each([
    [LIFE_STAGE_COMMISSIONED, 'normal'],
    [LIFE_STAGE_REPAIR, 'attention'],
    [LIFE_STAGE_RETIRED, 'unknown'],
  ])('life stage %i: %s', (lifeStage, level) => {
    const chain = chainWith([reading(CHANNEL_ZERO, 0, 10)], { identity: { ...scale, lifeStage } });
    expect(judge(chain).level).toBe(level);
  });

  it('a key that should be in a secure element, and none named, is a warning; a low key is not', () => {
    const chain = chainWith([reading(CHANNEL_ZERO, 0, 10)], { identity: { ...scale, element: undefined } });
    expect(judge(chain)).toMatchObject({ level: 'warning' });
    expect(find(chain, 'element-not-named')).toBeDefined();
    expect(judge(chain, { assurance: 'low' }).level).toBe('normal');
  });
});

describe('self-evidence never lowers the risk', () => {
  it('good channels, an observed span and a secure element do not outweigh a single bad reason', () => {
    const good = {
      ...chainOf(0, 1),
      incidents: {
        'frame-forked': { count: 1, firstAt: now, lastAt: now, lastSequence: 3, evidence: ['x'] },
      },
      spanObserved: { sequence: 9, digest: 'cd'.repeat(16), received },
    };
    expect(judge(good).level).toBe('warning');
  });
});
