import type { Language } from '../language/bilingual.js';

const locale: Record<Language, string> = { zh: 'zh-CN', en: 'en-GB' };

/** A number with at most `digits` significant digits and the separators of the language. Never in scientific notation below 10¹². */
export function numberText(value: number | undefined, language: Language, digits = 4): string {
  if (value === undefined || !Number.isFinite(value)) return '—';
  return new Intl.NumberFormat(locale[language], { maximumSignificantDigits: digits }).format(value);
}

/** A whole number. */
export function countText(value: number, language: Language): string {
  return new Intl.NumberFormat(locale[language], { maximumFractionDigits: 0 }).format(value);
}

/**
 * A probability 0..1 in percent. What is not zero is not shown as 0 %, and what is not certain not as 100 %: below 0.1 % and above 99.9 % the
 * text says only that.
 */
export function percentText(share: number | undefined, language: Language): string {
  if (share === undefined || !Number.isFinite(share)) return '—';
  if (share > 0 && share < 0.001) return '< 0.1 %';
  if (share < 1 && share > 0.999) return '> 99.9 %';
  const text = new Intl.NumberFormat(locale[language], { maximumFractionDigits: share < 0.1 ? 1 : 0 }).format(
    share * 100,
  );
  return `${text} %`;
}

/** A signed number: an error's sign is always written. */
export function signedText(value: number | undefined, language: Language, digits = 3): string {
  if (value === undefined || !Number.isFinite(value)) return '—';
  return new Intl.NumberFormat(locale[language], {
    maximumSignificantDigits: digits,
    signDisplay: 'exceptZero',
  }).format(value);
}
