/** Why an instrument was measured with standards. */
export type VerificationKind =
  | 'initial-verification' // 首次检定
  | 'subsequent-verification' // 后续检定
  | 'in-service-inspection' // 使用中检查
  | 'reference-check' // 核查
  | 'sampling-verification' // 抽样检定
  | 'arbitration'; // 仲裁检定

/** What was measured at one test point, with its limit. */
export interface TestPointResult {
  /** `mass`: a scale, in mg. `volume`: a dispenser, in mL. */
  readonly quantity: 'mass' | 'volume';
  /** Load in mg, or volume in mL; 0 or more. */
  readonly nominal: number;
  /** Dispensers: the nozzle, 0..3, and the flow, mL/min. */
  readonly nozzle?: number;
  readonly flow?: number;
  /**
   * Error of indication: indication minus reference, mg or mL. For a dispenser above 0 means that the customer got less than indicated
   * (JJG 443).
   */
  readonly error: number;
  /** Standard uncertainty of the error (k = 1), mg or mL, above 0. */
  readonly uncertainty: number;
  /** Maximum permissible error that it was judged by, ±, mg or mL, above 0. */
  readonly limit: number;
}

/** Conditions on site. */
export interface TestConditions {
  /** Degrees Celsius. */
  readonly temperature?: number;
  /** Percent. */
  readonly humidity?: number;
  /** hPa. */
  readonly pressure?: number;
}

/** A verification 检定, inspection or check with standards: the only thing that measures the error of indication. */
export interface Verification {
  /** Unique, 1..64 characters of `[A-Za-z0-9._-]`. */
  readonly id: string;
  /** UEID, hex. */
  readonly instrument: string;
  readonly kind: VerificationKind;
  /** When it was done, ms since 1970. */
  readonly at: number;
  /** By which limits: at verification, or in service. */
  readonly occasion: 'verification' | 'in-service';
  /** What was found. */
  readonly points: readonly TestPointResult[];
  /** What was left, where the instrument was adjusted or repaired afterwards; absent: left as found. */
  readonly pointsAfter?: readonly TestPointResult[];
  readonly outcome: 'pass' | 'fail';
  readonly conditions?: TestConditions;
  /** Identifiers of the reference standards used. */
  readonly standards: readonly string[];
  /** Identifiers of the person and the authority. */
  readonly person: string;
  readonly authority: string;
  /** Number of the certificate 检定证书, where one was given. */
  readonly certificate?: string;
  /** The trader did not know of it before 暗访. */
  readonly covert?: boolean;
}
