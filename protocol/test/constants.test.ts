import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { constantName, readConstants, renderConstants, replaceTables, withoutPadding } from '../scripts/constants.mjs';
import * as constants from '../src/generated/constants.js';
import { PROTOCOL_ERRORS } from '../src/index.js';

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
const cddl = read('hengzhun.cddl');

describe('what is generated from hengzhun.cddl is up to date (else: node scripts/generate.mjs)', () => {
  it('constants.ts', () => {
    expect(read('src/generated/constants.ts')).toBe(renderConstants(cddl));
  });

  it('the tables of the README', () => {
    const readme = read('README.md');
    expect(withoutPadding(readme)).toBe(withoutPadding(replaceTables(readme, cddl)));
  });

  it('every integer rule is a constant of the same value, and there are no others', () => {
    const fromCddl = Object.fromEntries(readConstants(cddl).map(({ name, value }) => [constantName(name), value]));
    expect({ ...constants }).toEqual(fromCddl);
    expect(Object.keys(fromCddl).length).toBeGreaterThan(100);
  });
});

it('the README lists every error code with its sentence', () => {
  const readme = withoutPadding(read('README.md'));
  for (const [code, sentence] of Object.entries(PROTOCOL_ERRORS)) {
    expect(readme).toContain(`| \`${code}\` | ${sentence} |`);
  }
});
