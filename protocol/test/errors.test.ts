import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { HengzhunError, PROTOCOL_ERRORS, ProtocolError } from '../src/index.js';

const source = new URL('../src/', import.meta.url);
const text = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('errors.ts'))
  .map((file) => readFileSync(new URL(file, source), 'utf8'))
  .join('\n');

describe('errors', () => {
  it('have a stable code, a sentence, a place and a cause', () => {
    const cause = new Error('why');
    const error = new ProtocolError('cbor-utf8', 7, { cause, detail: 'Look there.' });
    expect(error).toBeInstanceOf(HengzhunError);
    expect(error).toMatchObject({ name: 'ProtocolError', code: 'cbor-utf8', offset: 7, cause });
    expect(error.message).toBe(`${PROTOCOL_ERRORS['cbor-utf8']} Look there. (at byte 7)`);
    expect(new ProtocolError('log-head').message).toBe(PROTOCOL_ERRORS['log-head']);
  });

  it('every code of the table can occur', () => {
    expect(Object.keys(PROTOCOL_ERRORS).filter((code) => !text.includes(`'${code}'`))).toEqual([]);
  });

  it('every code that device code fails with is in the table', () => {
    const codes = [...text.matchAll(/\bfail\((?:info === 31 \? )?'([a-z0-9-]+)'(?: : '([a-z0-9-]+)')?, /g)].flatMap(
      (m) => m.slice(1),
    );
    const known = codes.filter((code) => code !== undefined);
    expect(known.length).toBeGreaterThan(20);
    expect(known.filter((code) => !(code in PROTOCOL_ERRORS))).toEqual([]);
  });
});
