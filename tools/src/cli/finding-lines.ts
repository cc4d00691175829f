import type { Finding } from '@hengzhun/host-sdk';
import type { Output } from './output.js';

/** Findings as lines for a person: proved, does not hold, to be known. */
export function findingLines(output: Output, findings: readonly Finding[]): string[] {
  return findings.map(({ verdict, text }) => `  ${mark(output, verdict)} ${text[output.language]}`);
}

export function mark(output: Output, verdict: Finding['verdict']): string {
  if (verdict === 'good') return output.paint('green', '✓');
  return verdict === 'bad' ? output.paint('red', '✗') : output.paint('yellow', '!');
}
