import { describe, expect, it } from 'vitest';
import { interpretDecimal } from '../../src/build/gate/literals.js';
import { checkLanguage, formatViolations } from '../../src/build/index.js';

/** Every snippet leaves the language of Espruino 2v29 in exactly the way its rule names (run against Node 20: differs). */
const REFUSED: Array<[rule: string, source: string]> = [
  ['syntax', 'var a = ;'],
  ['default-parameter', 'function f(a = 1) { return a; } f();'],
  ['default-parameter', 'var f = (a = 1) => a; f();'],
  ['rest', 'function f(...a) { return a; } f();'],
  ['spread', 'var a = [1]; Math.max(...a);'],
  ['spread', 'var a = {}; a = { ...a };'],
  ['destructuring', 'var { a } = { a: 1 };'],
  ['destructuring', 'var a = 1, b = 2; [a, b] = [b, a];'],
  ['destructuring', 'function f({ a }) { return a; } f({});'],
  ['computed-key', 'var k = "a", o = { [k]: 1 };'],
  ['accessor', 'var o = { get a() { return 1; } };'],
  ['accessor', 'var o = { set a(v) {} };'],
  ['async', 'async function f() {} f();'],
  ['async', 'var f = async () => 1; f();'],
  ['generator', 'function* f() {} f();'],
  ['exponent', 'var a = 2 ** 3;'],
  ['exponent', 'var a = 2; a **= 3;'],
  ['optional-chaining', 'var a = {}; a = a?.b;'],
  ['optional-chaining', 'var a = {}; a.b?.();'],
  ['logical-assignment', 'var a; a ??= 1;'],
  ['logical-assignment', 'var a; a ||= 1;'],
  ['logical-assignment', 'var a; a &&= 1;'],
  ['label', 'outer: for (;;) { break outer; }'],
  ['label', '{ a: 1 }'],
  ['class', 'class A {} new A();'],
  ['class', 'var A = class B extends Object { x = []; }; new A();'],
  ['class', 'class A { #x = 1; } new A();'],
  ['tagged-template', 'var f = (s) => s; f`a`;'],
  ['with', 'with (Math) { max(1); }'],
  ['meta-property', 'function F() { return new.target; } F();'],
  ['debugger', 'debugger;'],
  ['import', 'import("x");'],
  ['instanceof', 'var a = {} instanceof Object;'],
  ['loop-closure', 'var f = []; for (let i = 0; i < 3; i++) f.push(() => i);'],
  ['loop-closure', 'var f = []; for (const x of [1, 2]) f.push(function () { return x; });'],
  ['loop-closure', 'var f = []; for (const k in { a: 1 }) { f.push(() => { const y = k; return y; }); }'],
  ['case-after-default', 'switch (1) { default: break; case 1: break; }'],
  ['use-before-definition', 'f(); function f() {}'],
  ['use-before-definition', 'function g() { return f(); } g(); function f() {}'],
  ['use-before-definition', 'function g() { return f(); function f() { return 1; } } g();'],
  ['use-before-definition', 'var a = b; var b = 1;'],
  ['use-before-definition', 'var a = () => b; [1].forEach(a); var b = 1;'],
  ['use-before-definition', '(function () { f(); })(); function f() {}'],
  ['use-before-definition', 'function g() { if (x) return 1; var x = 2; return x; } g();'],
  ['use-before-definition', '{ let a = c; const c = 1; }'],
  ['var-in-block', 'var y = 1; if (y > 2) { var x = 3; } y = x;'],
  ['return-newline', 'function f() { return\n42; } f();'],
  [
    'in-operator',
    'for (var a = "x" in { x: 1 } ? 1 : 0; a < 1; a++) {}'.replace('"x" in', '("x" in').replace('} ?', '}) ?'),
  ],
  ['for-function', 'var i; for (function () { i = 0; }(), i++; i < 3; i++) {}'],
  ['arrow-arguments', 'var f = () => arguments.length; f();'],
  ['length-assignment', 'var a = [1]; a.length = 0;'],
  ['negative-index', 'var u = new Uint8Array(1), a = u[-1];'],
  ['split-limit', '"a,b".split(",", 1);'],
  ['char-code', 'String.fromCharCode(256);'],
  ['typed-array-argument', 'new Uint8Array("12");'],
  ['json', 'JSON.stringify({});'],
  ['json', 'JSON.parse("1");'],
  ['prototype', 'Array.prototype.slice.call([]);'],
  ['bigint', 'var a = 1n;'],
  ['decimal-literal', 'var a = 0.1;'],
  ['decimal-literal', 'var a = 1e-3;'],
  ['decimal-literal', 'var a = 0.75;'],
  ['literal-range', 'var a = 9223372036854775808;'],
  ['literal-range', 'var a = 0x8000000000000000;'],
  ['literal-precision', 'var a = 9007199254740993;'],
  ['numeric-separator', 'var a = 1_000;'],
  ['string-escape', 'var a = "\\u{41}";'],
  ['line-continuation', 'var a = "a\\\nb";'],
  ['non-ascii', 'var a = "\u00b0";'],
  ['long-token', `var ${'a'.repeat(64)} = 1;`],
  ['long-token', `var a = {}; a.${'b'.repeat(64)} = 1;`],
  ['long-token', `var a = 0x${'0'.repeat(64)}1;`],
  ['regex-feature', '/a{2}/.test("a");'],
  ['regex-feature', '/a+?/.test("a");'],
  ['regex-feature', '/(?:a)/.test("a");'],
  ['regex-feature', '/a(?=b)/.test("a");'],
  ['regex-feature', '/(?<n>a)/.test("a");'],
  ['regex-feature', '/\\ba/.test("a");'],
  ['regex-feature', '/[/]/.test("a");'],
  ['regex-feature', '/a/s.test("a");'],
  ...'sqrt pow trunc imul log2 log10 cbrt hypot fround clz32 sinh round random'
    .split(' ')
    .map((name): [string, string] => ['banned-member', `Math.${name}(1);`]),
  ...'isInteger isFinite isNaN parseFloat EPSILON MAX_SAFE_INTEGER'
    .split(' ')
    .map((name): [string, string] => ['banned-member', `Number.${name};`]),
  ...'freeze is defineProperty'.split(' ').map((name): [string, string] => ['banned-member', `Object.${name}({});`]),
  ['banned-member', 'Object.create(null);'],
  ...'from of apply'.split(' ').map((name): [string, string] => ['banned-member', `Array.${name}([]);`]),
  ['banned-member', 'Uint8Array.from([1]);'],
  ['banned-member', 'var a = Float64Array.BYTES_PER_ELEMENT;'],
  ['banned-member', 'Promise.race([]);'],
  ['banned-member', 'Promise.resolve(1).finally(print);'],
  ...'codePointAt trimStart normalize localeCompare matchAll'
    .split(' ')
    .map((name): [string, string] => ['banned-member', `"a".${name}();`]),
  ['banned-member', '"a".at(0);'],
  ...'flat flatMap lastIndexOf reduceRight findLast copyWithin keys values entries'
    .split(' ')
    .map((name): [string, string] => ['banned-member', `[1].${name}();`]),
  ...'toFixed toPrecision toExponential'
    .split(' ')
    .map((name): [string, string] => ['banned-member', `(1).${name}(2);`]),
  ['banned-member', 'new Date().getUTCHours();'],
  ...'Map Set Symbol BigInt Proxy Reflect TextEncoder Buffer parseFloat eval Function structuredClone queueMicrotask'
    .split(' ')
    .map((name): [string, string] => ['banned-global', `${name}("1");`]),
  ['unknown-global', 'window.x = 1;'],
];

describe('language gate: espruino.md section 1, every difference that syntax shows', () => {
  it.each(REFUSED)('refuses %s: %s', (rule, source) => {
    const rules = checkLanguage(source, { file: 'snippet.js' }).map((one) => one.rule);
    expect(rules).toContain(rule);
  });

  it('names file, line and column of each violation', () => {
    const violations = checkLanguage('var a = 1;\nvar b = a ** 2;', { file: 'x.js' });
    expect(violations).toMatchObject([{ rule: 'exponent', file: 'x.js', line: 2, column: 8 }]);
    expect(formatViolations(violations)).toContain('x.js:2:8 exponent: ');
  });
});

const ALLOWED: Array<[name: string, source: string]> = [
  [
    'functions used inside functions before their declaration, called later',
    'function a() { return b(); } function b() { return 1; } a();',
  ],
  ['a callback that runs later', 'setTimeout(function () { later(); }, 10); function later() {}'],
  ['closure over a const of the body', 'var f = []; for (let i = 0; i < 3; i++) { const j = i; f.push(() => j); }'],
  ['the same name in two blocks', 'function f(x) { x(); { const y = 1; x(y); } { const y = 2; x(y); } } f(print);'],
  [
    'an outer name used before an inner one shadows it',
    'function g() {} function f() { g(); { const g = 1; print(g); } } f();',
  ],
  ['a loop variable used after its loop', 'var n = 0; for (var i = 0; i < 3; i++) n++; print(i);'],
  ['halves and quarters, which parse exactly', 'var a = .5 + .25 + 2.5;'],
  ['integers with exponents', 'var a = 1e3 + 25e4 + 1e15;'],
  ['hexadecimal and large exact literals', 'var a = 0xffffffff + 4294967296 + 9007199254740991 + 18014398509481984;'],
  ['nullish coalescing and void 0', 'var a = undefined ?? 1, b = void 0; print(a, b);'],
  [
    'return before a brace, a case and a comment',
    'function f(a) { if (a) { return } switch (a) { case 1: return; default: return /* nothing */; } } f();',
  ],
  [
    'fields named like methods arrays lack',
    'var o = { keys: 1, values: 2 }; print(o.keys + o.values); print(Object.keys(o));',
  ],
  ['strings with escaped bytes', 'var a = "\\xff\\0\\u0041\\n";'],
  ['comments in any language', '// 衡准\nvar a = 1; /* 状态 */'],
  ['labels as object keys', 'var a = { b: 1 }; print(a);'],
  ['simple regular expressions', '/^[a-z]+[0-9]*$/i.test("a1");'],
  ['platform natives', 'E.convolve([1], [2], 0); Serial1.write("a"); require("Storage").read("a");'],
];

describe('language gate: legal code passes', () => {
  it.each(ALLOWED)('allows %s', (_name, source) => {
    expect(checkLanguage(source, { file: 'snippet.js' })).toEqual([]);
  });
});

describe('decimal literals as the interpreter parses them (espruino.md section 0, trap 3)', () => {
  it('differs from the correctly rounded value for some of 0.01 to 0.99 and never for halves', () => {
    const hundredths = Array.from({ length: 99 }, (_, index) => (index + 1) / 100);
    expect(hundredths.filter((value) => interpretDecimal(String(value)) !== value).length).toBe(42);
    expect(interpretDecimal('.5')).toBe(0.5);
    expect(interpretDecimal('12.25')).toBe(12.25);
  });
});
