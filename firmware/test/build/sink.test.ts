import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { BundleError } from '../../src/build/index.js';
import { releaseFunctions } from '../../src/build/release.js';
import { sinkFunctions } from '../../src/build/sink.js';

const SOURCE = `
function shared(x) { return x + 1; }
function helper(x) { return shared(x) * 2; }
function deeper(x) { return x * 3; }
function between(x) { return deeper(x); }
/** @cold */
function rarely(x) { if (x > 9) return 0; return helper(x) + between(x); }
function called(x) { return x; }
function kept(x) { return called(x); }
function delayed(x) { return x; }
/** @cold */
function starts(x) { later = kept; last = () => delayed(x); return shared(x); }
function inner(x) { return x - 1; }
/** @hot */
function often(x) { return inner(x); }
var later, last;
print(rarely(2), rarely(10), starts(3), later(7), last(), often(5));
`;

function printed(source: string): unknown[] {
  const out: unknown[] = [];
  runInNewContext(source, { print: (...values: unknown[]) => out.push(...values) });
  return out;
}

describe('functions that exist only while their user runs', () => {
  const sunk = sinkFunctions(SOURCE);

  it('move into the cold function below which all their uses lie, with what only they use', () => {
    expect(sunk).toMatch(/function rarely\(x\) \{\s*function helper[\s\S]*function between[\s\S]*if \(x > 9\)/);
  });

  it('stay where somebody else uses them or keeps them', () => {
    expect(sunk).toMatch(/^function shared/m);
    expect(sunk).toMatch(/^function kept/m);
    expect(sunk).toMatch(/^function called/m);
    expect(sunk).toMatch(/^function delayed/m);
  });

  it('leave what is hot outside, and first', () => {
    expect(sunk).toMatch(/^function often[\s\S]*^function inner[\s\S]*^function shared/m);
  });

  it('compute the same', () => {
    const expected = [12, 0, 4, 7, 3, 4];
    expect(printed(SOURCE)).toEqual(expected);
    expect(printed(sunk)).toEqual(expected);
    expect(printed(releaseFunctions(sunk))).toEqual(expected);
  });

  it('are refused where one of their names means something else at the new place', () => {
    const source =
      'function a() { return b(); }\nfunction b() { return 1; }\n/** @cold */ function c(b) { return a() + b; }\nprint(c(1));';
    const failure = (() => {
      try {
        return sinkFunctions(source);
      } catch (error) {
        return error;
      }
    })();
    expect(failure).toBeInstanceOf(BundleError);
    expect(failure).toMatchObject({
      code: 'bundle-sink',
      message: expect.stringContaining('"a" cannot move into "c"'),
    });
  });
});

describe('functions inside functions', () => {
  it('are let go when the outer one ends, by return as by exception', () => {
    const source = 'function f(x){function a(){return 1}function b(){return a()}if(x)return b();throw 2}';
    expect(releaseFunctions(source)).toBe(
      'function f(x){function a(){return 1}function b(){return a()}try{if(x)return b();throw 2}finally{a=b=0}}',
    );
  });

  it('stand before the statements, behind variables that only have a name', () => {
    const source = 'function f(x){var y;function a(){return 1}y=a();return y+x}';
    expect(releaseFunctions(source)).toBe(
      'function f(x){var y;function a(){return 1}try{y=a();return y+x}finally{a=0}}',
    );
  });
});
