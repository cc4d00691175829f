import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  byteString,
  CborTag,
  type CborValue,
  CLAIM_METROLOGICAL,
  decodeCbor,
  decodeFrame,
  decodeReply,
  decodeRequest,
  encodeCbor,
  METROLOGICAL_KEY_DATA,
  type ProtocolError,
  signFrame,
} from '../src/index.js';
import { matchesCddl, undefinedNames } from './support/cddl.js';
import { createInstrument } from './support/instrument.js';
import { golden, unhex } from './support/vectors.js';

type ClaimsMap = Map<CborValue, CborValue>;

/** What the CDDL says only in its comments. */
const BEYOND_CDDL = new Set([
  'signature-range',
  'signature-high-s',
  'signature-invalid',
  'frame-wrong-key',
  'frame-channels',
  'frame-nozzle',
  'frame-identity-digest',
  'frame-too-long',
]);

it('hengzhun.cddl defines every name that it uses', () => {
  expect(undefinedNames()).toEqual([]);
});

describe('hengzhun.cddl describes the golden vectors', () => {
  it.each<[string, string, { name: string; bytes: string }[]]>([
    ['frame', 'frames', golden('frames').frames],
    ['request', 'requests', golden('requests').accepted],
    ['reply', 'replies', golden('replies').replies],
    ['command', 'commands', [...golden('commands').commands, ...golden('commands').signed]],
    ['certificate', 'certificate', [{ name: 'certificate', ...golden('certificate') }]],
  ])('%s', (rule, _, vectors) => {
    for (const { bytes } of vectors) {
      expect(matchesCddl(rule, unhex(bytes))).toBe(true);
      if (rule !== 'certificate') expect(matchesCddl('message', unhex(bytes))).toBe(true);
    }
  });

  it('event', () => {
    for (const { entry } of golden('events').entries) expect(matchesCddl('event', unhex(entry))).toBe(true);
  });

  it.each<{ name: string; bytes: string; code: string }>(golden('refused-frames').frames)(
    'and not the refused frame: $name',
    ({ name, bytes, code }) => {
      // What is not deterministic CBOR on its outermost level is outside what CDDL speaks about.
      if (code.startsWith('cbor-') && !isDeterministic(unhex(bytes))) return;
      if (BEYOND_CDDL.has(code) || name.includes('ueid of another type')) return;
      expect(matchesCddl('frame', unhex(bytes))).toBe(false);
    },
  );
});

function isDeterministic(bytes: Uint8Array): boolean {
  try {
    decodeCbor(bytes);
    return true;
  } catch {
    return false;
  }
}

describe('decoder and CDDL give the same verdict', () => {
  const { privateKey } = createInstrument();
  const payloads: Uint8Array[] = golden('frames').frames.map(
    (vector: { bytes: string }) => decodeFrame(unhex(vector.bytes)).payload,
  );
  const keys = fc.oneof(
    fc.integer({ min: 0, max: 26 }),
    fc.constantFrom(6, 10, 256, 258, 259, 260, 261, 263, 265, 267, 270, 271, CLAIM_METROLOGICAL),
  );
  const values: fc.Arbitrary<CborValue> = fc.oneof(
    fc.integer({ min: -2, max: 5 }),
    fc.constantFrom<CborValue>(
      255,
      256,
      65535,
      65536,
      2 ** 32 - 1,
      2 ** 32,
      2 ** 48,
      -32768,
      -32769,
      'x',
      '',
      null,
      true,
      0.5,
    ),
    fc.constantFrom(0, 1, 7, 8, 9, 10, 11, 12, 13, 16, 17, 32, 33).map((length) => new Uint8Array(length).fill(1)),
    fc.constantFrom<CborValue>(['a'], [], [0, 1], [0, 65535], [0, 1, 2], [0, 1, 65536], [-1, 1.5], new Map()),
    fc.constantFrom<CborValue>([['92', 0, 1, 2, 3]], [['', 0, 1, 2, 3]], [['92', 0, 1, 2]], [['92', 0, 1, 2, 2 ** 32]]),
    fc.constantFrom(2, 5).map((count) => Array<CborValue>(count).fill(['0#', 1, 2, 3, 4])),
  );
  const edit = fc.record({
    level: fc.constantFrom('claims', 'metrological', 'data'),
    key: keys,
    value: fc.option(values, { nil: 'delete' as const }),
  });

  it('on frames whose claims were changed at random', () => {
    let accepted = 0;
    fc.assert(
      fc.property(fc.constantFrom(...payloads), fc.array(edit, { minLength: 0, maxLength: 2 }), (payload, edits) => {
        const claims = decodeCbor(payload) as ClaimsMap;
        for (const { level, key, value } of edits) {
          const metrological = claims.get(CLAIM_METROLOGICAL);
          const data = metrological instanceof Map ? metrological.get(METROLOGICAL_KEY_DATA) : undefined;
          const map = level === 'claims' ? claims : level === 'metrological' ? metrological : data;
          if (!(map instanceof Map)) continue;
          if (value === 'delete') map.delete(key);
          else map.set(key, value);
        }
        const bytes = signFrame(byteString(encodeCbor(claims)), privateKey);
        const described = matchesCddl('frame', bytes);
        let code = 'accepted';
        try {
          decodeFrame(bytes);
          accepted++;
        } catch (error) {
          code = (error as ProtocolError).code;
        }
        if (!BEYOND_CDDL.has(code)) expect([code, described]).toEqual([code, code === 'accepted']);
      }),
      { numRuns: 1500 },
    );
    expect(accepted).toBeGreaterThan(100);
  });

  it('on commands of both forms whose parts were changed at random', () => {
    /** Mostly what belongs there, sometimes something else; undefined stands for the former. */
    const mostly = <T>(other: fc.Arbitrary<T>) =>
      fc.oneof({ weight: 6, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: other });
    const bytesOfLength = (...lengths: number[]) => fc.constantFrom(...lengths).map((length) => new Uint8Array(length));
    const header = fc.record({
      algorithm: mostly(fc.constantFrom<CborValue>(5, -7, -35, 'HS256')),
      kid: mostly(bytesOfLength(0, 4, 8)),
      extra: mostly(fc.constantFrom(2, 6)),
    });
    const body = fc.record({
      1: fc.oneof(fc.integer({ min: 0, max: 14 }), fc.constantFrom<CborValue>(-1, 'seal')),
      2: mostly(bytesOfLength(15, 17)).map((other) => other ?? new Uint8Array(16)),
      3: fc.array(fc.constantFrom<CborValue>(0, -1, 2 ** 40, new Uint8Array(32), 'text', []), { maxLength: 2 }),
      missing: mostly(fc.constantFrom(1, 2, 3)),
    });
    let accepted = 0;
    fc.assert(
      fc.property(
        fc.constantFrom(17, 18),
        header,
        body,
        mostly(bytesOfLength(32, 64, 63)),
        (tag, head, content, proof) => {
          const signed = tag === 18;
          const end = proof ?? new Uint8Array(signed ? 64 : 32);
          const headerMap = new Map<CborValue, CborValue>([
            [1, head.algorithm ?? (signed ? -7 : 5)],
            [4, head.kid ?? new Uint8Array(signed ? 8 : 4)],
          ]);
          if (head.extra !== undefined) headerMap.set(head.extra, 0);
          const bodyMap = new Map<CborValue, CborValue>([1, 2, 3].map((key) => [key, content[key as 1 | 2 | 3]]));
          if (content.missing !== undefined) bodyMap.delete(content.missing);
          const bytes = encodeCbor(new CborTag(tag, [encodeCbor(headerMap), new Map(), encodeCbor(bodyMap), end]));
          let verdict = true;
          try {
            decodeRequest(bytes);
            accepted++;
          } catch {
            verdict = false;
          }
          expect(verdict).toBe(matchesCddl('command', bytes));
        },
      ),
      { numRuns: 3000 },
    );
    expect(accepted).toBeGreaterThan(100);
  });

  it('on small arrays as requests and replies', () => {
    const item: fc.Arbitrary<CborValue> = fc.oneof(
      fc.integer({ min: -1, max: 8 }),
      fc.integer({ min: 64, max: 73 }),
      fc.constantFrom<CborValue>(1024, 1025, 65535, 65536, 'text'),
      fc.constantFrom(0, 1, 7, 8, 12, 13, 16, 32, 43, 44, 128, 129).map((length) => new Uint8Array(length)),
      fc.constantFrom<CborValue>(
        [],
        [new Uint8Array(8)],
        [new Uint8Array(8), new Uint8Array(12)],
        [new Uint8Array(43)],
      ),
    );
    let accepted = 0;
    fc.assert(
      fc.property(fc.array(item, { maxLength: 5 }), (items) => {
        const bytes = encodeCbor(items);
        for (const [rule, decode] of [
          ['request', decodeRequest],
          ['reply', decodeReply],
        ] as const) {
          let verdict = true;
          try {
            decode(bytes);
            accepted++;
          } catch {
            verdict = false;
          }
          expect([rule, verdict]).toEqual([rule, matchesCddl(rule, bytes)]);
        }
      }),
      { numRuns: 3000 },
    );
    expect(accepted).toBeGreaterThan(10);
  });
});
