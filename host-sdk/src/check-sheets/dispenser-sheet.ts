import type { TestConditions, VerificationKind } from '../records/verification.js';
import { verificationKinds } from '../records/verification-kinds.js';
import { moment, testConditions } from './scale-sheet.js';
import { flag, identifier, list, number, object, oneOf, ueid, whole, words } from './shape.js';

/** A standard measure 标准金属量器 with a graduated neck. Volumes in mL, heights in mm. */
export interface Prover {
  readonly id: string;
  /** Volume at 20 °C when the neck reads `nominalReading`. */
  readonly nominal: number;
  readonly nominalReading: number;
  /** mL per mm of the neck. */
  readonly perMillimetre: number;
  /** Lowest and highest mark of the neck. */
  readonly lowest: number;
  readonly highest: number;
  /** To how many mm the neck is read. */
  readonly resolution: number;
  /** Expanded uncertainty of the volume, mL, and its coverage factor. */
  readonly uncertainty: number;
  readonly coverage: number;
  /** Cubic expansion, per °C: 50e-6 for stainless steel. */
  readonly expansion: number;
  readonly validUntil: number;
}

export interface NozzleUnderTest {
  /** 0..3. */
  readonly index: number;
  /** Such as "92" or "0#". */
  readonly fuel: string;
  /** Cubic expansion of the fuel β_Y, per °C: 12e-4 petrol, 9e-4 diesel (`volumeExpansion`). */
  readonly expansion: number;
  /** mL/min. */
  readonly minimumFlow: number;
  readonly maximumFlow: number;
}

/** One delivery into a prover. */
export interface ProverRun {
  readonly nozzle: number;
  /** Which of the flows that the procedure asks for. */
  readonly at: 'high' | 'low';
  /** Flow as measured, mL/min. */
  readonly flow: number;
  readonly prover: string;
  /** V_J, mL. */
  readonly indicated: number;
  /** Of the neck, mm. */
  readonly reading: number;
  /** t_J and t_B, °C: at the meter (taken at the nozzle) and in the prover. */
  readonly meterTemperature: number;
  readonly proverTemperature: number;
}

/** On-site check of a dispenser 现场检查表（加油机）: raw readings. JJG 443, OIML R 117. */
export interface DispenserSheet {
  readonly id: string;
  /** UEID, hex. */
  readonly instrument: string;
  readonly kind: VerificationKind;
  readonly occasion: 'verification' | 'in-service';
  readonly at: number;
  readonly person: string;
  readonly authority: string;
  readonly nozzles: readonly NozzleUnderTest[];
  readonly provers: readonly Prover[];
  /** Expanded uncertainty (k = 2) of a temperature reading, °C. */
  readonly thermometer: number;
  /** Step of the indicated volume, mL. */
  readonly resolution: number;
  readonly runs: readonly ProverRun[];
  readonly conditions?: TestConditions;
  readonly covert?: boolean;
}

/** 10 m³. */
const volume = number(0, 1e7);
const expansion = number(0, 0.01);
const temperature = number(-60, 100);

const sheet = object<DispenserSheet>(
  {
    id: identifier,
    instrument: ueid,
    kind: oneOf(...verificationKinds),
    occasion: oneOf('verification', 'in-service'),
    at: moment,
    person: words,
    authority: words,
    nozzles: list(
      object<NozzleUnderTest>({
        index: whole(0, 3),
        fuel: words,
        expansion,
        minimumFlow: number(0, 1e6),
        maximumFlow: number(1, 1e6),
      }),
      4,
    ),
    provers: list(
      object<Prover>({
        id: identifier,
        nominal: number(1, 1e7),
        nominalReading: number(-1000, 1000),
        perMillimetre: number(0.001, 1e4),
        lowest: number(-1000, 1000),
        highest: number(-1000, 1000),
        resolution: number(0.001, 10),
        uncertainty: volume,
        coverage: number(1, 4),
        expansion,
        validUntil: moment,
      }),
      10,
    ),
    thermometer: number(0, 10),
    resolution: number(0, 1000),
    runs: list(
      object<ProverRun>({
        nozzle: whole(0, 3),
        at: oneOf('high', 'low'),
        flow: number(0, 1e6),
        prover: identifier,
        indicated: volume,
        reading: number(-1000, 1000),
        meterTemperature: temperature,
        proverTemperature: temperature,
      }),
      200,
    ),
    conditions: testConditions,
    covert: flag,
  },
  ['conditions', 'covert'],
);

/** Reads a sheet from outside. @throws {SdkError} `sheet-bad-input` */
export function readDispenserSheet(value: unknown): DispenserSheet {
  return sheet(value, 'dispenser sheet');
}
