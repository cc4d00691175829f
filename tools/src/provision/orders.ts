import type { DriverRecord, ScaleParameters } from '@hengzhun/firmware';
import type { KeyAssurance, NozzleRecord } from '@hengzhun/host-sdk';

/** What a maker decides about any instrument. */
export interface CommonOrder {
  readonly serialNumber: string;
  readonly maker: string;
  readonly model: string;
  readonly typeApproval: string;
  /** Seconds between scheduled status frames. */
  readonly reportingInterval: number;
  readonly drivers: readonly DriverRecord[];
  /** Device path of the protocol port where the platform wants one (Linux); empty on boards. */
  readonly protocolPath: string;
  readonly place?: { readonly region: string; readonly name: string };
  /** Take the console off every port once provisioned; default true. */
  readonly lockDown?: boolean;
  /** Bluetooth LE, where the board and its software have it; default true. False: it advertises nothing and takes no connection. */
  readonly radio?: boolean;
  /** Who keeps the key; default `low`: the software signer. */
  readonly assurance?: KeyAssurance;
}

/** What a maker decides about one scale. Masses in mg. */
export interface ScaleOrder extends CommonOrder {
  readonly kind?: 'scale';
  readonly accuracyClass: number;
  readonly maximum: number;
  readonly verificationInterval: number;
  readonly samplePeriodMs: number;
  /** Counts of the converter at no load and for one e. */
  readonly zeroCounts: number;
  readonly countsPerE: number;
  /** Anything that differs from the defaults of the class. */
  readonly parameters?: Partial<ScaleParameters>;
}

/** One nozzle, with what its core needs besides what a register knows. */
export interface NozzleOrder extends NozzleRecord {
  readonly expansion: 'petrol' | 'diesel';
}

/** What a maker decides about one dispenser. */
export interface DispenserOrder extends CommonOrder {
  readonly kind: 'dispenser';
  /** 1 to 4, in the order of their indices. */
  readonly nozzles: readonly NozzleOrder[];
  /** The encoders have an identity and a count of their own. */
  readonly encoders: boolean;
  /** What is fitted: the rest it does not observe. */
  readonly fitted: { readonly thermometer: boolean; readonly supply: boolean; readonly caseSwitch: boolean };
}

export type InstrumentOrder = ScaleOrder | DispenserOrder;
