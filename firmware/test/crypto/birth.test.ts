import './natives.js';
import { createECDH, createHash, createPublicKey, randomBytes, verify } from 'node:crypto';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { N } from '../../src/crypto/generate/lattice.mjs';
import { available, createSigner, type SoftwareSigner, sign, step } from '../../src/crypto/software-signer.js';
import { multiplyPoint } from './reference.js';

const drawn: string[] = [];
const seeds: string[] = [];
vi.mock('../../src/platform/espruino.js', () => import('./platform.js'));
// the generator's output cannot be chosen: where a test wants a certain key, it is replaced
vi.mock('../../src/crypto/drbg.js', async (original) => {
  const real = await original<typeof import('../../src/crypto/drbg.js')>();
  return {
    ...real,
    generateDrbg: (drbg: never) => drawn.shift() ?? real.generateDrbg(drbg),
    updateDrbg: (drbg: never, mark: '\0' | '\x01', data: string) => {
      if (data) seeds.push(data);
      real.updateDrbg(drbg, mark, data);
    },
  };
});
beforeEach(() => {
  drawn.length = 0;
  seeds.length = 0;
});

const text = (hex: string): string => Buffer.from(hex, 'hex').toString('latin1');
const hex = (bytes: string): string => Buffer.from(bytes, 'latin1').toString('hex');
const bytes = (k: bigint): string => text(k.toString(16).padStart(64, '0'));
const entropy = 'host entropy of thirty-two bytes';

interface Birth {
  signer: SoftwareSigner;
  kept: string[];
  blocks: number[];
}
function begin(keep?: (key: string) => void, random = () => randomBytes(32).toString('latin1')): Birth {
  const kept: string[] = [];
  const blocks: number[] = [];
  const signer = createSigner({
    privateKey: '',
    entropy,
    keep: keep ?? ((key) => void kept.push(key)),
    random,
    reserve: (block) => void blocks.push(block),
    firstBlock: 5,
    poolSize: 1,
  });
  return { signer, kept, blocks };
}
const bear = (...numbers: bigint[]): Birth => {
  const birth = begin();
  drawn.push(...numbers.map(bytes));
  while (!birth.signer.publicKey) step(birth.signer);
  return birth;
};
const nodePublicKey = (privateKey: string): string => {
  const ecdh = createECDH('prime256v1');
  ecdh.setPrivateKey(Buffer.from(privateKey, 'latin1'));
  return ecdh.getPublicKey().subarray(1).toString('latin1');
};

describe('the birth of a key (FIPS 186-5 A.2.2)', () => {
  test('the key pair of RFC 6979 A.2.5', () => {
    const { signer, kept } = bear(0xc9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721n);
    expect(hex(signer.publicKey)).toBe(
      '60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6' +
        '7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299',
    );
    expect(kept.map(hex)).toEqual([
      `c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721${hex(signer.publicKey)}`,
    ]);
  });

  // RFC 5114 A.6 gives dA and dB of the 256-bit random ECP group with their points
  test.each([
    [
      '814264145f2f56f2e96a8e337a1284993faf432a5abce59e867b7291d507a3af',
      '2af502f3be8952f2c9b5a8d4160d09e97165be50bc42ae4a5e8d3b4ba83aeb15',
      'eb0faf4ca986c4d38681a0f9872d79d56795bd4bff6e6de3c0f5015ece5efd85',
    ],
    [
      '2ce1788ec197e096db95a200cc0ab26a19ce6bccad562b8eee1b593761cf7f41',
      'b120de4aa36492795346e8de6c2c8646ae06aaea279fa775b3ab0715f6ce51b0',
      '9f1b7eece20d7b5ed8ec685fa3f071d83727027092a8411385c34dde5708b2b6',
    ],
  ])('the key pair of RFC 5114 A.6 with d = %s', (d, x, y) => {
    expect(hex(bear(BigInt(`0x${d}`)).signer.publicKey)).toBe(x + y);
  });

  test.each([
    ['2', 2n],
    ['3', 3n],
    ['n - 1', N - 1n],
    ['n - 2', N - 2n],
    ['(n - 1) / 2', (N - 1n) / 2n],
    ['(n + 1) / 2', (N + 1n) / 2n],
    ['2^255', 1n << 255n],
  ])('d = %s has the point d G, whatever its parity', (_, d) => {
    const [x, y] = multiplyPoint(d)!;
    const { signer } = bear(d, 0xc0ffeen);
    // a multiplier that meets an exceptional case of the comb is drawn again
    if (signer.faults === 0) expect(signer.publicKey).toBe(bytes(x) + bytes(y));
    else expect(signer.publicKey).toBe(bytes(multiplyPoint(0xc0ffeen)![0]) + bytes(multiplyPoint(0xc0ffeen)![1]));
  });

  test.each([
    ['0', 0n],
    ['n', N],
    ['2^256 - 1', 2n ** 256n - 1n],
  ])('%s is no private key and drawn again', (_, number) => {
    const { signer, kept } = bear(number, 0x5eedn);
    expect(kept[0]!.slice(0, 32)).toBe(bytes(0x5eedn));
    expect(signer.faults).toBe(0);
  });

  test('20 keys from the generator differ, have the points that node:crypto gives them, and sign', () => {
    const seen = new Set<string>();
    for (let i = 0; i < 20; i++) {
      const { signer, kept } = begin();
      while (step(signer));
      const key = kept[0]!;
      expect(key).toHaveLength(96);
      expect(key.slice(32)).toBe(nodePublicKey(key.slice(0, 32)));
      expect(signer.publicKey).toBe(key.slice(32));
      const publicKey = createPublicKey({
        key: {
          kty: 'EC',
          crv: 'P-256',
          x: Buffer.from(key.slice(32, 64), 'latin1').toString('base64url'),
          y: Buffer.from(key.slice(64), 'latin1').toString('base64url'),
        },
        format: 'jwk',
      });
      const message = randomBytes(30);
      const signature = sign(signer, createHash('sha256').update(message).digest('binary'))!;
      expect(
        verify('sha256', message, { key: publicKey, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'latin1')),
      ).toBe(true);
      seen.add(key);
    }
    expect(seen.size).toBe(20);
  });
});

describe('what a key is made of', () => {
  test('hardware randomness three times, the host’s entropy and a block of the counter that is never used again', () => {
    let calls = 0;
    const { signer, blocks } = begin(undefined, () => String.fromCharCode(65 + calls++).repeat(32));
    while (!signer.publicKey) step(signer);
    const random = (which: string): string => which.repeat(32);
    expect(new Set(seeds)).toEqual(
      new Set([`${random('A')}${entropy}\0\0\0\x05hengzhun es256 key 1${random('B')}${random('C')}`]),
    );
    expect(blocks).toEqual([5]);
    seeds.length = 0;
    const privateKey = signer.secret;
    while (step(signer));
    expect(blocks).toEqual([5, 6]);
    expect(seeds[0]!.slice(32)).toBe(`${privateKey}\0\0\0\x06hengzhun es256 one-time values 1`);
  });

  test('the same weak source gives two hosts’ instruments, and two attempts of one, different keys', () => {
    const constant = (): string => '\x2a'.repeat(32);
    const first = begin(undefined, constant);
    const second = begin(undefined, constant);
    second.signer.secret = 'another host';
    const third = begin(undefined, constant);
    third.signer.block = 6;
    const keys = [first, second, third].map(({ signer, kept }) => {
      while (!signer.publicKey) step(signer);
      return kept[0];
    });
    expect(new Set(keys).size).toBe(3);
  });
});

describe('keeping', () => {
  test('nothing is signed, and no public key shown, before the key is kept; a failure to keep it is tried again', () => {
    let failures = 3;
    let kept = '';
    const { signer } = begin((key) => {
      if (failures-- > 0) throw 'flash';
      kept = key;
    });
    for (let thrown = 0; thrown < 3; ) {
      try {
        step(signer);
      } catch (error) {
        expect(error).toBe('flash');
        thrown++;
      }
      expect([signer.publicKey, available(signer), sign(signer, '\0'.repeat(32))]).toEqual(['', 0, undefined]);
    }
    while (step(signer));
    expect(kept.slice(32)).toBe(nodePublicKey(kept.slice(0, 32)));
    expect(available(signer)).toBe(1);
  });

  test('a signer that is given what was kept goes on with it', () => {
    const { kept } = bear(0x123456789abcdefn);
    const key = kept[0]!;
    const again = createSigner({
      privateKey: key.slice(0, 32),
      publicKey: key.slice(32),
      entropy,
      keep: () => {
        throw new Error('it has a key');
      },
      random: () => randomBytes(32).toString('latin1'),
      reserve: () => {},
      firstBlock: 6,
      poolSize: 1,
    });
    while (step(again));
    expect(again.publicKey).toBe(key.slice(32));
    expect(available(again)).toBe(1);
  });
});
