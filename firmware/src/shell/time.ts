import {
  TIME_QUALITY_INFORMATIVE,
  TIME_QUALITY_RELATIVE,
  TIME_QUALITY_SYNCHRONISED,
  TIME_QUALITY_UNKNOWN,
} from '@hengzhun/protocol/device';
import { SETTING_CLOCK_DRIFT } from './provisioning-form.js';
import type { Shell } from './state.js';

/** Uncertainty up to which the time counts as synchronised, ms. */
export const SYNCHRONISED_LIMIT = 2000;
/** Uncertainty beyond which an anchor has expired, ms. */
export const INFORMATIVE_LIMIT = 60000;

/** Seconds since this boot. */
export function uptime(s: Shell): number {
  return s.start < 0 ? 0 : Math.floor((s.now - s.start) / 1000);
}

/**
 * How good the instrument's time is. The uncertainty of an anchor grows with the clock's greatest drift; an anchor does not
 * survive a reboot, because nothing tells how long the instrument was off.
 */
export function timeQuality(s: Shell): number {
  if (s.anchorAt < 0) return TIME_QUALITY_UNKNOWN;
  const drift = ((s.now - s.anchorAt) * s.provisioning.settings[SETTING_CLOCK_DRIFT]!) / 1000000;
  const uncertainty = s.anchorUncertainty + drift;
  if (uncertainty <= SYNCHRONISED_LIMIT) return TIME_QUALITY_SYNCHRONISED;
  return uncertainty <= INFORMATIVE_LIMIT ? TIME_QUALITY_INFORMATIVE : TIME_QUALITY_RELATIVE;
}

/** Seconds since 1970, only while an anchor is valid. */
export function anchoredTime(s: Shell, quality: number): number | undefined {
  if (quality !== TIME_QUALITY_SYNCHRONISED && quality !== TIME_QUALITY_INFORMATIVE) return undefined;
  return s.anchorSeconds + Math.floor((s.now - s.anchorAt) / 1000);
}
