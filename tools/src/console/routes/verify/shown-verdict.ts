import type { Finding } from '@hengzhun/host-sdk';
import type { Verdict } from '../../api/verify.js';
import { both } from '../../words.js';

/** A verdict of the SDK as the API tells it. */
export function shownVerdict(
  of: 'signature' | 'rules',
  given: 'good' | 'bad' | 'open',
  findings: readonly Finding[],
): Verdict {
  const verdict = given === 'open' ? 'unproved' : given;
  return {
    verdict,
    text: both(`console.verify.${of}.${verdict}`),
    findings: findings.map(({ code, verdict: found, about, text }) => ({ code, verdict: found, about, text })),
    left: 0,
  };
}
