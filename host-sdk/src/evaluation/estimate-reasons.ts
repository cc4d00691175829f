import { FLAG_BIT_CREEP, FLAG_BIT_PULSE_DEVIATION, FLAG_BIT_SPAN, SELF_STATE_ALARM } from '@hengzhun/protocol';
import type { StatusSnapshot } from '../ingest/chain-state.js';
import type { StatusRules } from '../rules/status-rules.js';
import { type ErrorEstimate, type LimitBasis, quantityText, serviceLimits } from './error-estimates.js';
import type { Reason, Severity } from './levels.js';

/** How an estimate weighs: the limit that it is beyond, and what that means. */
type Verdict = readonly [Severity, number] | undefined;

/**
 * What the estimates of the error mean for the level.
 *
 * Raw zero and zero return become errors of indication only as far as nobody sets the zero, so beyond their limit they warn. Creep under
 * a load, span and pulse equivalent change what the customer pays: beyond the largest MPE in service (for the pulse equivalent: beyond the
 * limit of fraud) by more than the expanded uncertainty, flagged and called an alarm by the instrument itself, they are out of tolerance.
 * R 76's own limits for creep and zero return presume test conditions: beyond them there is reason for attention, no more.
 *
 * @param evidence of the frame that an estimate comes from
 */
export function estimateReasons(
  errors: readonly ErrorEstimate[],
  status: StatusSnapshot,
  basis: LimitBasis,
  evidence: (estimate: ErrorEstimate) => string,
  rules: StatusRules,
): Reason[] {
  const alarmed = (bit: number) => (status.flags >>> bit) % 2 === 1 && status.selfState >= SELF_STATE_ALARM;
  const reasons: Reason[] = [];
  for (const estimate of errors) {
    const verdict = judge(estimate, alarmed, serviceLimits(basis, rules).atZero, rules);
    if (verdict === undefined) continue;
    const [severity, limit] = verdict;
    const { unit, nozzle } = estimate;
    const what = quantityText[estimate.quantity];
    const digits = unit === 'e' ? 2 : 3;
    const figure = `${estimate.clipped ? '≥ ' : ''}${signed(estimate.value, digits)} ${unit}`;
    const spread =
      estimate.expanded === undefined ? '' : ` ± ${estimate.expanded.toFixed(digits)} ${unit} (k = ${rules.coverage})`;
    const [zh, en] = nozzle === undefined ? ['', ''] : [`油枪 ${nozzle}：`, `nozzle ${nozzle}: `];
    const bound = Number(limit.toPrecision(4));
    reasons.push({
      code: `estimate-${estimate.quantity}`,
      severity,
      text: {
        zh: `${zh}${what.zh} ${figure}${spread}，限值 ±${bound} ${unit}`,
        en: `${en}${what.en} ${figure}${spread === '' ? ', uncertainty unknown' : spread}, limit ±${bound} ${unit}`,
      },
      evidence: [evidence(estimate)],
    });
  }
  return reasons;
}

function judge(
  estimate: ErrorEstimate,
  alarmed: (bit: number) => boolean,
  atZero: number,
  rules: StatusRules,
): Verdict {
  const { quantity, limit } = estimate;
  const size = Math.abs(estimate.value);
  const surely = (bound: number) => estimate.expanded !== undefined && size - estimate.expanded > bound;
  const beyond: Verdict = surely(limit) ? ['warning', limit] : size > limit ? ['attention', limit] : undefined;
  switch (quantity) {
    case 'zero':
    case 'span-electronics':
      return beyond;
    case 'zero-return':
      return beyond ?? (size > rules.zeroReturnLimit ? ['attention', rules.zeroReturnLimit] : undefined);
    case 'creep':
      if (surely(limit)) return [alarmed(FLAG_BIT_CREEP) ? 'out-of-tolerance' : 'warning', limit];
      if (surely(atZero)) return ['warning', atZero];
      return beyond ?? (size > rules.creepLimit ? ['attention', rules.creepLimit] : undefined);
    case 'span':
      return surely(limit) && alarmed(FLAG_BIT_SPAN) ? ['out-of-tolerance', limit] : beyond;
    case 'pulse-equivalent': {
      const fraud = (rules.volume?.fraud ?? 0) * 100;
      if (!surely(fraud)) return beyond;
      return [alarmed(FLAG_BIT_PULSE_DEVIATION) ? 'out-of-tolerance' : 'warning', fraud];
    }
  }
}

function signed(value: number, digits: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(digits)}`;
}
