import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { displayWidth, fit } from '../src/cli/display-width.js';
import { formatSpan, parseDuration } from '../src/cli/duration.js';
import {
  classOption,
  durationOption,
  formatMass,
  massOption,
  numberOption,
  textOption,
} from '../src/cli/option-values.js';
import { minimumCapacity } from '../src/cli/scale-class.js';
import { wrap } from '../src/station/view.js';

const codeOf = (work: () => unknown): string => {
  try {
    work();
    return 'no error';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('durations', () => {
  it.each([
    ['30s', 30_000],
    ['500ms', 500],
    ['5m', 300_000],
    ['5min', 300_000],
    ['1h30m', 5_400_000],
    ['1d', 86_400_000],
    ['0.5s', 500],
    ['20', 20_000],
    ['366d', 366 * 86_400_000],
  ])('%s', (text, milliseconds) => expect(parseDuration(text)).toBe(milliseconds));

  it.each(['', '0', '0s', '-5s', '5x', 's', '1e3', '367d', '5 s', 'soon', '1h-5m', '٣s'])('refuses "%s"', (text) => {
    expect(parseDuration(text)).toBeUndefined();
    expect(codeOf(() => durationOption('--for')(text))).toBe('tool-bad-duration');
  });

  it('shows spans as clocks do', () => {
    expect(formatSpan(7_999)).toBe('0:00:07');
    expect(formatSpan(11_105_000)).toBe('3:05:05');
    expect(formatSpan(2 * 86_400_000)).toBe('2 d 0:00:00');
  });
});

describe('option values', () => {
  it('reads masses into mg', () => {
    expect(massOption('--max')('3kg')).toBe(3_000_000);
    expect(massOption('--max')('0.5 g')).toBe(500);
    expect(massOption('--max')('1.5t')).toBe(1_500_000_000);
    for (const bad of ['3', 'kg', '-1g', '0g', '1e99kg', '3lb']) {
      expect(
        codeOf(() => massOption('--max')(bad)),
        bad,
      ).toBe('tool-bad-mass');
    }
  });

  it('writes masses as people do', () => {
    expect([1, 500, 1000, 20_000, 3_000_000, 30_000_000_000].map(formatMass)).toEqual([
      '1 mg',
      '500 mg',
      '1 g',
      '20 g',
      '3 kg',
      '30 t',
    ]);
  });

  it('reads accuracy classes', () => {
    expect(['I', 'II', 'iii', 'IIII', 'IV'].map(classOption)).toEqual([1, 2, 3, 4, 4]);
    expect(codeOf(() => classOption('V'))).toBe('tool-bad-class');
  });

  it('bounds numbers and texts', () => {
    expect(numberOption('--n', 1, 10)('10')).toBe(10);
    for (const bad of ['0', '11', '1.5', 'x', '', '0x5', '1e1']) {
      expect(
        codeOf(() => numberOption('--n', 1, 10)(bad)),
        bad,
      ).toBe('tool-bad-number');
    }
    expect(textOption('--t', 6)('衡准')).toBe('衡准');
    for (const bad of ['', '衡准仪', 'a\nb']) expect(codeOf(() => textOption('--t', 6)(bad))).toBe('tool-bad-text');
  });
});

describe('OIML R 76-1:2006 table 3: classes, e, n = Max / e, Min', () => {
  it.each([
    ['I', 1, 50_000_000, 1000, 100_000],
    ['II, small e', 2, 5_000_000, 50, 1000],
    ['II', 2, 5_000_000, 1000, 50_000],
    ['III, small e', 3, 3_000_000, 1000, 20_000],
    ['III', 3, 30_000_000, 5000, 100_000],
    ['IIII', 4, 5_000_000, 5000, 50_000],
  ])('%s', (_name, accuracyClass, maximum, e, minimum) => {
    expect(minimumCapacity(accuracyClass, maximum, e)).toBe(minimum);
  });

  it.each([
    ['III with n above 10 000', 3, 30_000_000, 1000],
    ['III with e 5 g and n below 500', 3, 2_000_000, 5000],
    ['IIII with e below 5 g', 4, 1_000_000, 1000],
    ['II with e between 50 and 100 mg', 2, 1_000_000, 80],
    ['I with n below 50 000', 1, 10_000_000, 1000],
    ['Max that is no multiple of e', 3, 3_000_500, 1000],
  ])('refuses %s', (_name, accuracyClass, maximum, e) => {
    expect(codeOf(() => minimumCapacity(accuracyClass, maximum, e))).toBe('tool-bad-scale');
  });
});

describe('columns of a terminal', () => {
  it('counts Chinese as two (UAX 11)', () => {
    expect(displayWidth('失准 e')).toBe(6);
    expect(displayWidth('（）')).toBe(4);
    expect(displayWidth('\u001b[31mred\u001b[39m')).toBe(3);
    expect(displayWidth('𠮷')).toBe(2);
  });

  const mixed = fc.string({ unit: fc.constantFrom('a', ' ', '衡', '，', '…', '±', 'Z'), maxLength: 60 });

  it('fits any text into exactly the width', () => {
    fc.assert(
      fc.property(mixed, fc.integer({ min: 1, max: 40 }), (text, width) => displayWidth(fit(text, width)) === width),
    );
  });

  it('wraps any text into lines that are not wider, and loses nothing when there is room', () => {
    fc.assert(
      fc.property(mixed, fc.integer({ min: 12, max: 40 }), (text, width) => {
        const lines = wrap(text, width, 1000);
        expect(lines.every((line) => displayWidth(line) <= width)).toBe(true);
        // A word longer than a line is cut, and shows it.
        if (!lines.some((line) => line.endsWith('…'))) {
          expect(lines.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
        }
      }),
    );
  });
});
