import { FLAG_BIT_CREEP, SELF_STATE_ALARM } from '@hengzhun/protocol';
import type { StatusSnapshot } from '../ingest/chain-state.js';
import type { StatusRules } from '../rules/status-rules.js';
import { type ErrorEstimate, type LimitBasis, quantityText, serviceLimits } from './error-estimates.js';
import type { Reason, Severity } from './levels.js';

/**
 * What the estimates of the error mean for the level.
 *
 * Raw zero and zero return become errors of indication only as far as nobody sets the zero, so beyond their limit they warn. Creep under
 * a load changes what the customer pays: beyond the largest MPE in service by more than its expanded uncertainty, flagged and called an
 * alarm by the instrument itself, it is out of tolerance. R 76's own limits for creep and zero return presume test conditions:
 * beyond them there is reason for attention, no more.
 */
export function estimateReasons(
  errors: readonly ErrorEstimate[],
  status: StatusSnapshot,
  basis: LimitBasis,
  evidence: string,
  rules: StatusRules,
): Reason[] {
  const { atZero } = serviceLimits(basis, rules);
  const flagged = (status.flags >>> FLAG_BIT_CREEP) % 2 === 1 && status.selfState >= SELF_STATE_ALARM;
  const reasons: Reason[] = [];
  for (const estimate of errors) {
    const size = Math.abs(estimate.value);
    const surely = (limit: number) => estimate.expanded !== undefined && size - estimate.expanded > limit;
    const testLimit = estimate.quantity === 'creep' ? rules.creepLimit : rules.zeroReturnLimit;
    let severity: Severity | undefined;
    let limit = estimate.limit;
    if (estimate.quantity === 'creep' && surely(estimate.limit)) severity = flagged ? 'out-of-tolerance' : 'warning';
    else if (estimate.quantity === 'creep' && surely(atZero)) [severity, limit] = ['warning', atZero];
    else if (estimate.quantity !== 'creep' && surely(estimate.limit)) severity = 'warning';
    else if (size > estimate.limit) severity = 'attention';
    else if (estimate.quantity !== 'zero' && size > testLimit) [severity, limit] = ['attention', testLimit];
    if (severity === undefined) continue;
    const what = quantityText[estimate.quantity];
    const figure = `${estimate.clipped ? '≥ ' : ''}${signed(estimate.value)} e`;
    const spread =
      estimate.expanded === undefined ? '' : ` ± ${estimate.expanded.toFixed(2)} e (k = ${rules.coverage})`;
    reasons.push({
      code: `estimate-${estimate.quantity}`,
      severity,
      text: {
        zh: `${what.zh} ${figure}${spread}，限值 ±${limit} e`,
        en: `${what.en} ${figure}${spread === '' ? ', uncertainty unknown' : spread}, limit ±${limit} e`,
      },
      evidence: [evidence],
    });
  }
  return reasons;
}

function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(2)}`;
}
