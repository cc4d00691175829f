import {
  describeElement,
  describeInjection,
  dispenserChannels,
  dispenserParameterList,
  dispenserUnobserved,
  encodeProvisioning,
  scaleDefaults,
  scaleParameterList,
} from '@hengzhun/firmware';
import type { InstrumentName, SignerKind } from '@hengzhun/firmware/build';
import {
  INSTRUMENT_KIND_DISPENSER,
  INSTRUMENT_KIND_SCALE,
  KEY_ASSURANCE_LOW,
  KEY_ASSURANCE_SECURE_ELEMENT,
  ROLE_AUTHORITY,
  ROLE_INSPECTOR,
} from '@hengzhun/protocol';
import { COST_ZERO_COUNTS } from './firmware-cost-script.js';

/** Where the measured instrument's ports lead. */
const PORT = '/dev/null';

// A key of measurements alone, as the example of RFC 6979 A.2.5 publishes it.
const PRIVATE_KEY = Buffer.from('c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721', 'hex');

const NOZZLES = dispenserParameterList({
  nozzles: [
    { pulses: 10_000, fuel: 'petrol' },
    { pulses: 10_000, fuel: 'diesel' },
  ],
});

const SCALE = scaleParameterList(
  scaleDefaults({
    accuracyClass: 3,
    maximum: 3000,
    verificationInterval: 1000,
    zeroCounts: COST_ZERO_COUNTS,
    countsPerMilliE: { numerator: 250, denominator: 1000 },
    samplePeriodMs: 1000,
  }),
);

/**
 * `hz.cfg` of the instrument that is measured: a class III scale, or a dispenser with two nozzles, each with two command keys. Its
 * samples come from an injection port, and the console stays, to which the figures are printed.
 */
export function costConfiguration(instrument: InstrumentName, signer: SignerKind): Uint8Array {
  const injection = describeInjection({ path: PORT });
  const element = describeElement({ bus: 1, sda: 'D3', scl: 'D4' });
  const common = {
    reportingInterval: 600,
    typeApproval: 'none',
    serialNumber: 'COST',
    keyAssurance: signer === 'element' ? KEY_ASSURANCE_SECURE_ELEMENT : KEY_ASSURANCE_LOW,
  };
  return encodeProvisioning({
    statement: {
      ueid: `\x01${'\x33'.repeat(16)}`,
      oemid: '\x11'.repeat(16),
      hwmodel: 'rig',
      hwversion: '1',
      dbgstat: 1,
      eatProfile: `tag:hengzhun,2026:${instrument}/1`,
      swname: `hengzhun-${instrument}`,
      swversion: '0.1.0',
      data:
        instrument === 'scale'
          ? {
              ...common,
              instrumentKind: INSTRUMENT_KIND_SCALE,
              accuracyClass: 3,
              maximumCapacity: 3_000_000,
              minimumCapacity: 20_000,
              verificationInterval: 1000,
              scaleInterval: 1000,
              observedChannels: '\x01\x02\x03\x04\x05\x06\x0a',
              unobserved: 0x137,
            }
          : {
              ...common,
              instrumentKind: INSTRUMENT_KIND_DISPENSER,
              observedChannels: String.fromCharCode(...dispenserChannels(NOZZLES)),
              nozzles: ['92', '0#'].map((fuel) => ({
                fuel,
                minimumFlow: 5000,
                maximumFlow: 50_000,
                minimumQuantity: 5000,
                pulses: 10_000,
              })),
              unobserved: dispenserUnobserved(NOZZLES, { thermometer: true, supply: false, caseSwitch: true }),
            },
    },
    instrument: instrument === 'scale' ? SCALE : NOZZLES,
    ...(signer === 'software' ? { privateKey: PRIVATE_KEY } : {}),
    commandKeys: [
      { role: ROLE_AUTHORITY, epoch: 0, key: new Uint8Array(32).fill(1) },
      { role: ROLE_INSPECTOR, epoch: 0, key: new Uint8Array(32).fill(2) },
    ],
    drivers: signer === 'element' ? [injection, element] : [injection],
    protocolPort: { path: PORT, baudrate: 115_200 },
    lockDown: false,
  });
}
