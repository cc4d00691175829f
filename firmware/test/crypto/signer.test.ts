import './natives.js';
import { createECDH, randomBytes } from 'node:crypto';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { DRIVER_ELEMENT } from '../../src/drivers/records.js';

// what the bundle holds; the bus answers nothing and counts what was asked of it
const bundle = vi.hoisted(() => ({ software: true, element: true }));
const bus = vi.hoisted(() => ({ opened: 0, written: 0 }));
const later: Array<() => void> = vi.hoisted(() => []);
vi.mock('../../src/build-flags.js', () => ({
  get HAS_SOFTWARE_SIGNER() {
    return bundle.software;
  },
  get HAS_ELEMENT() {
    return bundle.element;
  },
}));
vi.mock('../../src/drivers/i2c.js', () => ({
  openI2c: () => {
    bus.opened++;
    return {
      writeTo: () => {
        bus.written++;
      },
      readFrom: (_: number, length: number) => new Uint8Array(length).fill(0xff),
    };
  },
}));
vi.mock('../../src/platform/espruino.js', async () => ({
  ...(await import('./platform.js')),
  milliseconds: () => 0,
  callLater: (action: () => void) => void later.push(action),
  bytesOf: (text: string) => Uint8Array.from(Buffer.from(text, 'latin1')),
}));
const { available, canVerify, counterAhead, openSigner, requestSignature, requestVerification, setMark, step } =
  await import('../../src/crypto/index.js');

const element = { kind: DRIVER_ELEMENT, numbers: [1, 0x60], texts: ['D1', 'D2'] };
const open = (record: typeof element | undefined, key = '') =>
  openSigner({
    key,
    keep: () => {},
    entropy: 'e'.repeat(32),
    random: () => randomBytes(32).toString('latin1'),
    reserve: () => {},
    firstBlock: 1,
    poolSize: 1,
    element: record,
    mark: 1,
  });

beforeEach(() => {
  Object.assign(bundle, { software: true, element: true });
  Object.assign(bus, { opened: 0, written: 0 });
  later.length = 0;
});

describe('the choice of signer', () => {
  test('a provisioned element is the signer; while it is silent nothing is signed, by software neither', () => {
    const signer = open(element);
    expect(bus.opened).toBe(1);
    expect(canVerify(signer)).toBe(true);
    for (let i = 0; i < 2000; i++) {
      expect(step(signer)).toBe(false);
      later.shift()?.();
    }
    expect(bus.written).toBeGreaterThan(0);
    expect(available(signer)).toBe(0);
    expect(signer).toMatchObject({ condition: 1, publicKey: '', serial: '' });
    let answer: string | undefined = 'none yet';
    requestSignature(signer, 'd'.repeat(32), (signature) => {
      answer = signature;
    });
    while (later.length > 0) later.shift()!();
    expect(answer).toBeUndefined();
    expect(signer.dropped).toBe(1);
  });

  test('without a record software signs, and the bus is not touched', () => {
    const signer = open(undefined);
    while (step(signer));
    expect(available(signer)).toBe(1);
    expect(bus.opened).toBe(0);
    expect([canVerify(signer), counterAhead(signer)]).toEqual([false, 0]);
    setMark(signer, 9);
    const heard: unknown[] = [];
    requestSignature(signer, 'd'.repeat(32), (signature) => heard.push(signature?.length));
    requestSignature(signer, 'd'.repeat(32), (signature) => heard.push(signature));
    requestVerification(signer, 'd', 's', 'p', (valid) => heard.push(valid));
    expect(heard).toEqual([64, undefined, false]);
    expect(signer.dropped).toBe(1);
  });

  test('the public key of a software key is given with it', () => {
    const ecdh = createECDH('prime256v1');
    const point = ecdh.generateKeys().subarray(1).toString('latin1');
    const signer = open(undefined, ecdh.getPrivateKey().toString('latin1').padStart(32, '\0') + point);
    expect(signer.publicKey).toBe(point);
  });

  test('what was kept of the other kind is no key and never shows: the instrument is newborn', () => {
    const ofElement = '\x01\x23'.padEnd(77, 'p');
    const software = open(undefined, ofElement);
    expect(software.publicKey).toBe('');
    while (step(software));
    expect(software.publicKey).toHaveLength(64);
    expect((software as unknown as { secret: string }).secret).not.toBe(ofElement.slice(0, 32));
    const ofSoftware = 'd'.repeat(32) + 'p'.repeat(64);
    expect(open(element, ofSoftware)).toMatchObject({ serial: '', publicKey: '' });
    expect(open(element, ofElement)).toMatchObject({
      serial: ofElement.slice(0, 9),
      publicKey: ofElement.slice(9, 73),
    });
  });

  test.each([
    ['software only, with an element provisioned', { software: true, element: false }, element],
    ['an element only, with none provisioned', { software: false, element: true }, undefined],
    ['neither', { software: false, element: false }, undefined],
  ])('a bundle with %s has no signer, and says so', (_, flags, record) => {
    Object.assign(bundle, flags);
    expect(() => open(record)).toThrow(expect.objectContaining({ code: 'signer-missing' }));
  });
});
