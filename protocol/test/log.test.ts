import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  byteString,
  bytesOf,
  decodeEvent,
  EMPTY_LOG,
  extendLog,
  ProtocolError,
  verifyLog,
  writeEvent,
} from '../src/index.js';
import { refusal } from './support/refusal.js';
import { golden, unhex } from './support/vectors.js';

const entries: Uint8Array[] = golden('events').entries.map((vector: { entry: string }) => unhex(vector.entry));

describe('verifyLog: a range of entries against a signed head', () => {
  const signed = extendLog(EMPTY_LOG, entries);
  const verdict = (list: Uint8Array[], known = EMPTY_LOG) => refusal(() => verifyLog(known, list, signed));

  it('accepts the whole log, and a range behind a known state', () => {
    expect(verifyLog(EMPTY_LOG, entries, signed)).toEqual(signed);
    expect(verifyLog(extendLog(EMPTY_LOG, entries.slice(0, 3)), entries.slice(3), signed)).toEqual(signed);
    expect(verifyLog(signed, [], signed)).toEqual(signed);
  });

  it('accepts the 16 bytes of a status frame, and then knows all 32', () => {
    const short = { length: signed.length, head: signed.head.subarray(0, 16) };
    expect(verifyLog(EMPTY_LOG, entries, short).head).toEqual(signed.head);
  });

  it('refuses a removed, changed, added, exchanged entry, wherever it is', () => {
    for (let i = 0; i < entries.length; i++) {
      expect(verdict(entries.filter((_, j) => j !== i))).toBe('log-length');
      expect(verdict([...entries.slice(0, i), entries[i]!, ...entries.slice(i)])).toBe('log-length');
      const changed = Uint8Array.from(entries[i]!);
      changed[changed.length - 1] = changed[changed.length - 1]! ^ 1;
      expect(verdict(entries.map((entry, j) => (j === i ? changed : entry)))).toBe('log-head');
      if (i > 0)
        expect(verdict([...entries.slice(0, i - 1), entries[i]!, entries[i - 1]!, ...entries.slice(i + 1)])).toBe(
          'log-head',
        );
    }
  });

  it('refuses entries that begin at another state than the known one', () => {
    expect(verdict(entries.slice(2), extendLog(EMPTY_LOG, entries.slice(1, 3)))).toBe('log-head');
  });
});

describe('decodeEvent', () => {
  it('reads what the instrument writes', () => {
    const item = fc.oneof(fc.integer(), fc.uint8Array({ maxLength: 8 }));
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 255 }),
        fc.integer({ min: 0, max: 0xffff }),
        fc.integer({ min: 0, max: 0xffffffff }),
        fc.array(item, { maxLength: 3 }),
        (kind, bootcount, uptime, items) => {
          const written = writeEvent(
            kind,
            bootcount,
            uptime,
            items.map((i) => (typeof i === 'number' ? i : byteString(i))),
          );
          const event = decodeEvent(bytesOf(written));
          expect({ ...event, items: event.items.map((i) => (typeof i === 'number' ? i : Uint8Array.from(i))) }).toEqual(
            {
              kind,
              bootcount,
              uptime,
              items,
            },
          );
        },
      ),
    );
  });

  it.each([
    ['kind 0', '83000000', 'log-form'],
    ['kind 256', '8319010000 00'.replace(' ', ''), 'frame-value-range'],
    ['two items', '820100', 'log-form'],
    ['bootcount of 17 bits', '83011a0001000000', 'frame-value-range'],
    ['text item', '840100006161', 'cbor-unexpected-type'],
    ['nested item', '8401000080', 'cbor-unexpected-type'],
    ['44 bytes', `8401000058${'27'}${'00'.repeat(39)}`.slice(0, 88), 'log-form'],
    ['trailing byte', '8301000000', 'cbor-trailing'],
    ['a count that lies', '9b0000000100000000010000', 'cbor-truncated'],
  ])('refuses %s', (_, bytes, code) => {
    expect(refusal(() => decodeEvent(unhex(bytes)))).toBe(code);
  });

  it('arbitrary bytes give nothing but ProtocolError', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 48 }), (tail) => {
        try {
          decodeEvent(Uint8Array.from([0x84, ...tail]));
        } catch (error) {
          expect(error).toBeInstanceOf(ProtocolError);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
