import { createContext, runInContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DECLARED, markOnDemand, ON_DEMAND, UNPACKED } from '../../src/build/demand.js';
import { shrink } from '../../src/build/heatshrink.js';
import { imageOf, type OnDemand } from '../../src/build/image.js';
import { dictionaryOf } from '../../src/build/image-dictionary.js';
import { BundleError, buildBundle, detokenise } from '../../src/build/index.js';
import { inlineConstants } from '../../src/build/inline-constants.js';
import { ownNames } from '../../src/build/own-names.js';

/**
 * Reads LZSS as heatshrink's decoder does (github.com/atomicobject/heatshrink, window 8, lookahead 6): a bit 1 and a byte, or a bit 0,
 * eight bits of distance less one and six of length less one, the most significant bit first.
 */
function decompress(packed: string): string {
  const bits = [...packed].map((byte) => byte.charCodeAt(0).toString(2).padStart(8, '0')).join('');
  let at = 0;
  const take = (width: number): number => Number.parseInt(bits.slice(at, (at += width)), 2);
  let out = '';
  while (at < bits.length) {
    const literal = take(1) === 1;
    if (bits.length - at < (literal ? 8 : 14)) break;
    if (literal) out += String.fromCharCode(take(8));
    else {
      const distance = take(8) + 1;
      for (let left = take(6) + 1; left > 0; left--) out += out[out.length - distance];
    }
  }
  return out;
}

/** Runs a script, or an image with what the interpreter has for its loader, and returns what it printed. */
function printed(script: string): unknown[] {
  const out: unknown[] = [];
  const context = createContext({
    print: (...values: unknown[]) => out.push(...values),
    require: () => ({ decompress }),
    E: { toString: (bytes: string) => bytes },
    // the interpreter's reads pretokenised text, and a comment before it
    Function: {
      apply: (_this: unknown, all: string[]) => {
        const text = detokenise(all.at(-1)!.replace(/^\/\*[^*]*\*\//, ''));
        return runInContext(`(function(${all.slice(0, -1).join(',')}){${text}})`, context);
      },
    },
  });
  runInContext(detokenise(script), context);
  return out;
}

const LONG = Array.from(
  { length: 12 },
  (_, at) => `r.push(a[${at}]===void 0?"none":a[${at}]+${at * 7}+b.length);`,
).join('');

/** As the minifier leaves it: names of functions on demand, and what they print. */
const SOURCE = `function h(a){return a+1}function c(a,b){const r=[];${LONG}return r}function v(){return"\\0*/"+(!0)}
function p(a){const f=b=>h(b)*a;return f}function u(a){return{h,sum:c(a,"q").length+h(a.length)}}
print(h(2),JSON.stringify(c([1,2],"xyz")),v(),p(3)(4),u([5]).sum,u([6]).h(7));const k=c;print(k([],"").join(),[1,2].map(h).join())`;

const onDemand = (...names: string[]): OnDemand[] => names.map((name) => ({ name, mayBePacked: true }));

describe('an image whose functions are made when they are called', () => {
  it.each([
    ['plain', false, onDemand('h', 'c', 'v', 'p', 'u')],
    ['packed', true, onDemand('h', 'c', 'v', 'p', 'u')],
    ['packed but for one', true, [...onDemand('c', 'u'), { name: 'v', mayBePacked: false }]],
    [
      'plain but for what each frame calls',
      false,
      [...onDemand('h', 'v'), { name: 'c', mayBePacked: true, isFrequent: true }],
    ],
    ['without any', true, []],
  ])('does what its text does: %s', (_name, packed, functions) => {
    expect(printed(imageOf(SOURCE, { onDemand: functions, packed }))).toEqual(printed(SOURCE));
  });

  it('declares what each frame calls, unless it is packed', () => {
    const frequent = [{ name: 'c', mayBePacked: true, isFrequent: true }];
    expect(imageOf(SOURCE, { onDemand: frequent, packed: false })).toBe(
      imageOf(SOURCE, { onDemand: [], packed: false }),
    );
    expect(imageOf(SOURCE, { onDemand: frequent, packed: true })).not.toBe(
      imageOf(SOURCE, { onDemand: [], packed: false }),
    );
  });

  it('is shorter where it is packed, and holds the texts of functions in no other way', () => {
    const plain = imageOf(SOURCE, { onDemand: onDemand('c'), packed: false });
    const packed = imageOf(SOURCE, { onDemand: onDemand('c'), packed: true });
    expect(packed.length).toBeLessThan(plain.length);
    expect(plain).toContain('none');
    expect(detokenise(packed)).not.toContain('function c');
  });

  it('refuses more than a string of the interpreter holds', () => {
    const source = `function c(){return"${'y'.repeat(40000)}"}function d(){return"${'z'.repeat(40000)}"}c();d()`;
    const build = (): string => imageOf(source, { onDemand: onDemand('c', 'd'), packed: false });
    expect(build).toThrow(BundleError);
    expect(build).toThrow(/80\d{3} bytes; 65535 are possible/);
  });

  it('is what the smallest board gets, of both instruments, and half of it is packed', async () => {
    const [packed, plain] = await Promise.all(
      [true, false].map((choice) =>
        buildBundle({ instrument: 'scale', board: 'mdbt42q', packed: choice, features: {} }),
      ),
    );
    expect(packed!.code).toBe(plain!.code);
    expect(packed!.imageBytes).toBeLessThan(0.9 * plain!.imageBytes);
  }, 120_000);
});

describe('packing', () => {
  it('agrees with the format that heatshrink publishes', () => {
    // 'a' and three repetitions of it: 1 01100001, 0 00000000 000010
    expect([...shrink('aaaa')].map((byte) => byte.charCodeAt(0))).toEqual([0b10110000, 0b10000000, 0b00000010]);
  });

  it('gives every text back, and never takes more than the bits of its bytes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', 'b', 'ab', '\0', '\xff', 'abcabcabc', 'x'.repeat(70))).map((all) => all.join('')),
        fc.string({ unit: 'binary-ascii', maxLength: 255 }),
        (text, before) => {
          expect(decompress(shrink(before)).startsWith(before)).toBe(true);
          const packed = shrink(text);
          // what is left of the last byte is no whole repetition
          expect(decompress(packed)).toBe(text);
          expect(packed.length).toBeLessThanOrEqual(Math.ceil((text.length * 9) / 8));
        },
      ),
    );
  });

  it('makes a dictionary that is a comment, ends with a byte, and is worth its place', () => {
    const texts = Array.from({ length: 9 }, (_, at) => `return${at}*x.length+"\0${at}".charCodeAt(${at})`);
    const { text, packed } = dictionaryOf(texts);
    expect(text).toMatch(/^\/\*[^*\0]+\*\/$/);
    expect(decompress(packed)).toBe(text);
    for (const one of texts) {
      expect(decompress(packed + shrink(one, text))).toBe(text + one);
      expect(shrink(one, text).length).toBeLessThan(shrink(one).length);
    }
  });
});

describe('what the image is made from', () => {
  it('puts constants in their places where that is shorter, by the names that mean them', () => {
    const source =
      'const A = 3;\nconst B = A * 2;\nconst O = { A };\nfunction f(A) { return A; }\nprint(B, O.A, f(9), -A);\n';
    const out = inlineConstants(source);
    expect(printed(out)).toEqual([6, 3, 9, -3]);
    expect(out).not.toMatch(/const [AB]\b/);
  });

  it('keeps a long text that is used often once', () => {
    const source = `const T = '${'long '.repeat(20)}';\nprint(T, T, T);\n`;
    expect(inlineConstants(source)).toBe(source);
  });

  it('renames members of its own objects and leaves the platform its names', () => {
    expect(ownNames('x.memory=1;y={state,size:2};process.memory();edge.state;run.size;z[size]')).toBe(
      'x.memory$=1;y={state$: state,size$:2};process.memory();edge.state;run.size;z[size]',
    );
  });

  it('marks what only rare functions use, and nothing that runs while the script is read', () => {
    const out = markOnDemand(`function always() { return both(); }
function both() { return 1; }
function only() { return both(); }
/** @cold */
function rare() { return only(); }
/** @cold @unpacked @declared */
function often() { return only(); }
always();
later(() => rare(), { often });
`);
    expect(out).toContain(`function ${ON_DEMAND}rare()`);
    expect(out).toContain(`function ${ON_DEMAND}only()`);
    expect(out).toContain(`{ often: ${ON_DEMAND}${DECLARED}${UNPACKED}often }`);
    expect(out).toContain('function both()');
    expect(out).toContain('function always()');
  });
});
