import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { crc16 } from '../../src/element/crc16.js';

vi.mock('../../src/platform/espruino.js', () => ({
  bytesOf: (text: string) => Uint8Array.from(Buffer.from(text, 'latin1')),
}));

const bytes = (hex: string): string => Buffer.from(hex, 'hex').toString('latin1');
const crc = (hex: string): string => Buffer.from(crc16(bytes(hex)), 'latin1').toString('hex');

/** The algorithm of the data sheet: a register of 16 bits, polynomial 0x8005, each byte from its least significant bit. */
function bitByBit(data: Uint8Array): string {
  let register = 0;
  for (const byte of data) {
    for (let bit = 0; bit < 8; bit++) {
      const out = (register >> 15) & 1;
      register = (register << 1) & 0xffff;
      if (((byte >> bit) & 1) !== out) register ^= 0x8005;
    }
  }
  return Buffer.from([register & 255, register >> 8]).toString('hex');
}

describe('CRC-16 of the ATECC608', () => {
  // packets as they stand in public sources: wake answer, Info command, its answer by a 608, status answers
  test.each([
    ['0411', '3343'],
    ['0730000000', '035d'],
    ['0700006002', '8038'],
    ['0400', '0340'],
    ['0401', '00c3'],
    ['040f', '2342'],
    ['071c000000', '0a4d'],
    ['0715020000', '3008'],
    ['0700000001', '002e'],
  ])('%s has the CRC %s', (packet, expected) => {
    expect(crc(packet)).toBe(expected);
  });

  test('is that of the data sheet’s algorithm for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 160 }), (data) => {
        expect(crc(Buffer.from(data).toString('hex'))).toBe(bitByBit(data));
      }),
    );
  });
});
