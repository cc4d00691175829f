import { generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import {
  type DriverRecord,
  encodeProvisioning,
  observedChannels,
  type ScaleParameters,
  scaleDefaults,
  scaleParameterList,
  unobservedOf,
} from '@hengzhun/firmware';
import type { EnrolmentRecord } from '@hengzhun/host-sdk';
import {
  coordinates,
  deriveCommandKey,
  exportJwk,
  INSTRUMENT_KIND_SCALE,
  issueCertificate,
  KEY_ASSURANCE_LOW,
  ROLE_AUTHORITY,
  ROLE_INSPECTOR,
  sha256,
  uncompressedPoint,
  utf8,
} from '@hengzhun/protocol';
import { minimumCapacity } from '../cli/scale-class.js';
import { version } from '../version.js';

/** What a maker decides about one scale. Masses in mg. */
export interface ScaleOrder {
  readonly serialNumber: string;
  readonly maker: string;
  readonly model: string;
  readonly typeApproval: string;
  readonly accuracyClass: number;
  readonly maximum: number;
  readonly verificationInterval: number;
  /** Seconds between scheduled status frames. */
  readonly reportingInterval: number;
  readonly samplePeriodMs: number;
  /** Counts of the converter at no load and for one e. */
  readonly zeroCounts: number;
  readonly countsPerE: number;
  readonly driver: DriverRecord;
  readonly protocolPath: string;
  readonly place?: { readonly region: string; readonly name: string };
  /** Take the console off every port once provisioned; default true. */
  readonly lockDown?: boolean;
  /** Anything that differs from the defaults of the class. */
  readonly parameters?: Partial<ScaleParameters>;
}

/** A new instrument: what goes into its flash, and what the world may know. */
export interface MadeInstrument {
  /** Content of `hz.cfg`. SECRET: holds the private key and the command keys. */
  readonly configuration: Uint8Array;
  readonly record: EnrolmentRecord;
  readonly certificate: Uint8Array;
  /** Hexadecimal. */
  readonly kid: string;
  readonly ueid: string;
  readonly minimum: number;
}

export const eatProfile = 'tag:hengzhun,2026:scale/1';
const softwareName = 'hengzhun-scale';

/**
 * Births an instrument: UEID, key, maker's certificate and the configuration of its flash. The private key exists in the
 * configuration and nowhere else: nothing here keeps, prints or logs it.
 *
 * Command keys for the authority and the inspector are derived from `masterKey` (32 bytes), epoch 0.
 *
 * @throws {ToolError} `tool-bad-scale`; ProvisioningError when a text does not fit
 */
export function makeInstrument(order: ScaleOrder, makerKey: KeyObject, masterKey: Uint8Array): MadeInstrument {
  const minimum = minimumCapacity(order.accuracyClass, order.maximum, order.verificationInterval);
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const ueid = Buffer.concat([Buffer.from([1]), randomBytes(16)]);
  const oemid = manufacturerIdentifier(makerKey);
  const hwmodel = Buffer.from(order.model, 'utf8');
  const data = {
    instrumentKind: INSTRUMENT_KIND_SCALE as typeof INSTRUMENT_KIND_SCALE,
    accuracyClass: order.accuracyClass,
    maximumCapacity: order.maximum,
    minimumCapacity: minimum,
    verificationInterval: order.verificationInterval,
    scaleInterval: order.verificationInterval,
    reportingInterval: order.reportingInterval,
    typeApproval: order.typeApproval,
    serialNumber: order.serialNumber,
  };
  const scale: ScaleParameters = {
    ...scaleDefaults({
      accuracyClass: order.accuracyClass,
      maximum: order.maximum / order.verificationInterval,
      verificationInterval: order.verificationInterval,
      zeroCounts: order.zeroCounts,
      countsPerMilliE: { numerator: order.countsPerE, denominator: 1000 },
      samplePeriodMs: order.samplePeriodMs,
    }),
    ...order.parameters,
  };
  const channels = observedChannels(scaleParameterList(scale));
  const certificate = issueCertificate(
    {
      issuer: order.maker,
      ueid,
      oemid,
      hwmodel,
      publicKey,
      keyAssurance: KEY_ASSURANCE_LOW,
      issuedAt: Math.floor(Date.now() / 1000),
    },
    makerKey,
  );
  const configuration = encodeProvisioning({
    statement: {
      ueid: ueid.toString('latin1'),
      oemid: Buffer.from(oemid).toString('latin1'),
      hwmodel: utf8(order.model),
      hwversion: '1',
      dbgstat: 1,
      eatProfile,
      swname: softwareName,
      swversion: version,
      data: {
        ...data,
        keyAssurance: KEY_ASSURANCE_LOW,
        observedChannels: String.fromCharCode(...channels),
        unobserved: unobservedOf(scaleParameterList(scale)),
      },
    },
    ...(order.lockDown === undefined ? {} : { lockDown: order.lockDown }),
    instrument: scaleParameterList(scale),
    privateKey: Buffer.from(privateKey.export({ format: 'jwk' }).d!, 'base64url'),
    commandKeys: [ROLE_AUTHORITY, ROLE_INSPECTOR].map((role) => ({
      role,
      epoch: 0,
      key: deriveCommandKey(masterKey, { ueid, role, epoch: 0, jurisdiction: '' }),
    })),
    drivers: [order.driver],
    protocolPort: { path: order.protocolPath, baudrate: 115_200 },
  });
  const jwk = exportJwk(publicKey);
  return {
    configuration,
    certificate,
    kid: jwk.kid,
    ueid: ueid.toString('hex'),
    minimum,
    record: {
      ueid: ueid.toString('hex'),
      publicKey: { ...jwk },
      serialNumber: order.serialNumber,
      maker: order.maker,
      model: order.model,
      certificate: Buffer.from(certificate).toString('hex'),
      assurance: 'low',
      data: { ...data, observedChannels: channels },
      ...(order.place ? { place: order.place } : {}),
    },
  };
}

/**
 * OEMID of 16 bytes (RFC 9711 section 4.2.3.1): derived from the maker's public key, so that it is the same for all instruments of a
 * maker without a register of its own.
 */
export function manufacturerIdentifier(makerKey: KeyObject): Uint8Array {
  const point = uncompressedPoint(coordinates(makerKey));
  return sha256(Buffer.concat([Buffer.from('hengzhun-oemid'), point])).subarray(0, 16);
}
