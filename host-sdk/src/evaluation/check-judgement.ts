import { SdkError } from '../errors.js';
import { maximumPermissibleError, type Occasion } from '../rules/maximum-permissible-error.js';
import { mpeJjg443, type VolumeTable } from '../rules/mpe-jjg443-2023.js';
import { probabilityOutside } from '../statistics/normal-distribution.js';
import { sixDecimals } from '../statistics/quantise.js';

/**
 * What a reference check comes to, with a guard band of U on both sides of the limit (ILAC G8, four outcomes): `pass` and `fail` are sure,
 * the conditional ones lie within U of the limit.
 */
export type CheckOutcome = 'pass' | 'conditional-pass' | 'conditional-fail' | 'fail';

/** A measured error against its limit. */
export interface CheckJudgement {
  readonly outcome: CheckOutcome;
  /** ±, in the unit of the error. */
  readonly limit: number;
  /** U = k·u, in the unit of the error. */
  readonly expanded: number;
  /** Probability that the error lies outside ± limit (JCGM 106 section 7.2), quantised to 1e-6. */
  readonly probabilityOutside: number;
}

/**
 * Judges a measured error: this is evidence with a standard, not the instrument's word about itself.
 * @param error and `uncertainty` (standard) and `limit` (±, above 0) in one unit
 * @param coverage factor k of the expanded uncertainty
 * @throws {SdkError} `rules-out-of-range`
 */
export function judgeCheck(error: number, uncertainty: number, limit: number, coverage = 2): CheckJudgement {
  if (!(limit > 0) || !(uncertainty >= 0)) {
    throw new SdkError('rules-out-of-range', 'A limit must be above 0, an uncertainty 0 or more: check the units.');
  }
  const expanded = coverage * uncertainty;
  const size = Math.abs(error);
  const within = size <= limit;
  const sure = within ? size <= limit - expanded : size > limit + expanded;
  const outcome = within ? (sure ? 'pass' : 'conditional-pass') : sure ? 'fail' : 'conditional-fail';
  const outside = sixDecimals(probabilityOutside(error, uncertainty, -limit, limit));
  return { outcome, limit, expanded, probabilityOutside: outside };
}

/**
 * Limit of a scale's error at a load, mg, by OIML R 76-1.
 * @param load mg @param interval e in mg @throws {SdkError} `rules-out-of-range`
 */
export function massLimit(load: number, accuracyClass: number, interval: number, occasion: Occasion): number {
  return maximumPermissibleError(accuracyClass, load / interval, occasion) * interval;
}

/** Limit of a dispenser's error at a volume, in the unit of the volume, by JJG 443. */
export function volumeLimit(volume: number, table: VolumeTable = mpeJjg443): number {
  return volume * table.limit;
}
