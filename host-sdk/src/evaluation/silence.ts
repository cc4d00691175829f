import type { StatusRules } from '../rules/status-rules.js';

/** Host time (ms since 1970) by which the next frame is due at the latest. @param interval reporting interval in s */
export function expectedBy(lastReceived: number, interval: number, rules: StatusRules): number {
  return lastReceived + (interval * rules.silenceIntervals + rules.silenceGrace) * 1000;
}

/** A chain cannot show that its newest frames are withheld; that they are overdue shows it. */
export function isSilent(lastReceived: number, interval: number, now: number, rules: StatusRules): boolean {
  return now > expectedBy(lastReceived, interval, rules);
}
