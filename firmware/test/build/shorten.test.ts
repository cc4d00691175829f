import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { renameByFrequency } from '../../src/build/rename.js';
import { shareNatives } from '../../src/build/share-natives.js';
import { shortenFailures } from '../../src/build/shorten-failures.js';

function printed(source: string): unknown[] {
  const out: unknown[] = [];
  runInNewContext(source, { print: (...values: unknown[]) => out.push(...values) });
  return out;
}

describe('what only people read', () => {
  it('is not in a bundle: codes and offsets of failures, reasons of discards, messages', () => {
    const source = `fail('a-b', 1); fail(at > 1 ? 'c' : 'd', reader.at); t = { message: 'Long.', code: 'd' }; u = 'slip-short';`;
    expect(shortenFailures(source)).toBe(`fail(); fail(); t = { message: '', code: 'd' }; u = '-';`);
  });

  it('is found under the number that joining modules gave the function too; the code that counts stays', () => {
    const source = `fail$1('a-b', 1); fail$12(x ? 'c' : 'request-unknown', reader.at);`;
    expect(shortenFailures(source)).toBe(`fail$1(); fail$12(x ? 'c' : 'request-unknown');`);
  });

  it('leaves alone another function of that name, which takes no offset, and names that only begin so', () => {
    const source = `fail(link); fail(); fails('a-b', 1); failure$1('a-b', 1); reader.fail('a-b', 1);`;
    expect(shortenFailures(source)).toBe(source);
  });
});

describe('natives that are named often', () => {
  it('get a name of their own; those named once do not', () => {
    const source = 'print(Math.max(1, 2), Math.max(3, 2), Math.max(0, 1), Math.min(4, 5));';
    const shared = shareNatives(source);
    expect(shared).toMatch(
      /^const (\S+) = Math\.max;\nprint\(\1\(1, 2\), \1\(3, 2\), \1\(0, 1\), Math\.min\(4, 5\)\);$/,
    );
    expect(printed(shared)).toEqual([2, 3, 1, 4]);
  });
});

describe('names by frequency', () => {
  const source =
    'function qq(a){return{zz:a,message:rr,rr}}var rr=7,b=qq(1);function ss(a){return a.zz+a.zz+rr}print(ss(b),b.message,b.rr,ss(qq(2)));';

  it('gives what is named most a short name, and the program stays the same', () => {
    const renamed = renameByFrequency(source, new Set(['zz', 'rr', 'y']));
    expect(renamed.length).toBeLessThan(source.length);
    expect(renamed).not.toMatch(/qq|ss\(/);
    expect(printed(renamed)).toEqual(printed(source));
    expect(printed(source)).toEqual([9, 7, 7, 11]);
  });

  it('never takes a name that means something else where it is used', () => {
    const captured = 'var xx=1;function yy(a,b){return function(c){return a+b+c+xx+xx+xx}}print(yy(2,3)(4),xx);';
    expect(printed(renameByFrequency(captured, new Set()))).toEqual([12, 1]);
  });

  it('leaves what a block declares for itself alone', () => {
    const source =
      'var alpha=1;{let alpha=5;print(alpha)}for(const alpha of[7])print(alpha);{var beta=2}print(alpha,beta,alpha)';
    const renamed = renameByFrequency(source, new Set());
    expect(printed(renamed)).toEqual([5, 7, 1, 2, 1]);
    expect(renamed).not.toContain('beta');
  });
});
