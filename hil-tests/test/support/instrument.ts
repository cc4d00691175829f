import { createPublicKey, type KeyObject } from 'node:crypto';
import {
  describeInjection,
  encodeProvisioning,
  type Provisioning,
  scaleDefaults,
  scaleParameterList,
} from '@hengzhun/firmware';
import {
  deriveCommandKey,
  INSTRUMENT_KIND_SCALE,
  importPrivateKey,
  KEY_ASSURANCE_LOW,
  ROLE_AUTHORITY,
  ROLE_INSPECTOR,
  ROLE_MAKER,
} from '@hengzhun/protocol';
import { SERIAL1_PATH, SERIAL2_PATH } from '../../src/index.js';

// A key of the tests alone, as the example of RFC 6979 A.2.5 publishes it.
const PRIVATE_KEY = Buffer.from('c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721', 'hex');
const MASTER_KEY = Buffer.alloc(32, 0x4d);
export const UEID = Buffer.from(`01${'00112233445566778899aabbccddeeff'}`, 'hex');

export const publicKey: KeyObject = createPublicKey(importPrivateKey(PRIVATE_KEY));
export const makerKey = commandKey(ROLE_MAKER);
export const authorityKey = commandKey(ROLE_AUTHORITY);
export const inspectorKey = commandKey(ROLE_INSPECTOR);

function commandKey(role: number): Uint8Array {
  return deriveCommandKey(MASTER_KEY, { ueid: UEID, role, epoch: 0, jurisdiction: '' });
}

/** Raw counts of an unloaded scale of {@link configuration}, and of one e on it. */
export const ZERO_COUNTS = 50_000;
export const COUNTS_PER_E = 1000;

/** `hz.cfg` of a class III scale, Max 3 kg, e = 1 g, that takes its samples from the injection port. */
export function configuration(changes: Partial<Provisioning> = {}): Uint8Array {
  return encodeProvisioning({
    statement: {
      ueid: UEID.toString('latin1'),
      oemid: '\x11'.repeat(16),
      hwmodel: 'rig',
      hwversion: '1',
      dbgstat: 1,
      eatProfile: 'tag:hengzhun,2026:scale/1',
      swname: 'hengzhun-scale',
      swversion: '0.1.0',
      data: {
        instrumentKind: INSTRUMENT_KIND_SCALE,
        accuracyClass: 3,
        maximumCapacity: 3_000_000,
        minimumCapacity: 20_000,
        verificationInterval: 1000,
        scaleInterval: 1000,
        reportingInterval: 10,
        typeApproval: 'none',
        serialNumber: 'rig-1',
        keyAssurance: KEY_ASSURANCE_LOW,
        observedChannels: '\x01\x02\x03\x04\x05\x06\x0a',
        unobserved: 0x137,
      },
    },
    instrument: scaleParameterList(
      scaleDefaults({
        accuracyClass: 3,
        maximum: 3000,
        verificationInterval: 1000,
        zeroCounts: ZERO_COUNTS,
        countsPerMilliE: { numerator: COUNTS_PER_E, denominator: 1000 },
        samplePeriodMs: 1000,
      }),
    ),
    privateKey: PRIVATE_KEY,
    commandKeys: [
      { role: ROLE_MAKER, epoch: 0, key: makerKey },
      { role: ROLE_AUTHORITY, epoch: 0, key: authorityKey },
      { role: ROLE_INSPECTOR, epoch: 0, key: inspectorKey },
    ],
    // Boards ignore the paths; the interpreter on Linux opens them.
    drivers: [describeInjection({ path: SERIAL2_PATH })],
    protocolPort: { path: SERIAL1_PATH, baudrate: 115_200 },
    lockDown: false,
    ...changes,
  });
}
