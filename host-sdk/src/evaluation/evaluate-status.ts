import { INSTRUMENT_KIND_SCALE, SEAL_STATE_BROKEN, SELF_STATE_ALARM, SELF_STATE_INOPERATIVE } from '@hengzhun/protocol';
import { frameId } from '../frames/frame-id.js';
import { type ChainState, missingFrames } from '../ingest/chain-state.js';
import type { InstrumentData, KeyAssurance, KeyStatus } from '../registry/records.js';
import { type StatusRules, statusRules } from '../rules/status-rules.js';
import { type ErrorEstimate, estimateErrors, type LimitBasis } from './error-estimates.js';
import { estimateReasons } from './estimate-reasons.js';
import { flagReasons } from './flag-reasons.js';
import { incidentReasons } from './incident-reasons.js';
import { type Level, levelOf, type Reason, type SelfState, selfStates, selfStateText } from './levels.js';
import { expectedBy, isSilent } from './silence.js';

/** What is evaluated: the state of one key's chain and what the registry knows. */
export interface EvaluationInput {
  /** Hex. */
  readonly kid: string;
  readonly chain: ChainState;
  /** Registered metrological data; the signed identity frame goes before it. */
  readonly data?: InstrumentData;
  readonly assurance?: KeyAssurance;
  readonly keyStatus?: KeyStatus;
  /** From here on frames of a revoked key do not count. */
  readonly keyEndsAt?: number;
  /** Host time of the evaluation, ms since 1970. */
  readonly now: number;
  readonly rules?: StatusRules;
}

/** A first, honest status evaluation 状态评价 of one instrument from its own verified reports. */
export interface StatusEvaluation {
  readonly kid: string;
  /** ms since 1970. */
  readonly evaluatedAt: number;
  /** `<id>@<version>` of the rules: by these and the evidence anyone recomputes the same result. */
  readonly rules: string;
  readonly level: Level;
  /** Always: a remote judgement is confirmed by a person on site. */
  readonly preliminary: true;
  /** The instrument's own word, kept apart from our judgement; undefined: no status frame yet. */
  readonly selfState: SelfState | undefined;
  readonly fresh: boolean;
  /** When the next frame is due at the latest, ms since 1970; undefined: none was received yet. */
  readonly expectedBy: number | undefined;
  readonly errors: readonly ErrorEstimate[];
  /** True span needs an internal reference mass; no instrument of this version has one. */
  readonly spanObserved: false;
  readonly accuracyClass: number | undefined;
  /** Newest status frame; undefined: none. */
  readonly statusFrame: string | undefined;
  readonly missingFrames: number;
  readonly reasons: readonly Reason[];
}

/** Judges one instrument. Pure: the same input gives the same result on any machine. */
export function evaluateStatus(input: EvaluationInput): StatusEvaluation {
  const { chain, kid, now, rules = statusRules } = input;
  const revoked = input.keyStatus === 'revoked' && (chain.status?.sequence ?? 0) >= (input.keyEndsAt ?? 0);
  const status = revoked ? undefined : chain.status;
  const statusFrame = status && frameId(kid, status.sequence, status.digest);
  const basis = limitBasis(chain, input.data);
  const interval = chain.identity?.reportingInterval ?? input.data?.reportingInterval ?? rules.defaultReportingInterval;
  const silent = chain.lastReceived === 0 || isSilent(chain.lastReceived, interval, now, rules);
  const errors = status === undefined ? [] : estimateErrors(status.channels, basis, rules);
  const reasons: Reason[] = [
    ...(status === undefined ? [] : selfStateReasons(chain, kid, rules)),
    ...(status === undefined ? [] : flagReasons(status.flags, statusFrame!)),
    ...(status === undefined ? [] : estimateReasons(errors, status, basis, statusFrame!, rules)),
    ...incidentReasons(chain, now, rules),
    ...freshnessReasons(chain, revoked, silent, interval, now, statusFrame),
    ...sealReasons(chain, kid, statusFrame, revoked),
    ...knowledgeReasons(input, basis, statusFrame),
  ];
  const judged =
    status?.channels.some(({ value, conditions }) => value !== undefined && (conditions >> 2) % 2 === 0) ?? false;
  if (status !== undefined && !judged) {
    const text = {
      zh: '还没有一个通道可供判断（学习中或无数据）',
      en: 'no channel can be judged yet (learning, or without data)',
    };
    reasons.push({ code: 'nothing-judged', severity: 'doubt', text, evidence: [statusFrame!] });
  }
  return {
    kid,
    evaluatedAt: now,
    rules: `${rules.id}@${rules.version}`,
    level: levelOf(reasons),
    preliminary: true,
    selfState: status === undefined ? undefined : selfStates[status.selfState],
    fresh: status !== undefined && !silent,
    expectedBy: chain.lastReceived === 0 ? undefined : expectedBy(chain.lastReceived, interval, rules),
    errors,
    spanObserved: false,
    accuracyClass: basis.accuracyClass,
    statusFrame,
    missingFrames: missingFrames(chain),
    reasons,
  };
}

/** What the instrument signed about itself goes before what a register says; Max in e needs both Max and e. */
function limitBasis(chain: ChainState, data: InstrumentData | undefined): LimitBasis {
  const signed = chain.identity?.instrumentKind === INSTRUMENT_KIND_SCALE ? chain.identity : undefined;
  const { accuracyClass, maximumCapacity, verificationInterval } = signed ?? data ?? {};
  return {
    accuracyClass,
    maximum: maximumCapacity && verificationInterval ? maximumCapacity / verificationInterval : undefined,
  };
}

function selfStateReasons(chain: ChainState, kid: string, rules: StatusRules): Reason[] {
  const status = chain.status!;
  const reasons: Reason[] = [];
  if (status.selfState > 0) {
    const word = selfStateText[selfStates[status.selfState]!];
    reasons.push({
      code: `self-state-${selfStates[status.selfState]}`,
      severity: status.selfState >= SELF_STATE_ALARM ? 'warning' : 'attention',
      text: { zh: `仪器自评：${word.zh}`, en: `the instrument calls itself: ${word.en}` },
      evidence: [frameId(kid, status.sequence, status.digest)],
    });
  }
  for (let state = SELF_STATE_INOPERATIVE as number; state > status.selfState; state--) {
    const raised = chain.lastRaised[state];
    if (raised === undefined || status.sequence - raised.sequence > rules.memoryFrames) continue;
    const word = selfStateText[selfStates[state]!];
    const ago = status.sequence - raised.sequence;
    reasons.push({
      code: 'self-state-cleared',
      severity: 'attention',
      text: {
        zh: `${ago} 帧之前仪器自评：${word.zh}，现已解除`,
        en: `${ago} frames ago the instrument called itself: ${word.en}; it has cleared since`,
      },
      evidence: [frameId(kid, raised.sequence, raised.digest)],
    });
    break;
  }
  return reasons;
}

function freshnessReasons(
  chain: ChainState,
  revoked: boolean,
  silent: boolean,
  interval: number,
  now: number,
  statusFrame: string | undefined,
): Reason[] {
  const evidence = statusFrame === undefined ? [] : [statusFrame];
  if (revoked) {
    const text = {
      zh: '密钥已吊销，其后的报文不再作为证据',
      en: 'the key is revoked: its later frames no longer count as evidence',
    };
    return [{ code: 'key-revoked', severity: 'doubt', text, evidence }];
  }
  if (chain.status === undefined) {
    const text = { zh: '尚未收到任何已验证的状态报文', en: 'no verified status frame was received yet' };
    return [{ code: 'no-status', severity: 'doubt', text, evidence }];
  }
  if (!silent) return [];
  const minutes = Math.floor((now - chain.lastReceived) / 60_000);
  const text = {
    zh: `静默：${minutes} 分钟未收到报文（应每 ${interval} 秒一帧）`,
    en: `silence: nothing received for ${minutes} min, although a frame is due every ${interval} s`,
  };
  return [{ code: 'silence', severity: 'doubt', text, evidence }];
}

function sealReasons(chain: ChainState, kid: string, statusFrame: string | undefined, revoked: boolean): Reason[] {
  const { status, firstCalibration } = chain;
  if (status === undefined || statusFrame === undefined || revoked) return [];
  const reasons: Reason[] = [];
  if (status.sealState === SEAL_STATE_BROKEN) {
    const text = { zh: '电子封印已破坏', en: 'the seal is broken' };
    reasons.push({ code: 'seal-broken', severity: 'warning', text, evidence: [statusFrame] });
  }
  if (firstCalibration !== undefined && status.calibrationCounter !== firstCalibration.counter) {
    const change = status.calibrationCounter - firstCalibration.counter;
    const text = {
      zh: `所存历史之内校准计数变化 ${change}`,
      en: `the calibration counter changed by ${change} within the stored history`,
    };
    reasons.push({
      code: 'calibration-changed',
      severity: 'attention',
      text,
      evidence: [frameId(kid, firstCalibration.sequence, firstCalibration.digest), statusFrame],
    });
  }
  return reasons;
}

/** What cannot be known, said each time: silence about it would read as assurance. */
function knowledgeReasons(input: EvaluationInput, basis: LimitBasis, statusFrame: string | undefined): Reason[] {
  const evidence = statusFrame === undefined ? [] : [statusFrame];
  const reasons: Reason[] = [
    {
      code: 'span-not-observed',
      severity: 'information',
      text: {
        zh: '本仪器从未观测到量程误差（没有内置标准砝码）：此评价不涉及载荷下的示值误差',
        en: 'span never observed by this instrument (no internal reference mass): nothing is said about its error under load',
      },
      evidence,
    },
  ];
  if ((input.assurance ?? 'low') === 'low') {
    const text = {
      zh: '密钥保障等级低：自报证据不能用于减少检查',
      en: 'low key assurance: its evidence can never reduce inspections',
    };
    reasons.push({ code: 'assurance-low', severity: 'information', text, evidence: [] });
  }
  if (basis.accuracyClass === undefined || basis.maximum === undefined) {
    const text = {
      zh: '准确度等级或最大秤量未知：暂按 III 级上限判断',
      en: 'accuracy class or Max not known: judged by the limits of class III',
    };
    reasons.push({ code: 'class-unknown', severity: 'information', text, evidence: [] });
  }
  const missing = missingFrames(input.chain);
  if (missing > 0) {
    const text = {
      zh: `链中缺 ${missing} 帧：可能在无人接收时发出，也可能被截留`,
      en: `${missing} frames of the chain are missing: sent while nobody listened, or withheld`,
    };
    reasons.push({ code: 'frame-gap', severity: 'information', text, evidence: [] });
  }
  return reasons;
}
