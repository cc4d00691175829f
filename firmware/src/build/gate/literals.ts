import type { Literal } from 'acorn';
import type { Report } from './report.js';

/** Longest identifier or number token the interpreter's lexer keeps; what is beyond is cut off silently. */
export const LONGEST_TOKEN = 63;
const FIRST_INTEGER_THAT_WRAPS = 2 ** 63;

/** The value the interpreter gives a decimal literal: digit by digit in double arithmetic, not correctly rounded. */
export function interpretDecimal(raw: string): number {
  const match = /^(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?$/.exec(raw);
  if (match === null) return Number.NaN;
  let value = 0;
  let weight = 0.1;
  for (const digit of match[1]!) value = value * 10 + Number(digit);
  for (const digit of match[2]!) {
    value += weight * Number(digit);
    weight /= 10;
  }
  let exponent = Number(match[3] ?? 0);
  for (; exponent > 0; exponent--) value *= 10;
  for (; exponent < 0; exponent++) value /= 10;
  return value;
}

/** Whether the decimal digits of a literal name a double exactly: 0.5 does, 0.1 does not. */
function isExactDecimal(raw: string, value: number): boolean {
  const match = /^(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?$/.exec(raw);
  if (match === null) return Number.isSafeInteger(value);
  const scale = (match[2]?.length ?? 0) - Number(match[3] ?? 0);
  const digits = BigInt(`${match[1]}${match[2]}` || '0');
  // value = numerator / 2^shift exactly, for any double of ordinary size
  let shift = 0;
  let scaled = value;
  while (!Number.isInteger(scaled) && shift < 1100) {
    scaled *= 2;
    shift++;
  }
  const left = digits * 2n ** BigInt(shift) * 10n ** BigInt(Math.max(0, -scale));
  const right = BigInt(scaled) * 10n ** BigInt(Math.max(0, scale));
  return left === right;
}

/** Numbers, regular expressions and strings whose literal means something else on the interpreter. */
export function checkLiteral(node: Literal, report: Report): void {
  const raw = node.raw ?? '';
  if (node.bigint !== undefined && node.bigint !== null) {
    report(node, 'bigint', 'there is no BigInt; keep to integers below 2^53 or split the value');
  } else if (node.regex) {
    checkRegularExpression(node, node.regex.pattern, node.regex.flags, report);
  } else if (typeof node.value === 'number') {
    checkNumber(node, raw, node.value, report);
  } else if (typeof node.value === 'string') {
    if (/\\u\{/.test(raw)) report(node, 'string-escape', 'the lexer refuses \\u{...}; write \\uXXXX or \\xXX');
    if (/\\\r?\n/.test(raw))
      report(node, 'line-continuation', 'a continued string loses what follows; join two strings');
  }
}

function checkNumber(node: Literal, raw: string, value: number, report: Report): void {
  if (raw.length > LONGEST_TOKEN) {
    report(node, 'long-token', `number tokens are cut after ${LONGEST_TOKEN} characters without a word`);
  } else if (raw.includes('_')) {
    report(node, 'numeric-separator', 'the lexer does not know numeric separators');
  } else if (value >= FIRST_INTEGER_THAT_WRAPS) {
    report(node, 'literal-range', 'literals from 2^63 up wrap to other numbers; compute the value from smaller ones');
  } else if (/^0[xXbBoO]/.test(raw) || /^\d+$/.test(raw)) {
    if (!Number.isSafeInteger(value) && !isExactDecimal(raw, value)) {
      report(node, 'literal-precision', 'this integer has no exact double; use one below 2^53');
    }
  } else if (!isExactDecimal(raw, value) || interpretDecimal(raw) !== value) {
    report(
      node,
      'decimal-literal',
      'decimals are parsed inexactly on the interpreter; write a ratio of integers, and keep the minifier from folding it',
    );
  }
}

function checkRegularExpression(node: Literal, pattern: string, flags: string, report: Report): void {
  const bare = pattern.replace(/\\[^bBkpP]/g, '_');
  const refused: Array<[RegExp, string]> = [
    [/\{\d*,?\d*\}/, 'counted repetition {n}'],
    [/[*+?}]\?/, 'lazy quantifiers'],
    [/\(\?/, 'non-capturing groups, look-around and named groups'],
    [/\\[bBkpP]/, 'word boundaries, back-references by name and property escapes'],
    [/\[[^\]]*\//, 'a slash inside a class'],
  ];
  for (const [feature, name] of refused) {
    if (feature.test(bare)) report(node, 'regex-feature', `regular expressions have no ${name}; scan with indexOf`);
  }
  if (/[^gi]/.test(flags)) report(node, 'regex-feature', 'regular expressions know the flags g and i only');
}
