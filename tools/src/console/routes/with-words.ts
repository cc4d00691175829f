import type { MessageKey } from '../../language/catalogue.js';
import { translate } from '../../language/translate.js';
import type { Bilingual } from '../api/common.js';

/** A message of the catalogue in both languages, with values that have words in both themselves. */
export function withWords(key: MessageKey, values: Readonly<Record<string, string | number | Bilingual>>): Bilingual {
  const of = (language: 'zh' | 'en') =>
    translate(
      language,
      key,
      Object.fromEntries(
        Object.entries(values).map(([name, value]) => [name, typeof value === 'object' ? value[language] : value]),
      ),
    );
  return { zh: of('zh'), en: of('en') };
}
