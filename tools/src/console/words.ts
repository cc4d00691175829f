import type { MessageKey } from '../language/catalogue.js';
import { type MessageValues, translate } from '../language/translate.js';
import type { Bilingual } from './api/common.js';

/** A message of the catalogue in both languages: the page chooses. */
export function both(key: MessageKey, values: MessageValues = {}): Bilingual {
  return { zh: translate('zh', key, values), en: translate('en', key, values) };
}

/** The same text in both: names, numbers, identifiers. */
export function same(text: string | number): Bilingual {
  return { zh: String(text), en: String(text) };
}
