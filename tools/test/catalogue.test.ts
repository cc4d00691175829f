import { readdirSync, readFileSync } from 'node:fs';
import { PROTOCOL_ERRORS } from '@hengzhun/protocol';
import { describe, expect, it } from 'vitest';
import { MESSAGES } from '../bootstrap/messages.mjs';
import { catalogue } from '../src/language/catalogue.js';
import { chineseOfCode } from '../src/language/foreign.js';
import { languageInArguments, languageOf, translate } from '../src/language/translate.js';

const placeholders = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!).sort();
const hasChinese = (text: string): boolean => /[\u4e00-\u9fff]/.test(text);
/** The same in both languages: names of standards and of fields of a form, punctuation. */
const same = new Set([
  ...['provision.ueid', 'provision.capacity', 'word.colon', 'word.comma', 'import.separator', 'case.deadline.statute'],
]);

describe('the message catalogue', () => {
  const entries = Object.entries(catalogue);

  it('has every message in both languages, with the same values in it', () => {
    for (const [key, [english, chinese]] of entries) {
      expect(english, key).not.toBe('');
      expect(hasChinese(chinese) || same.has(key), key).toBe(true);
      expect(placeholders(chinese), key).toEqual(placeholders(english));
    }
  });

  it('has no key twice: the later one would take the place of the earlier one silently', () => {
    const folder = new URL('../src/language/entries/', import.meta.url);
    const sources = readdirSync(folder).map((name) => readFileSync(new URL(name, folder), 'utf8'));
    const keys = sources.flatMap((source) =>
      [...source.matchAll(/^ {2}'?([a-z][\w.-]*)'?: \[/gm)].map(([, key]) => key!),
    );
    expect(keys.length).toBe(entries.length);
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  });

  it('writes Chinese with Chinese punctuation', () => {
    const wrong = entries.filter(([, [, chinese]]) =>
      /[\u4e00-\u9fff][,;:?!()]|[,;:?!()][\u4e00-\u9fff]/.test(chinese),
    );
    expect(wrong.map(([key]) => key)).toEqual([]);
  });

  it('keeps English free of Chinese, but for the terms of the regime', () => {
    const mixed = entries.filter(([, [english]]) => hasChinese(english)).map(([key]) => key);
    expect(mixed).toEqual(['word.self-state']);
  });

  it('has a Chinese sentence for every code of the wire contract', () => {
    const missing = Object.keys(PROTOCOL_ERRORS).filter((code) => chineseOfCode(code) === undefined);
    expect(missing).toEqual([]);
  });

  it('fills in values, and leaves a name without a value to be seen', () => {
    expect(translate('zh', 'tool-file-missing', { path: 'a.cbor' })).toContain('a.cbor');
    expect(translate('en', 'tool-file-missing')).toContain('{path}');
  });
});

describe('the messages of set-up', () => {
  it('has the same keys and placeholders in both languages', () => {
    const { en, zh } = MESSAGES as Record<'en' | 'zh', Record<string, string>>;
    expect(Object.keys(zh)).toEqual(Object.keys(en));
    for (const key of Object.keys(en)) expect(placeholders(zh[key]!), key).toEqual(placeholders(en[key]!));
  });
});

describe('choosing the language', () => {
  it('follows LC_ALL, LC_MESSAGES, LANG in this order (POSIX.1-2017 section 8.2)', () => {
    expect(languageOf({ LANG: 'zh_CN.UTF-8' })).toBe('zh');
    expect(languageOf({ LANG: 'zh_CN.UTF-8', LC_ALL: 'C' })).toBe('en');
    expect(languageOf({ LANG: 'C', LC_MESSAGES: 'zh_TW' })).toBe('zh');
    expect(languageOf({})).toBe('en');
  });

  it('is read from the arguments before anything else', () => {
    expect(languageInArguments(['verify', '--lang', 'zh'])).toBe('zh');
    expect(languageInArguments(['--lang=en', 'verify'])).toBe('en');
    expect(languageInArguments(['verify', '--', '--lang', 'zh'])).toBeUndefined();
    expect(languageInArguments(['--lang', 'fr'])).toBeUndefined();
  });
});
