import { type KeyObject, randomBytes } from 'node:crypto';
import {
  dispenserChannels,
  dispenserParameterList,
  dispenserUnobserved,
  encodeProvisioning,
  type LogPlan,
  observedChannels,
  type Provisioning,
  scaleDefaults,
  scaleParameterList,
  unobservedOf,
} from '@hengzhun/firmware';
import type { InstrumentData } from '@hengzhun/host-sdk';
import {
  coordinates,
  deriveCommandKey,
  INSTRUMENT_KIND_DISPENSER,
  INSTRUMENT_KIND_SCALE,
  KEY_ASSURANCE_LOW,
  KEY_ASSURANCE_SECURE_ELEMENT,
  ROLE_AUTHORITY,
  ROLE_INSPECTOR,
  ROLE_MAKER,
  sha256,
  uncompressedPoint,
  utf8,
} from '@hengzhun/protocol';
import { minimumCapacity } from '../cli/scale-class.js';
import type { LoggingInstrument } from '../flash/log-room.js';
import { version } from '../version.js';
import type { CommonOrder, DispenserOrder, InstrumentOrder, ScaleOrder } from './orders.js';

/** Master keys that the command keys of an instrument are derived from, 32 bytes each. SECRET. */
export interface MasterKeys {
  /** The authority's: command keys for itself and for inspectors. */
  readonly authority: Uint8Array;
  /** The maker's own: the command key that updates software. */
  readonly maker?: Uint8Array;
}

/** An instrument before it has a key. */
export interface DraftInstrument {
  /** 17 bytes. */
  readonly ueid: Uint8Array;
  readonly oemid: Uint8Array;
  readonly data: InstrumentData;
  /** What its event log has to hold. */
  readonly logging: LoggingInstrument;
  /**
   * Content of `hz.cfg`. SECRET: holds the command keys. With `privateKey` (32 bytes, for rigs) that one, too; without, fresh random bytes
   * from which, with its own randomness, the instrument makes its key at its birth. `log`: planned for its board; without, that of a rig.
   */
  configuration(options: { readonly privateKey?: Uint8Array; readonly log?: LogPlan }): Uint8Array;
}

type MetrologicalData = Provisioning['statement']['data'];

/** What a kind of instrument adds to its identity and its core. */
interface KindParts {
  readonly data: MetrologicalData;
  readonly parameters: readonly number[];
  readonly record: InstrumentData;
}

/**
 * Decides everything about an instrument except its key.
 * @throws {ToolError} `tool-bad-scale`; ProvisioningError when a text or number does not fit
 */
export function draftInstrument(order: InstrumentOrder, makerKey: KeyObject, keys: MasterKeys): DraftInstrument {
  const ueid = Buffer.concat([Buffer.from([1]), randomBytes(16)]);
  const oemid = manufacturerIdentifier(makerKey);
  const kind = order.kind ?? 'scale';
  const { data, parameters, record } = order.kind === 'dispenser' ? dispenserParts(order) : scaleParts(order);
  const holders: [number, Uint8Array | undefined][] = [
    [ROLE_MAKER, keys.maker],
    [ROLE_AUTHORITY, keys.authority],
    [ROLE_INSPECTOR, keys.authority],
  ];
  const commandKeys = holders.flatMap(([role, master]) =>
    master ? [{ role, epoch: 0, key: deriveCommandKey(master, { ueid, role, epoch: 0, jurisdiction: '' }) }] : [],
  );
  return {
    ueid,
    oemid,
    data: record,
    logging: {
      kind,
      channels: data.observedChannels.length,
      nozzles: order.kind === 'dispenser' ? order.nozzles.length : 0,
    },
    configuration: ({ privateKey, log }) =>
      encodeProvisioning({
        statement: {
          ueid: ueid.toString('latin1'),
          oemid: Buffer.from(oemid).toString('latin1'),
          hwmodel: utf8(order.model),
          hwversion: '1',
          dbgstat: 1,
          eatProfile: `tag:hengzhun,2026:${kind}/1`,
          swname: `hengzhun-${kind}`,
          swversion: version,
          data,
        },
        ...(order.lockDown === undefined ? {} : { lockDown: order.lockDown }),
        ...(order.radio === undefined ? {} : { radio: order.radio }),
        instrument: parameters,
        ...(privateKey ? { privateKey } : {}),
        ...log,
        commandKeys,
        drivers: order.drivers,
        protocolPort: { path: order.protocolPath, baudrate: 115_200 },
      }),
  };
}

function assuranceOf(order: CommonOrder): number {
  return order.assurance === 'secure-element' ? KEY_ASSURANCE_SECURE_ELEMENT : KEY_ASSURANCE_LOW;
}

function scaleParts(order: ScaleOrder): KindParts {
  const data = {
    instrumentKind: INSTRUMENT_KIND_SCALE as typeof INSTRUMENT_KIND_SCALE,
    accuracyClass: order.accuracyClass,
    maximumCapacity: order.maximum,
    minimumCapacity: minimumCapacity(order.accuracyClass, order.maximum, order.verificationInterval),
    verificationInterval: order.verificationInterval,
    scaleInterval: order.verificationInterval,
    reportingInterval: order.reportingInterval,
    typeApproval: order.typeApproval,
    serialNumber: order.serialNumber,
  };
  const parameters = scaleParameterList({
    ...scaleDefaults({
      accuracyClass: order.accuracyClass,
      maximum: order.maximum / order.verificationInterval,
      verificationInterval: order.verificationInterval,
      zeroCounts: order.zeroCounts,
      countsPerMilliE: { numerator: order.countsPerE, denominator: 1000 },
      samplePeriodMs: order.samplePeriodMs,
    }),
    ...order.parameters,
  });
  const channels = observedChannels(parameters);
  const { serialNumber: _serial, ...record } = data;
  return {
    data: {
      ...data,
      keyAssurance: assuranceOf(order),
      observedChannels: String.fromCharCode(...channels),
      unobserved: unobservedOf(parameters),
    },
    parameters,
    record: { ...record, observedChannels: channels },
  };
}

function dispenserParts(order: DispenserOrder): KindParts {
  const parameters = dispenserParameterList({
    encoders: order.encoders,
    nozzles: order.nozzles.map(({ pulses, minimumFlow, maximumFlow, minimumQuantity, expansion }) => ({
      pulses,
      minimumFlow,
      maximumFlow,
      minimumQuantity,
      fuel: expansion,
    })),
  });
  const channels = dispenserChannels(parameters);
  const nozzles = order.nozzles.map(({ expansion: _expansion, ...nozzle }) => nozzle);
  const { reportingInterval, typeApproval, serialNumber } = order;
  const instrumentKind: typeof INSTRUMENT_KIND_DISPENSER = INSTRUMENT_KIND_DISPENSER;
  return {
    data: {
      instrumentKind,
      reportingInterval,
      typeApproval,
      serialNumber,
      keyAssurance: assuranceOf(order),
      observedChannels: String.fromCharCode(...channels),
      nozzles: nozzles.map((nozzle) => ({ ...nozzle, fuel: utf8(nozzle.fuel) })),
      unobserved: dispenserUnobserved(parameters, order.fitted),
    },
    parameters,
    record: { instrumentKind, reportingInterval, typeApproval, observedChannels: channels, nozzles },
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
