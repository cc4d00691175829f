/**
 * A decimal that a person typed, times 10^`shift`, exactly: 0.1 g with shift 3 is 100 mg and not 100.00000000000001. Takes a comma, a full-width
 * dot and a leading sign. Undefined when it is no number, is empty, or has more digits than a double carries (15).
 */
export function parseDecimal(text: string, shift = 0): number | undefined {
  const match = /^([-+−]?)(\d*)(?:[.,。．](\d*))?$/.exec(text.trim().replaceAll(/\s/g, ''));
  if (!match) return undefined;
  const [, sign = '', whole = '', part = ''] = match;
  const digits = (whole + part).replace(/^0+/, '');
  if (whole + part === '' || digits.length > 15) return undefined;
  // The decimal point is moved in the text: the one conversion to a double rounds once, and correctly.
  const value = Number(`${whole + part}e${shift - part.length}`);
  return sign === '-' || sign === '−' ? -value : value;
}

/** A number of base units (mg, mL) in the unit that people use, 10^`shift` times as large, without trailing zeros. */
export function decimalText(value: number | undefined, shift = 0): string {
  if (value === undefined || !Number.isFinite(value)) return '';
  const text = (value / 10 ** shift).toFixed(Math.max(0, shift) + 3);
  return text.includes('.') ? text.replace(/0+$/, '').replace(/\.$/, '') : text;
}
