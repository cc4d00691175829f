import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'acorn';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hoistDeclarations } from '../../src/build/hoist.js';
import {
  type Bundle,
  BundleError,
  buildBundle,
  buildScript,
  checkLanguage,
  detokenise,
  pretokenise,
} from '../../src/build/index.js';
import { wrapLoopFunctions } from '../../src/build/wrap-functions.js';

/** A syntax tree without positions and spellings, so that two scripts can be compared by what they mean. */
function tree(source: string): unknown {
  const ignored = new Set(['start', 'end', 'raw', 'sourceFile']);
  return JSON.parse(
    JSON.stringify(parse(source, { ecmaVersion: 'latest' }), (key, value) => (ignored.has(key) ? undefined : value)),
  );
}

/** The script with the words that a minifier writes in a shorter way. */
function inWords(source: string): string {
  return source
    .replace(/!0\b/g, ' true')
    .replace(/!1\b/g, ' false')
    .replace(/\bvoid 0\b/g, 'undefined');
}

/** The script with each `atob("...")` as the string that it stands for. */
function withBytes(source: string): string {
  return source.replace(/\batob\(("[^"]*")\)/g, (_all, text: string) => {
    const bytes = Buffer.from(JSON.parse(text) as string, 'base64');
    return `"${[...bytes].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('')}"`;
  });
}

let directory: string;
let bundle: Bundle;
beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'hengzhun-bundle-'));
  bundle = await buildBundle({ instrument: 'scale', out: path.join(directory, 'scale.js') });
});
afterAll(() => rm(directory, { recursive: true, force: true }));

describe('the bundle of the scale', () => {
  it('stays inside the language', () => {
    expect(checkLanguage(bundle.code, { file: 'scale.js' })).toEqual([]);
  });

  it('has no member whose name is a reserved word: the interpreter would take a division by it for a regular expression', () => {
    expect(bundle.code).not.toMatch(/\.(do|if|in|of|for|new|try|var|let)\b/);
  });

  it('is the same program as its pretokenised form; its image for flash is smaller', () => {
    // The image holds as bytes what the script has in base64; inside a template both have base64.
    expect(tree(withBytes(detokenise(pretokenise(bundle.code))))).toEqual(tree(withBytes(inWords(bundle.code))));
    expect(bundle.imageBytes).toBeLessThan(bundle.bytes);
  });

  it('holds no codes of failures that the instrument does not look at', () => {
    expect(bundle.code).not.toMatch(/"(cbor|slip|command|request)-(?!unknown"|nonce")[a-z-]+"/);
    expect(bundle.code).toContain('"request-unknown"');
  });

  it('is built to the same bytes each time: the software measurement is repeatable', async () => {
    const again = await buildBundle({ instrument: 'scale' });
    expect([again.sha256, again.imageSha256]).toEqual([bundle.sha256, bundle.imageSha256]);
  });

  it('is written with its digests and sizes', async () => {
    const facts = JSON.parse(await readFile(path.join(directory, 'scale.json'), 'utf8'));
    expect(facts).toMatchObject({
      sha256: bundle.sha256,
      imageSha256: bundle.imageSha256,
      imageBytes: bundle.imageBytes,
    });
    expect(await readFile(path.join(directory, 'scale.bin'), 'latin1')).toBe(bundle.image);
    expect(await readFile(path.join(directory, 'scale.js'), 'latin1')).toBe(bundle.code);
  });

  it('does not exist for an unknown instrument', async () => {
    await expect(buildBundle({ instrument: '../x' as 'scale' })).rejects.toMatchObject({
      code: 'bundle-unknown-instrument',
    });
  });
});

describe('a bundle that leaves the language is not built', () => {
  it('names source file, line and rule', async () => {
    const entry = path.join(directory, 'entry.ts');
    await writeFile(entry, 'const list: number[] = [4];\nprint(list.map((x) => x ** 2));\n');
    const failure = await buildScript(entry).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(BundleError);
    expect((failure as BundleError).code).toBe('bundle-language');
    expect((failure as BundleError).message).toMatch(/entry\.ts:2:\d+ banned-member: Math\.pow/);
  });
});

describe('pretokenised code', () => {
  it.each([
    'var a=1,b=-1,c=1000,d=70000,e="x\\"\\\\\\n\\xff";',
    'for(var i=0;i<10;i++)if(i!==3)continue;else break;',
    'a=b- -1;a=b+ +1;a=b+ ++c;a=b- --c;a=1 .toString();',
    'function f(x){return x?typeof x:void 0}f.in=f.new;x={delete:1,if:2};',
    'a=!0;b=!1===c||!0;d=()=>!1;e=void 0;f=void 0===g',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a template is what is tokenised
    'a=`b${c+{d:1}.d}e`+"f";',
    'a=/[a-z]+/g.test("q")?x=>x>>>2:1/2/3;',
    `a="${'y'.repeat(300)}"+atob("AAECA/8=");`,
    'a=(b??c)||d&&e;a>>>=1;a<<=2;a>>=3;a^=4;a|=5;a&=6;a%=7;a/=8;a*=9;',
  ])('keeps the program: %s', (source) => {
    const expected = inWords(source).replace('atob("AAECA/8=")', '"\\0\\x01\\x02\\x03\\xff"');
    expect(tree(detokenise(pretokenise(source)))).toEqual(tree(expected));
  });
});

describe('what the minifier assumes and the interpreter does not do', () => {
  it('declares late variables at the top of their function', () => {
    const source = 'function f(n){e=n;if(n){var e,t=2}return e+t}';
    expect(hoistDeclarations(source)).toBe('function f(n){var e,t;e=n;if(n){var e,t=2}return e+t}');
  });

  it('wraps a function at the beginning of a for', () => {
    const source = 'for(function(){a=1}(),a++;a<3;)a++;';
    expect(wrapLoopFunctions(source)).toBe('for((function(){a=1})(),a++;a<3;)a++;');
  });
});
