import { createECDH, createHash, createPrivateKey, type KeyObject } from 'node:crypto';
import type { EnrolmentRecord, InstrumentData } from '@hengzhun/host-sdk';
import {
  byteString,
  type IdentityStatement,
  INSTRUMENT_KIND_DISPENSER,
  INSTRUMENT_KIND_SCALE,
  KEY_ASSURANCE_LOW,
  sha256,
  UNOBSERVED_BIT_CORNER,
  UNOBSERVED_BIT_ELECTRONICS,
  UNOBSERVED_BIT_LEVEL,
  UNOBSERVED_BIT_PULSE_EQUIVALENT,
  UNOBSERVED_BIT_SPAN,
  UNOBSERVED_BIT_VOLUME,
  utf8,
  writeIdentityStatement,
} from '@hengzhun/protocol';
import { fuels } from './instrument-types.js';
import type { Site } from './places.js';
import { isScale, type Making, type Station } from './population.js';
import { channelsOf } from './report.js';

/** Who an instrument is: all of it follows from seed, index and generation. */
export interface Identity {
  /** Hex. */
  readonly ueid: string;
  /** Uncompressed point, hex. */
  readonly publicKey: string;
  readonly secret: Uint8Array;
  readonly serialNumber: string;
}

export const ueidOf = (seed: string, index: number, generation: number): string =>
  `01${digest(seed, 'ueid', index, generation).subarray(0, 16).toString('hex')}`;

function digest(...parts: (string | number)[]): Buffer {
  return createHash('sha256').update(parts.join('\u0000')).digest();
}

export function identityOf(seed: string, index: number, generation: number): Identity {
  const secret = digest(seed, 'key', index, generation);
  // Below 2^255, and so below the order of the group.
  secret[0] = secret[0]! & 0x7f;
  const curve = createECDH('prime256v1');
  curve.setPrivateKey(secret);
  return {
    ueid: ueidOf(seed, index, generation),
    publicKey: curve.getPublicKey('hex'),
    secret,
    serialNumber: `HZ${String(index).padStart(6, '0')}-${generation}`,
  };
}

export function privateKeyOf({ secret, publicKey }: Identity): KeyObject {
  const point = Buffer.from(publicKey, 'hex');
  const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');
  return createPrivateKey({
    key: { kty: 'EC', crv: 'P-256', d: text(secret), x: text(point.subarray(1, 33)), y: text(point.subarray(33)) },
    format: 'jwk',
  });
}

/** Month of a time, YYYY-MM. */
export const monthOf = (at: number) => new Date(at).toISOString().slice(0, 7);

/** What is enrolled of it. */
export function recordOf(
  identity: Identity,
  making: Making,
  station: Station,
  site: Site,
  reportSeconds: number,
): EnrolmentRecord {
  const { type } = making;
  const common = {
    reportingInterval: reportSeconds,
    typeApproval: type.approval,
    batch: making.batch.name,
    manufactured: monthOf(making.manufacturedAt),
    trader: station.trader.id,
    observedChannels: channelsOf(making),
  };
  const data: InstrumentData = isScale(type)
    ? {
        instrumentKind: INSTRUMENT_KIND_SCALE,
        accuracyClass: type.accuracyClass,
        maximumCapacity: type.maximum,
        minimumCapacity: (type.accuracyClass === 3 ? 20 : 10) * type.interval,
        verificationInterval: type.interval,
        scaleInterval: type.interval,
        ...common,
      }
    : {
        instrumentKind: INSTRUMENT_KIND_DISPENSER,
        nozzles: station.nozzles.map((fuel) => ({
          fuel: fuels[fuel]!.fuel,
          minimumFlow: type.minimumFlow,
          maximumFlow: type.maximumFlow,
          minimumQuantity: 5000,
          pulses: 10_000,
        })),
        ...common,
      };
  return {
    ueid: identity.ueid,
    publicKey: identity.publicKey,
    serialNumber: identity.serialNumber,
    maker: type.maker,
    model: type.model,
    data,
    place: { region: site.region, name: `${site.district} ${site.name}` },
  };
}

/** What its identity frames state. */
export function statementOf(identity: Identity, making: Making, record: EnrolmentRecord): IdentityStatement {
  const data = record.data!;
  const { type } = making;
  const bits = isScale(type)
    ? [
        UNOBSERVED_BIT_CORNER,
        UNOBSERVED_BIT_LEVEL,
        ...(type.internalMass ? [] : [UNOBSERVED_BIT_SPAN]),
        ...(type.shunt ? [] : [UNOBSERVED_BIT_ELECTRONICS]),
      ]
    : [UNOBSERVED_BIT_VOLUME, ...(type.kind === 'dispenser' && type.paired ? [] : [UNOBSERVED_BIT_PULSE_EQUIVALENT])];
  const common = {
    reportingInterval: data.reportingInterval!,
    typeApproval: type.approval,
    serialNumber: identity.serialNumber,
    keyAssurance: KEY_ASSURANCE_LOW,
    observedChannels: String.fromCharCode(...data.observedChannels!),
    unobserved: bits.reduce((sum, bit) => sum + 2 ** bit, 0),
  };
  return {
    ueid: byteString(Buffer.from(identity.ueid, 'hex')),
    oemid: byteString(digest('maker', type.maker).subarray(0, 16)),
    hwmodel: type.model,
    hwversion: '1',
    dbgstat: 4,
    eatProfile: 'urn:hengzhun:1',
    swname: type.kind,
    swversion: '0.1.0',
    data: isScale(type)
      ? {
          instrumentKind: INSTRUMENT_KIND_SCALE,
          accuracyClass: type.accuracyClass,
          maximumCapacity: type.maximum,
          minimumCapacity: data.minimumCapacity!,
          verificationInterval: type.interval,
          scaleInterval: type.interval,
          ...common,
        }
      : {
          instrumentKind: INSTRUMENT_KIND_DISPENSER,
          nozzles: data.nozzles!.map((nozzle) => ({ ...nozzle, fuel: utf8(nozzle.fuel) })),
          ...common,
        },
  };
}

export const identityDigestOf = (statement: IdentityStatement): Uint8Array =>
  sha256(Buffer.from(writeIdentityStatement(statement), 'latin1'));
