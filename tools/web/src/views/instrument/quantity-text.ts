import { numberText, signedText } from '../../components/numbers.js';
import type { Language } from '../../language/bilingual.js';

/** Unit that people use, and how many of the API's (mg, mL) make one. */
export const shownUnit = { mass: { unit: 'g', per: 1000 }, volume: { unit: 'mL', per: 1 } } as const;

/** A mass in g or a volume in mL, from mg or mL. */
export function quantityText(value: number, quantity: 'mass' | 'volume', language: Language, signed = false): string {
  const { unit, per } = shownUnit[quantity];
  return `${signed ? signedText(value / per, language) : numberText(value / per, language)} ${unit}`;
}
