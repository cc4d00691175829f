import type { Language } from './bilingual.js';
import { catalogue, type MessageKey } from './catalogue.js';

export type MessageValues = Readonly<Record<string, string | number>>;

const column = { en: 0, zh: 1 } as const;

/** The message `key` in `language`, every `{name}` replaced by `values.name`. */
export function translate(language: Language, key: MessageKey, values: MessageValues = {}): string {
  return catalogue[key][column[language]].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** Whether `key` is in the catalogue: for keys made from codes of the server. */
export function isMessageKey(key: string): key is MessageKey {
  return Object.hasOwn(catalogue, key);
}

/** The language that a browser asks for: Chinese when its first known language is Chinese, otherwise English. */
export function languageOf(preferences: readonly string[]): Language {
  for (const preference of preferences) {
    if (/^zh/i.test(preference)) return 'zh';
    if (/^en/i.test(preference)) return 'en';
  }
  return 'en';
}
