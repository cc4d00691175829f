import { SdkError, type SdkErrorCode } from '../../errors.js';
import type { Verification } from '../../records/verification.js';
import { outstanding } from './findings.js';
import type { SampleResult, SampleState, Unreached } from './sample-state.js';

/**
 * The result of a drawn instrument, from its verification. What counts is how the instrument was found, not how it was left.
 *
 * @param now ms since 1970
 * @throws {SdkError} `sampling-not-random` for a visit that was not this sampling (a targeted one says nothing about the lot);
 *   `sampling-result-foreign` when it was not drawn; `sampling-out-of-order` for a reserve whose turn has not come;
 *   `sampling-result-duplicate`; `sampling-too-early` when it was verified before the draw; `sampling-result-late`;
 *   `sampling-result-unusable` without a measured error
 */
export function takeResult(state: SampleState, verification: Verification, now: number): SampleResult {
  const { instrument: ueid, id, at, kind, points, outcome } = verification;
  if (kind !== 'sampling-verification') {
    throw refused(
      'sampling-not-random',
      ueid,
      `Verification ${id} is of the kind "${kind}". Only the random sample counts.`,
    );
  }
  const stratum = drawnFrom(state, ueid);
  const known = state.results.find((one) => one.ueid === ueid || one.verification === id);
  if (known !== undefined) {
    throw refused('sampling-result-duplicate', ueid, `${known.ueid} has its result already (${known.verification}).`);
  }
  const isUnreached = state.unreached.some((one) => one.ueid === ueid);
  if (!isUnreached && !outstanding(state, stratum).includes(ueid)) {
    throw refused('sampling-out-of-order', ueid, 'A reserve takes part only when one before it cannot be reached.');
  }
  if (at < state.drawnAt) {
    throw refused('sampling-too-early', ueid, `Verification ${id} was made before the draw.`);
  }
  if (at > state.due || now > state.due) {
    throw refused('sampling-result-late', ueid, `Results were taken until ${new Date(state.due).toISOString()}.`);
  }
  const ratios = points.map(({ error, limit }) => Math.abs(error) / limit);
  if (ratios.length === 0 || !ratios.every(Number.isFinite)) {
    throw refused('sampling-result-unusable', ueid, `Verification ${id} has no measured error as found.`);
  }
  const worst = Math.max(...ratios);
  return { ueid, stratum, verification: id, at, nonconforming: worst > 1 || outcome === 'fail', worst };
}

/**
 * Says that a drawn instrument cannot be verified: the next of the reserve takes its place, and it stays visible: the worst case counts it as
 * nonconforming.
 *
 * @throws {SdkError} `sampling-result-foreign`, `sampling-result-duplicate`, `sampling-out-of-order`, `sampling-result-late`,
 *   `sampling-result-unusable` without a reason
 */
export function takeUnreached(state: SampleState, ueid: string, reason: string, now: number): Unreached {
  const stratum = drawnFrom(state, ueid);
  if (state.results.some((one) => one.ueid === ueid) || state.unreached.some((one) => one.ueid === ueid)) {
    throw refused('sampling-result-duplicate', ueid, 'There is a result for it already.');
  }
  if (!outstanding(state, stratum).includes(ueid)) {
    throw refused('sampling-out-of-order', ueid, 'A reserve takes part only when one before it cannot be reached.');
  }
  if (now > state.due) throw refused('sampling-result-late', ueid, 'The time for results has ended.');
  if (typeof reason !== 'string' || reason.trim() === '' || reason.length > 500) {
    throw refused('sampling-result-unusable', ueid, 'Say why it cannot be reached, in up to 500 characters.');
  }
  return { ueid, stratum, at: now, reason };
}

function drawnFrom({ draw, lot }: SampleState, ueid: string): string {
  const stratum = draw.strata.find(({ sample, reserve }) => sample.includes(ueid) || reserve.includes(ueid));
  if (stratum === undefined) {
    const isMember = lot.members.some((one) => one.ueid === ueid);
    throw refused(
      'sampling-result-foreign',
      ueid,
      isMember ? `It belongs to lot ${lot.id}, but was not drawn.` : `It does not belong to lot ${lot.id}.`,
    );
  }
  return stratum.name;
}

const refused = (code: SdkErrorCode, ueid: string, message: string): SdkError =>
  new SdkError(code, `Instrument ${ueid}: ${message}`, { ueid });
