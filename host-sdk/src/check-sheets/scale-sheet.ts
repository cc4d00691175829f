import type { TestConditions, VerificationKind } from '../records/verification.js';
import { verificationKinds } from '../records/verification-kinds.js';
import { flag, identifier, list, number, object, oneOf, type Reader, ueid, whole, words } from './shape.js';

/** Weights used as standards. */
export interface MassStandard {
  /** Identifier in the register of standards. */
  readonly id: string;
  /** Expanded uncertainty of a load L made of them: constant + relative × L; mg, and a share. From the certificate, drift included. */
  readonly constant: number;
  readonly relative: number;
  /** Coverage factor k of that. */
  readonly coverage: number;
  /** Until when the certificate holds, ms since 1970. */
  readonly validUntil: number;
}

/** One reading, mg. `additional`: weights ΔL that were added in small steps until the indication changed over (R 76-1 A.4.4.3). */
export interface ScaleReading {
  readonly indication: number;
  readonly additional?: number;
}

export interface WeighingReading extends ScaleReading {
  /** Load L, mg. */
  readonly load: number;
  readonly direction: 'up' | 'down';
}

/** On-site check of a scale 现场检查表（秤）: raw readings, masses in mg. R 76-1:2006 annex A, JJG 539. */
export interface ScaleSheet {
  /** Identifier that the verification record gets. */
  readonly id: string;
  /** UEID, hex. */
  readonly instrument: string;
  readonly kind: VerificationKind;
  readonly occasion: 'verification' | 'in-service';
  /** ms since 1970. */
  readonly at: number;
  readonly person: string;
  readonly authority: string;
  /** 1…4: I, II, III, IIII. */
  readonly accuracyClass: 1 | 2 | 3 | 4;
  readonly maximumCapacity: number;
  readonly minimumCapacity: number;
  /** e. */
  readonly verificationInterval: number;
  /** d; absent: e. */
  readonly scaleInterval?: number;
  /** Points of support of the load receptor; absent: 4. */
  readonly supports?: number;
  readonly standards: readonly MassStandard[];
  /** Smallest additional weight: the step in which changeover points were sought; absent: 0.1 e. */
  readonly additionalStep?: number;
  /** Error at zero E0, under `load` that lifts the scale out of zero tracking (R 76-1 A.4.2.3.2: about 10 e; 0: no tracking). */
  readonly zero?: ScaleReading & { readonly load: number };
  readonly weighings: readonly WeighingReading[];
  /** Load at one place after another. */
  readonly eccentricity?: { readonly load: number; readonly readings: readonly ScaleReading[] };
  readonly repeatability?: { readonly load: number; readonly readings: readonly ScaleReading[] };
  /** Indication, then the weight `added`, then the indication. */
  readonly discrimination?: readonly {
    readonly load: number;
    readonly indication: number;
    readonly added: number;
    readonly after: number;
  }[];
  /** With the tare device in use: the loads are net. */
  readonly tare?: {
    readonly load: number;
    readonly zero: ScaleReading & { readonly load: number };
    readonly weighings: readonly WeighingReading[];
  };
  readonly conditions?: TestConditions;
  /** By how much the temperature changed during the check, °C. */
  readonly temperatureChange?: number;
  /** The trader did not know of it before 暗访. */
  readonly covert?: boolean;
}

/** 10 t: beyond any retail scale. */
const mass = number(0, 1e10);
const indication = number(-1e10, 1e10);
export const moment = whole(0, 4_102_444_800_000);

const reading = object<ScaleReading>({ indication, additional: mass }, ['additional']);
const atLoad = object<ScaleReading & { readonly load: number }>({ indication, additional: mass, load: mass }, [
  'additional',
]);
const weighing = object<WeighingReading>({ indication, additional: mass, load: mass, direction: oneOf('up', 'down') }, [
  'additional',
]);
const atOneLoad = object<NonNullable<ScaleSheet['repeatability']>>({ load: mass, readings: list(reading, 50) });

export const testConditions = object<TestConditions>(
  { temperature: number(-60, 80), humidity: number(0, 100), pressure: number(300, 1200) },
  ['temperature', 'humidity', 'pressure'],
);

const sheet = object<ScaleSheet>(
  {
    id: identifier,
    instrument: ueid,
    kind: oneOf(...verificationKinds),
    occasion: oneOf('verification', 'in-service'),
    at: moment,
    person: words,
    authority: words,
    accuracyClass: oneOf(1, 2, 3, 4) as Reader<1 | 2 | 3 | 4>,
    maximumCapacity: number(1, 1e10),
    minimumCapacity: mass,
    verificationInterval: number(1e-3, 1e9),
    scaleInterval: number(1e-3, 1e9),
    supports: whole(1, 100),
    standards: list(
      object<MassStandard>({
        id: identifier,
        constant: mass,
        relative: number(0, 0.01),
        coverage: number(1, 4),
        validUntil: moment,
      }),
      20,
    ),
    additionalStep: number(1e-3, 1e9),
    zero: atLoad,
    weighings: list(weighing, 200),
    eccentricity: atOneLoad,
    repeatability: atOneLoad,
    discrimination: list(
      object<NonNullable<ScaleSheet['discrimination']>[number]>({
        load: mass,
        indication,
        added: mass,
        after: indication,
      }),
      20,
    ),
    tare: object<NonNullable<ScaleSheet['tare']>>({ load: mass, zero: atLoad, weighings: list(weighing, 50) }),
    conditions: testConditions,
    temperatureChange: number(0, 100),
    covert: flag,
  },
  [
    'scaleInterval',
    'supports',
    'additionalStep',
    'zero',
    'eccentricity',
    'repeatability',
    'discrimination',
    'tare',
    'conditions',
    'temperatureChange',
    'covert',
  ],
);

/** Reads a sheet from outside. @throws {SdkError} `sheet-bad-input` */
export function readScaleSheet(value: unknown): ScaleSheet {
  return sheet(value, 'scale sheet');
}
