import { createHash, createPublicKey, randomBytes, verify } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { Atecc608, blankChip, COUNTER_END, crc16, I2cBus, packetOf } from '../../src/index.js';

const ADDRESS = 0x60;
let time: number;
let bus: I2cBus;
let chip: Atecc608;
const hex = (data: Uint8Array | string): string => Buffer.from(data as Uint8Array).toString('hex');
const bytes = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'));

beforeEach(() => {
  time = 10_000;
  bus = new I2cBus();
  chip = new Atecc608({ now: () => time, state: blankChip(bytes('01 23 45 67 89 ab cd 01 ee')) });
  bus.attach(ADDRESS, chip);
});

const write = (data: Uint8Array): string | undefined => bus.write(ADDRESS, data, true, 400_000);
const read = (length: number): string => {
  const data = bus.read(ADDRESS, length, true, 400_000);
  return typeof data === 'string' ? data : hex(data);
};
const wake = (): void => {
  bus.write(0, Uint8Array.of(0), true, 100_000);
  time += 1.5;
};
const word = (address: number): void => {
  write(Uint8Array.of(address));
};
/** Sends a command, waits for its longest time, and reads the data of its answer. */
function command(code: number, param1: number, param2: number, data: Uint8Array = new Uint8Array()): Uint8Array {
  const packet = packetOf([code, param1, param2 & 255, param2 >> 8, ...data]);
  expect(write(Uint8Array.from([3, ...packet]))).toBeUndefined();
  time += 120;
  const answer = bus.read(ADDRESS, 75, true, 400_000) as Uint8Array;
  const packetBack = answer.slice(0, answer[0]);
  expect([...packetBack.subarray(-2)]).toEqual(crc16(packetBack.subarray(0, -2)));
  return packetBack.slice(1, -2);
}
const status = (...args: Parameters<typeof command>): number => {
  const answer = command(...args);
  expect(answer).toHaveLength(1);
  return answer[0]!;
};
function makeKey(): Uint8Array {
  wake();
  command(0x12, 0, 5, bytes('81 20 87 20'));
  command(0x12, 0, 24, bytes('33 00 33 00'));
  command(0x17, 0x80, 0);
  const key = command(0x40, 4, 0);
  expect(status(0x17, 0x81, 0)).toBe(0);
  return key;
}
const keyObject = (key: Uint8Array) =>
  createPublicKey({
    key: {
      kty: 'EC',
      crv: 'P-256',
      x: Buffer.from(key.subarray(0, 32)).toString('base64url'),
      y: Buffer.from(key.subarray(32)).toString('base64url'),
    },
    format: 'jwk',
  });

describe('power and the wire (ATECC608 data sheet, I2C interface)', () => {
  test('a sleeping chip acknowledges nothing; SDA low for 60 us wakes it, 1.5 ms later it says 04 11 33 43', () => {
    expect(read(4)).toBe('address-nack');
    expect(write(Uint8Array.of(3))).toBe('address-nack');
    bus.write(0, Uint8Array.of(0), true, 400_000);
    time += 1.5;
    expect(read(4)).toBe('address-nack');
    bus.write(0, Uint8Array.of(0), true, 100_000);
    time += 1.4;
    expect(read(4)).toBe('address-nack');
    time += 0.2;
    expect(read(4)).toBe('04113343');
  });

  test('the Info command of public sources, byte by byte: 03 07 30 00 00 00 03 5D gives 07 00 00 60 02 80 38', () => {
    wake();
    expect(write(bytes('03 07 30 00 00 00 03 5d'))).toBeUndefined();
    expect(read(7)).toBe('address-nack');
    time += 5;
    expect(read(7)).toBe('07000060028038');
    expect(read(3)).toBe('ffffff');
    word(0);
    expect(read(2)).toBe('0700');
    expect(read(5)).toBe('0060028038');
  });

  test('the watchdog puts it to sleep after 1.3 s, and before that refuses what would take longer', () => {
    wake();
    time += 1200;
    expect(write(Uint8Array.from([3, ...packetOf([0x40, 0, 0, 0])]))).toBeUndefined();
    time += 1;
    expect(read(4)).toBe(hex(packetOf([0xee])));
    time += 100;
    expect(read(4)).toBe('address-nack');
    expect(chip.power).toBe('asleep');
  });

  test('idle keeps TempKey, sleep loses it', () => {
    makeKey();
    word(1);
    for (const [address, expected] of [
      [2, 64],
      [1, 1],
    ] as const) {
      wake();
      expect(status(0x16, 3, 0, randomBytes(32))).toBe(0);
      word(address);
      expect(chip.power).toBe(address === 1 ? 'asleep' : 'idle');
      wake();
      expect(command(0x41, 0x80, 0)).toHaveLength(expected);
    }
  });

  test('a command with a wrong CRC, of an unknown code or of a wrong length is refused', () => {
    wake();
    write(bytes('03 07 30 00 00 00 03 5c'));
    expect(read(4)).toBe(hex(packetOf([0xff])));
    expect(status(0x99, 0, 0)).toBe(3);
    expect(status(0x16, 3, 0, randomBytes(31))).toBe(3);
    expect(status(0x45, 2, 4, randomBytes(127))).toBe(3);
    expect(status(0x02, 0x80, 0xff)).toBe(3);
  });

  test('between the pieces of a command nothing can be read', () => {
    wake();
    write(bytes('03 07 30 00'));
    expect(read(4)).toBe('address-nack');
  });
});

describe('zones and locks', () => {
  test('serial number and locks cannot be written; the configuration can, until it is locked', () => {
    wake();
    expect(hex(command(0x02, 0x80, 0)).slice(0, 26)).toBe('012345670000600289abcd01ee');
    expect(status(0x12, 0, 0, bytes('00 00 00 00'))).toBe(0x0f);
    expect(status(0x12, 0, 21, bytes('00 00 00 00'))).toBe(0x0f);
    expect(status(0x12, 0, 5, bytes('81 20 87 20'))).toBe(0);
    expect(hex(command(0x02, 0, 5))).toBe('81208720');
    expect(status(0x17, 0, 0x1234)).toBe(0x0f);
    const [low, high] = crc16(chip.state.config);
    expect(status(0x17, 0, low | (high << 8))).toBe(0);
    expect(status(0x17, 0x80, 0)).toBe(0x0f);
    expect(status(0x12, 0, 5, bytes('81 20 87 20'))).toBe(0x0f);
    expect(hex(command(0x02, 0, 21))).toBe('00005500');
  });

  test('no key before the configuration is locked, none after slot 0 is, and private keys are read by nothing', () => {
    wake();
    expect(status(0x40, 4, 0)).toBe(0x0f);
    word(1);
    const key = makeKey();
    word(1);
    wake();
    expect(hex(command(0x40, 0, 0))).toBe(hex(key));
    expect(hex(command(0x40, 4, 0))).not.toBe(hex(key));
    expect(status(0x17, 0x82, 0)).toBe(0);
    expect(status(0x17, 0x82, 0)).toBe(0x0f);
    expect(status(0x40, 4, 0)).toBe(0x0f);
    expect(status(0x02, 0x82, 0)).toBe(0x0f);
    expect(status(0x12, 0x82, 0, randomBytes(32))).toBe(0x0f);
  });

  test('an empty slot has no key to show or to sign with', () => {
    wake();
    command(0x17, 0x80, 0);
    expect(status(0x40, 0, 0)).toBe(0x05);
    expect(status(0x16, 3, 0, randomBytes(32))).toBe(0);
    expect(status(0x41, 0x80, 0)).toBe(0x05);
    expect(status(0x41, 0x80, 3)).toBe(0x0f);
  });
});

describe('signatures (FIPS 186-5 §6.4)', () => {
  test('what it signs verifies with node:crypto; from TempKey and from the message digest buffer, each used once', () => {
    const publicKey = keyObject(makeKey());
    for (const [nonceMode, signMode] of [
      [3, 0x80],
      [0x43, 0xa0],
    ] as const) {
      word(1);
      wake();
      const message = randomBytes(50);
      const digest = createHash('sha256').update(message).digest();
      expect(status(0x16, nonceMode, 0, digest)).toBe(0);
      expect(status(0x41, signMode ^ 0x20, 0)).toBe(0x0f);
      const signature = command(0x41, signMode, 0);
      expect(verify('sha256', message, { key: publicKey, dsaEncoding: 'ieee-p1363' }, signature)).toBe(true);
      expect(status(0x41, signMode, 0)).toBe(0x0f);
    }
  });

  test('Verify tells a valid signature (0), another (1), and what is no key or no signature (5)', () => {
    const key = makeKey();
    word(1);
    wake();
    const digest = randomBytes(32);
    const nonce = (): void => expect(status(0x16, 3, 0, digest)).toBe(0);
    nonce();
    const signature = command(0x41, 0x80, 0);
    const verified = (...parts: Uint8Array[]): number => {
      nonce();
      const result = status(0x45, 2, 4, Uint8Array.from(Buffer.concat(parts)));
      word(1);
      wake();
      return result;
    };
    expect(verified(signature, key)).toBe(0);
    const other = Uint8Array.from(signature);
    other[40]! ^= 1;
    expect(verified(other, key)).toBe(1);
    expect(verified(new Uint8Array(64), key)).toBe(5);
    expect(verified(signature, signature)).toBe(5);
  });

  test('SHA-256 of FIPS 180-4: "abc", and two blocks', () => {
    wake();
    expect(status(0x47, 2, 3, Buffer.from('abc'))).toBe(0x0f);
    expect(status(0x47, 0, 0)).toBe(0);
    expect(hex(command(0x47, 2, 3, Buffer.from('abc')))).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
    const long = Buffer.from(
      'abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu',
    );
    command(0x47, 0, 0);
    expect(status(0x47, 1, 64, long.subarray(0, 64))).toBe(0);
    expect(hex(command(0x47, 2, 48, long.subarray(64)))).toBe(
      'cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1',
    );
  });
});

describe('generator and counters', () => {
  test('an unlocked chip gives the pattern FF FF 00 00, a locked one random numbers', () => {
    wake();
    expect(hex(command(0x1b, 0, 0))).toBe('ffff0000'.repeat(8));
    command(0x17, 0x80, 0);
    expect(new Set([0, 1, 2].map(() => hex(command(0x1b, 0, 0)))).size).toBe(3);
  });

  test('a counter only grows, survives power, and ends at 2 097 151', () => {
    makeKey();
    word(1);
    wake();
    expect(hex(command(0x24, 0, 0))).toBe('00000000');
    expect(hex(command(0x24, 1, 0))).toBe('01000000');
    chip.cutPower();
    wake();
    expect(hex(command(0x24, 1, 0))).toBe('02000000');
    expect(hex(command(0x24, 0, 1))).toBe('00000000');
    chip.state.counters[0] = COUNTER_END - 1;
    expect(hex(command(0x24, 1, 0))).toBe('ffff1f00');
    expect(status(0x24, 1, 0)).toBe(0x0f);
    expect(hex(command(0x24, 0, 0))).toBe('ffff1f00');
  });
});
