import { describe, expect, it } from 'vitest';
import { decimalText, parseDecimal } from '../../web/src/components/decimal.js';
import { agoText, momentText } from '../../web/src/components/moments.js';
import { percentText, signedText } from '../../web/src/components/numbers.js';
import { catalogue } from '../../web/src/language/catalogue.js';
import { languageOf, translate } from '../../web/src/language/translate.js';

describe('the catalogue of the page', () => {
  const entries = Object.entries(catalogue) as [string, readonly [string, string]][];
  const places = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

  it('says everything in both languages, with the same values', () => {
    for (const [key, [english, chinese]] of entries) {
      expect(english.trim(), key).not.toBe('');
      expect(chinese.trim(), key).not.toBe('');
      expect(places(chinese), key).toEqual(places(english));
    }
  });

  it('has Chinese in the Chinese column and none in the English one', () => {
    // The button that changes the language bears the name of the other one, in that language.
    const exempt = ['app.language', 'app.languageTitle'];
    for (const [key, [english, chinese]] of entries) {
      const bare = chinese.replaceAll(/\{\w+\}/g, '');
      if (exempt.includes(key) || /^[\p{P}\p{S}\p{N}\sA-Za-z\u0370-\u03ff]*$/u.test(bare)) continue;
      expect(/\p{Script=Han}/u.test(chinese), key).toBe(true);
      // Terms of the regime may stand beside their English word.
      expect(/^\p{Script=Han}/u.test(english), key).toBe(false);
    }
  });

  it('replaces what is in braces and leaves what nobody gave', () => {
    expect(translate('en', 'unit.secondsAgo', { n: 5 })).toBe('5 s ago');
    expect(translate('zh', 'unit.secondsAgo', { n: 5 })).toBe('5 秒前');
    expect(translate('en', 'unit.secondsAgo')).toBe('{n} s ago');
  });

  it.each([
    [['zh-TW', 'en'], 'zh'],
    [['fr', 'zh-CN'], 'zh'],
    [['en-GB', 'zh'], 'en'],
    [['de'], 'en'],
    [[], 'en'],
  ] as const)('follows the browser: %j is %s', (preferences, language) =>
    expect(languageOf(preferences)).toBe(language),
  );
});

describe('decimals as people type them', () => {
  it.each([
    ['0.1', 3, 100],
    ['1.005', 3, 1005],
    ['4.35', 2, 435],
    ['0,5', 3, 500],
    ['−2.5', 3, -2500],
    ['１', 0, undefined],
    ['2 000', 3, 2_000_000],
    ['.5', 3, 500],
    ['5.', 0, 5],
    ['12', -6, 0.000012],
    ['', 3, undefined],
    ['.', 3, undefined],
    ['1e3', 0, undefined],
    ['1.2.3', 0, undefined],
    ['12345678901234567', 0, undefined],
  ] as const)('%j times 10^%d is %s', (text, shift, value) => expect(parseDecimal(text, shift)).toBe(value));

  it('are written back as they were', () => {
    for (const text of ['0.1', '1.005', '3000', '0', '0.0005', '-2.5'])
      expect(decimalText(parseDecimal(text, 3), 3)).toBe(text);
    expect(decimalText(undefined, 3)).toBe('');
  });
});

describe('probabilities', () => {
  it('are never shown as impossible or certain unless they are', () => {
    expect(percentText(0, 'en')).toBe('0 %');
    expect(percentText(0.00001, 'en')).toBe('< 0.1 %');
    expect(percentText(0.0123, 'en')).toBe('1.2 %');
    expect(percentText(0.5, 'zh')).toBe('50 %');
    expect(percentText(0.99999, 'en')).toBe('> 99.9 %');
    expect(percentText(1, 'en')).toBe('100 %');
    expect(percentText(undefined, 'en')).toBe('—');
    expect(percentText(Number.NaN, 'en')).toBe('—');
  });

  it('and errors bear their sign', () => {
    expect(signedText(1.5, 'en')).toBe('+1.5');
    expect(signedText(-1.5, 'en')).toBe('-1.5');
    expect(signedText(0, 'en')).toBe('0');
  });
});

describe('moments', () => {
  const now = Date.UTC(2026, 10, 27);

  it.each([
    [now, 'just now', '刚刚'],
    [now - 5000, '5 s ago', '5 秒前'],
    [now - 600_000, '10 min ago', '10 分钟前'],
    [now - 7_200_000, '2 h ago', '2 小时前'],
    [now - 259_200_000, '3 d ago', '3 天前'],
    [now + 259_200_000, 'in 3 d', '3 天后'],
    [undefined, 'never', '从未'],
  ])('%s', (at, english, chinese) => {
    expect(agoText(at, now, 'en')).toBe(english);
    expect(agoText(at, now, 'zh')).toBe(chinese);
  });

  it('that nobody knows are not invented', () => {
    expect(momentText(undefined, 'en')).toBe('—');
    expect(momentText(Number.NaN, 'zh')).toBe('—');
  });
});
