import { type CommandAnswer, refusalText } from '@hengzhun/host-sdk';
import { INSTRUMENT_KIND_DISPENSER, type MetrologicalClaims } from '@hengzhun/protocol';
import type { Output } from '../cli/output.js';
import { pairLines } from '../cli/pair-lines.js';
import { flagNames } from '../cli/words.js';
import type { RoleName } from './command-key-of.js';

/** A verified receipt in words. */
export function receiptLines(
  output: Output,
  kind: string,
  role: RoleName,
  data: MetrologicalClaims,
  answer: CommandAnswer,
): string[] {
  const { claims } = answer.frame;
  const outcome = answer.done
    ? output.paint('green', output.text('receipt.done'))
    : output.paint('red', output.text('receipt.refused', { reason: refusalText(answer.result)[output.language] }));
  return pairLines([
    [output.text('receipt.command'), `${kind} (${output.text(`role.${role}`)})`],
    [output.text('receipt.result'), outcome],
    ...valuePairs(output, kind, data, answer.values),
    [
      output.text('receipt.receipt'),
      output.text('receipt.signed', { sequence: claims.sequence, log: claims.logLength }),
    ],
  ]);
}

/** What the command found out (CDDL `command-kind`). */
function valuePairs(
  output: Output,
  kind: string,
  data: MetrologicalClaims,
  values: readonly number[],
): [string, string][] {
  const [first, second, third] = values;
  if (first === undefined) return [];
  if (kind === 'set-parameter') return [[output.text('receipt.old-value'), String(first)]];
  if (kind === 'self-test') {
    return [
      [output.text('receipt.flags'), flagNames(output, first).join(', ') || '–'],
      [output.text('receipt.one-time'), String(second ?? '–')],
      [output.text('receipt.free'), String(third ?? '–')],
    ];
  }
  if (kind === 'reference-check' && second !== undefined && third !== undefined) {
    const [unit, divisor] = data.instrumentKind === INSTRUMENT_KIND_DISPENSER ? ['mL', 1000] : ['g', 1000];
    const shown = (value: number) => `${(value / divisor).toFixed(3)} ${unit}`;
    return [
      [output.text('receipt.point'), shown(first)],
      [output.text('receipt.error'), `${second > 0 ? '+' : ''}${shown(second)} ± ${shown(2 * third)} (k = 2)`],
    ];
  }
  return [[output.text('receipt.values'), values.join(', ')]];
}
