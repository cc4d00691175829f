import { createECDH, createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  describeHx711,
  encodeProvisioning,
  PROVISIONING_FILE,
  type Provisioning,
  ProvisioningError,
  scaleDefaults,
  scaleParameterList,
} from '../../../firmware/src/index.js';
import { Device } from '../support/device.js';

const {
  PIECE_COMMANDERS,
  PIECE_COMMAND_KEYS,
  PIECE_ENTROPY,
  PIECE_PRIVATE_KEY,
  PIECE_SOFTWARE,
  readPiece,
  readProvisioning,
} = await import('../../../firmware/src/shell/provisioning.js');
const { KEY_SETTINGS, SETTING_RADIO } = await import('../../../firmware/src/shell/provisioning-form.js');
const { computeIdentityDigest, identityClaims } = await import('../../../firmware/src/shell/frames.js');
const { writeIdentityClaims, writeIdentityStatement } = await import('@hengzhun/protocol');

const pair = createECDH('prime256v1');
pair.generateKeys();

function provisioning(changes: Partial<Provisioning> = {}): Provisioning {
  return {
    statement: {
      ueid: `\x01${'\xab'.repeat(16)}`,
      oemid: '\x07'.repeat(16),
      hwmodel: 'MDBT42Q',
      hwversion: '1.0',
      dbgstat: 2,
      eatProfile: 'tag:example.org,2026:hengzhun',
      swname: 'hengzhun-scale',
      swversion: '0.1.0',
      data: {
        instrumentKind: 1,
        accuracyClass: 3,
        maximumCapacity: 3_000_000,
        minimumCapacity: 20_000,
        verificationInterval: 1000,
        scaleInterval: 1000,
        reportingInterval: 600,
        typeApproval: 'T-1',
        serialNumber: 'S-42',
        keyAssurance: 1,
        observedChannels: '\x01\x02\x03',
        unobserved: 0x137,
      },
    },
    instrument: scaleParameterList(
      scaleDefaults({
        accuracyClass: 3,
        maximum: 3000,
        verificationInterval: 1000,
        zeroCounts: -123_456,
        countsPerMilliE: { numerator: -317, denominator: 100 },
        samplePeriodMs: 100,
      }),
    ),
    drivers: [describeHx711({ dataPin: 'D3', clockPin: 'D4' })],
    privateKey: Uint8Array.from(pair.getPrivateKey()),
    commandKeys: [{ role: 2, epoch: 300, key: new Uint8Array(32).fill(0xc0) }],
    commanders: [{ role: 1, epoch: 0, x: new Uint8Array(32).fill(10), y: new Uint8Array(32).fill(11) }],
    entropy: new Uint8Array(32).fill(5),
    protocolPort: { path: '', baudrate: 9600 },
    ...changes,
  };
}

function install(file: Uint8Array): Device {
  const device = new Device();
  device.install();
  device.storage().write(PROVISIONING_FILE, file, 0, file.length);
  return device;
}

describe('provisioning hz.cfg', () => {
  it('comes back as it was given', () => {
    const given = provisioning();
    install(encodeProvisioning(given));
    const read = readProvisioning()!;
    const piece = (index: number): Buffer => Buffer.from(readPiece(read.provisioning, index), 'latin1');
    expect(read.instrument).toEqual(given.instrument);
    expect(read.drivers).toEqual([{ kind: 1, numbers: [25], texts: ['D3', 'D4'] }]);
    expect(piece(PIECE_PRIVATE_KEY)).toEqual(Buffer.concat([pair.getPrivateKey(), pair.getPublicKey().subarray(1)]));
    expect(piece(PIECE_COMMAND_KEYS).toString('hex')).toBe(`02012c${'c0'.repeat(32)}`);
    expect(piece(PIECE_COMMANDERS).toString('hex')).toBe(`010000${'0a'.repeat(32)}${'0b'.repeat(32)}`);
    expect(piece(PIECE_ENTROPY)).toEqual(Buffer.alloc(32, 5));
    expect(read.texts).toEqual(['']);
    expect(read.provisioning.settings).toEqual([9600, 600, 96, 4, 0, 100, 3600, 1, 7, 1, 1]);
    // without a private key the instrument makes its own
    const { privateKey: _, ...blank } = given;
    install(encodeProvisioning(blank));
    expect(readPiece(readProvisioning()!.provisioning, PIECE_PRIVATE_KEY)).toBe('');
  });

  it('switches the radio off when told to, and where the form is of before it', () => {
    install(encodeProvisioning(provisioning({ radio: false })));
    expect(readProvisioning()!.provisioning.settings[SETTING_RADIO]).toBe(0);
    // the form ends with the list of settings, whose head counts them, and a CRC-32
    const whole = Buffer.from(encodeProvisioning(provisioning()).slice(0, -4));
    const head = whole.lastIndexOf(Uint8Array.of(KEY_SETTINGS, 0x8b));
    const withSettings = (count: number, rest: Uint8Array): void => {
      const form = Buffer.concat([whole.subarray(0, head), Uint8Array.of(KEY_SETTINGS, 0x80 + count), rest]);
      const check = Buffer.alloc(4);
      check.writeUInt32BE(crc32(form));
      install(Buffer.concat([form, check]));
    };
    withSettings(10, whole.subarray(head + 2, -1));
    const earlier = readProvisioning()!.provisioning.settings;
    expect(earlier).toHaveLength(10);
    expect(earlier[SETTING_RADIO]).toBeUndefined();
    withSettings(9, whole.subarray(head + 2, -2));
    expect(readProvisioning()).toBeUndefined();
    withSettings(12, Buffer.concat([whole.subarray(head + 2), Uint8Array.of(0)]));
    expect(readProvisioning()).toBeUndefined();
  });

  it('gives the identity frame and digest that the contract prescribes', () => {
    const { statement } = provisioning();
    install(encodeProvisioning(provisioning()));
    const read = readProvisioning()!.provisioning;
    const shell = {
      provisioning: read,
      journal: {
        sequence: 4,
        previous: 'p'.repeat(16),
        boot: 3,
        lifeStage: 2,
        softwareCounter: 7,
        held: [0, 0, 0, 0, 0, 0],
      },
      signer: { serial: '' },
      log: { length: 9, head: 'h'.repeat(32) },
      settings: read.settings,
      identityDigest: '',
      now: 61_000,
      start: 1000,
      anchorAt: -1,
      anchorSeconds: 0,
      anchorUncertainty: 0,
    };
    const digest = createHash('sha256').update(writeIdentityStatement(statement), 'latin1').digest('binary');
    shell.identityDigest = computeIdentityDigest(shell as never);
    expect(shell.identityDigest).toBe(digest);
    for (const nonce of [undefined, 'nonce-12byte']) {
      for (const anchorAt of [-1, 1000]) {
        Object.assign(shell, { anchorAt, anchorSeconds: 1_800_000_000 });
        expect(identityClaims(shell as never, nonce)).toBe(
          writeIdentityClaims({
            ...statement,
            iat: anchorAt < 0 ? undefined : 1_800_000_060,
            nonce,
            uptime: 60,
            bootcount: 3,
            sequence: 5,
            previous: 'p'.repeat(16),
            logLength: 9,
            logHead: 'h'.repeat(32),
            identityDigest: digest,
            softwareMeasurement: createHash('sha256').digest('binary'),
            lifeStage: 2,
            softwareCounter: 7,
            keyEpochs: [0, 300, 0],
          }),
        );
      }
    }
    expect(readPiece(read, PIECE_SOFTWARE)).toContain('hengzhun-scale');
  });

  it('is refused as a whole when any byte differs, is missing or is added', () => {
    const file = encodeProvisioning(provisioning());
    fc.assert(
      fc.property(fc.nat(file.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const spoilt = file.slice();
        spoilt[at]! ^= change;
        install(spoilt);
        expect(readProvisioning()).toBeUndefined();
      }),
      { numRuns: 300 },
    );
    install(file.slice(0, -1));
    expect(readProvisioning()).toBeUndefined();
    install(Uint8Array.from([...file, 0]));
    expect(readProvisioning()).toBeUndefined();
    new Device().install();
    expect(readProvisioning()).toBeUndefined();
  });

  it.each<[string, Partial<Provisioning>]>([
    ['privateKey', { privateKey: new Uint8Array(31) }],
    ['privateKey', { privateKey: new Uint8Array(32) }],
    ['entropy', { entropy: new Uint8Array(9) }],
    ['commanders.x', { commanders: [{ role: 1, epoch: 0, x: new Uint8Array(31), y: new Uint8Array(32) }] }],
    ['historyDays', { historyDays: 92 }],
    ['drivers.texts', { drivers: [{ kind: 1, numbers: [25], texts: ['x'.repeat(65)] }] }],
    ['commandKeys.role', { commandKeys: [{ role: 4, epoch: 0, key: new Uint8Array(32) }] }],
    ['logCapacity', { logCapacity: 2 }],
    ['poolSize', { poolSize: 1 }],
    ['protocolPort.path', { protocolPort: { path: 'x'.repeat(65), baudrate: 9600 } }],
    ['instrument', { instrument: [0.5] }],
  ])('names the field %s when it cannot be encoded', (field, changes) => {
    expect(() => encodeProvisioning(provisioning(changes))).toThrow(ProvisioningError);
    expect(() => encodeProvisioning(provisioning(changes))).toThrow(field);
  });
});
