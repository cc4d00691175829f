import { catalogue, type MessageKey } from './catalogue.js';

export type Language = 'en' | 'zh';
export type MessageValues = Readonly<Record<string, string | number>>;

/** Position of a language in an entry of the catalogue. */
const column = { en: 0, zh: 1 } as const;

/** The message `key` in `language`, every `{name}` replaced by `values.name`. */
export function translate(language: Language, key: MessageKey, values: MessageValues = {}): string {
  return catalogue[key][column[language]].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** Whether `key` is in the catalogue: for keys made from codes of other packages. */
export function isMessageKey(key: string): key is MessageKey {
  return Object.hasOwn(catalogue, key);
}

/** Language of a locale as POSIX orders its variables: Chinese when it starts with `zh`, otherwise English. */
export function languageOf(environment: Readonly<Record<string, string | undefined>>): Language {
  const locale = environment.LC_ALL || environment.LC_MESSAGES || environment.LANG || '';
  return /^zh/i.test(locale) ? 'zh' : 'en';
}

/**
 * The language that a command line asks for, read before anything else because help and error messages need it.
 * Undefined when it asks for none or for one that does not exist (which is refused later, as a bad value).
 */
export function languageInArguments(args: readonly string[]): Language | undefined {
  for (let i = 0; i < args.length && args[i] !== '--'; i++) {
    const value = args[i] === '--lang' ? args[i + 1] : args[i]!.startsWith('--lang=') ? args[i]!.slice(7) : undefined;
    if (value === 'en' || value === 'zh') return value;
  }
  return undefined;
}
