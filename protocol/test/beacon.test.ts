import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BEACON_LENGTH, beaconOf, byteString, bytesOf, decodeBeacon, writeBeacon } from '../src/index.js';
import { refusal } from './support/refusal.js';
import { hex } from './support/vectors.js';

const KID = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8);
const sample = () =>
  bytesOf(writeBeacon(2, 3, true, true, 2, 0x1_89ab_cdef, byteString(KID), 0x1_1234, 0x1_fedc, 'pq'));

describe('the beacon (README, "Radio")', () => {
  it('has the form of the test vector in the README', () => {
    const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
    const [, vector] = /```beacon\n([0-9a-f\s]+)```/.exec(readme)!;
    const bytes = bytesOf(writeBeacon(1, 1, false, true, 1, 70_000, byteString(KID), 300, 42, '\xab\xcd and more'));
    expect(hex(bytes)).toBe(vector!.replaceAll(/\s/g, ''));
    expect(decodeBeacon(bytes)).toEqual({
      kind: 1,
      selfState: 1,
      isLocked: false,
      isBusy: true,
      sealState: 1,
      sequence: 70_000,
      kid: KID,
      bootcount: 300,
      logLength: 42,
      previous: Uint8Array.of(0xab, 0xcd),
    });
  });

  it('comes back as it was written, large numbers by their low bits', () => {
    expect(decodeBeacon(sample())).toEqual({
      kind: 2,
      selfState: 3,
      isLocked: true,
      isBusy: true,
      sealState: 2,
      sequence: 0x89ab_cdef,
      kid: KID,
      bootcount: 0x1234,
      logLength: 0xfedc,
      previous: Uint8Array.of(0x70, 0x71),
    });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 255 }),
        fc.nat(3),
        fc.boolean(),
        fc.boolean(),
        fc.nat(2),
        fc.nat(0xffff_ffff),
        fc.nat(0xffff),
        fc.nat(0xffff),
        (kind, selfState, isLocked, isBusy, sealState, sequence, bootcount, logLength) => {
          const text = writeBeacon(
            kind,
            selfState,
            isLocked,
            isBusy,
            sealState,
            sequence,
            '',
            bootcount,
            logLength,
            '\0\xff',
          );
          expect(text).toHaveLength(BEACON_LENGTH);
          const read = { kind, selfState, isLocked, isBusy, sealState, sequence, bootcount, logLength };
          expect(decodeBeacon(bytesOf(text))).toEqual({ ...read, kid: undefined, previous: Uint8Array.of(0, 255) });
        },
      ),
    );
  });

  it('is refused, each defect with its code', () => {
    const changed = (offset: number, value: number) => {
      const bytes = Uint8Array.from(sample());
      bytes[offset] = value;
      return refusal(() => decodeBeacon(bytes));
    };
    expect(changed(0, 0x49)).toBe('beacon-form');
    expect(changed(2, 0)).toBe('beacon-version');
    expect(changed(2, 2)).toBe('beacon-version');
    expect(changed(3, 0)).toBe('beacon-value');
    expect(changed(4, 4)).toBe('beacon-value');
    expect(changed(4, 0x40)).toBe('beacon-value');
    expect(changed(4, 0x80)).toBe('beacon-value');
    expect(changed(5, 3)).toBe('beacon-value');
    for (let length = 0; length < BEACON_LENGTH; length++)
      expect(refusal(() => decodeBeacon(sample().subarray(0, length)))).toBe('beacon-form');
    expect(refusal(() => decodeBeacon(Buffer.concat([sample(), Buffer.alloc(1)])))).toBe('beacon-form');
  });

  it('any bytes are read or refused, never anything else', () => {
    const start = fc.constantFrom(Uint8Array.of(), Uint8Array.of(0x48, 0x5a, 1));
    fc.assert(
      fc.property(start, fc.uint8Array({ maxLength: 30 }), (head, tail) => {
        const result = refusal(() => decodeBeacon(Buffer.concat([head, tail])));
        expect(['accepted', 'beacon-form', 'beacon-version', 'beacon-value']).toContain(result);
      }),
    );
  });

  it('is found in manufacturer data by company and mark', () => {
    const data = Buffer.concat([Uint8Array.of(0xff, 0xff), sample()]);
    expect(hex(beaconOf(data)!)).toBe(hex(sample()));
    expect(beaconOf(data, 0x0590)).toBeUndefined();
    expect(beaconOf(Buffer.concat([Uint8Array.of(0x90, 0x05), sample()]), 0x0590)).toBeDefined();
    expect(beaconOf(Uint8Array.of(0xff, 0xff, 1, 2, 3))).toBeUndefined();
    expect(beaconOf(new Uint8Array(0))).toBeUndefined();
  });
});
