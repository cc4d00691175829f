import { SdkError, type SdkErrorCode } from '../../errors.js';
import type { Verification } from '../../records/verification.js';
import { auditStatus, type StatusAudit } from '../audit/audit-status.js';
import { decideLot, type LotDecision } from '../decisions/decide-lot.js';
import { type Draw, drawStrata } from '../draws/draw-strata.js';
import { adjustInterval, type IntervalRequest } from '../intervals/adjust-interval.js';
import type { IntervalAdjustment } from '../intervals/interval-adjustment.js';
import type { SampleResult, SampleState, Unreached } from '../results/sample-state.js';
import { takeResult, takeUnreached } from '../results/take-result.js';
import { type LotState, sampleOf } from './lot-state.js';
import { rulesNamed, type SamplingRules } from './named-rules.js';

// What may be done with a lot, in which order, and what comes of it: pure, so that it can be recomputed years later.

const DAY = 86_400_000;

/**
 * Draws once the randomness is out.
 *
 * @throws {SdkError} `sampling-out-of-order` when it was drawn before: nobody draws until he likes the sample; `sampling-too-early`;
 *   `sampling-out-of-range`
 */
export function drawStep(state: LotState, randomness: string, at: number): { draw: Draw; due: number } {
  inTime(state, at);
  const { lot } = state;
  if (state.draw !== undefined) throw refused(state, 'sampling-out-of-order', 'it was drawn already, and once only.');
  if (at < lot.randomness.notBefore) {
    const published = new Date(lot.randomness.notBefore).toISOString();
    throw refused(
      state,
      'sampling-too-early',
      `its randomness (${lot.randomness.source}) is published at ${published}.`,
    );
  }
  return { draw: drawStrata(lot, randomness), due: at + lot.resultsWithinDays * DAY };
}

/** @throws {SdkError} as `takeResult`; `sampling-out-of-order` before the draw or after the decision */
export function resultStep(state: LotState, verification: Verification, at: number): SampleResult {
  return takeResult(openSample(state, at), verification, at);
}

/** @throws {SdkError} as `takeUnreached`; `sampling-out-of-order` before the draw or after the decision */
export function unreachedStep(state: LotState, ueid: string, reason: string, at: number): Unreached {
  return takeUnreached(openSample(state, at), ueid, reason, at);
}

/**
 * Decides by the rules that were fixed with the lot.
 *
 * @throws {SdkError} as `decideLot`; `sampling-out-of-order`; `sampling-rules-unknown`
 */
export function decisionStep(state: LotState, rules: SamplingRules, at: number): LotDecision {
  const sample = openSample(state, at);
  if (state.lot.decision === undefined) {
    throw refused(state, 'sampling-out-of-order', 'it was fixed for an audit alone, without rules for a decision.');
  }
  return decideLot(sample, rulesNamed(rules.decisions, state.lot.decision));
}

/** @throws {SdkError} as `adjustInterval`; `sampling-out-of-order` before the decision; `sampling-rules-unknown` */
export function intervalStep(
  state: LotState,
  request: IntervalRequest,
  named: string,
  rules: SamplingRules,
  at: number,
): IntervalAdjustment {
  inTime(state, at);
  if (state.decision === undefined) {
    throw refused(state, 'sampling-out-of-order', 'decide it first: its interval follows from that.');
  }
  return adjustInterval(request, rulesNamed(rules.intervals, named));
}

/** @throws {SdkError} as `auditStatus`; `sampling-out-of-order` before the draw; `sampling-rules-unknown` */
export function auditStep(state: LotState, named: string, rules: SamplingRules, at: number): StatusAudit {
  inTime(state, at);
  return auditStatus([drawnSample(state)], rulesNamed(rules.audits, named));
}

function openSample(state: LotState, at: number): SampleState {
  inTime(state, at);
  const sample = drawnSample(state);
  if (state.decision !== undefined) throw refused(state, 'sampling-out-of-order', 'it was decided already.');
  return sample;
}

function drawnSample(state: LotState): SampleState {
  const sample = sampleOf(state);
  if (sample === undefined) throw refused(state, 'sampling-out-of-order', 'it was not drawn yet.');
  return sample;
}

function inTime(state: LotState, at: number): void {
  if (!Number.isSafeInteger(at) || at < state.changedAt) {
    const changed = new Date(state.changedAt).toISOString();
    throw refused(state, 'sampling-too-early', `its newest entry is of ${changed}: nothing is put before it.`);
  }
}

const refused = ({ lot }: LotState, code: SdkErrorCode, message: string): SdkError =>
  new SdkError(code, `Lot ${lot.id}: ${message}`, { lot: lot.id });
