/**
 * The measuring parameters of a scale. Every field is an integer; quantities are in 0.001 e (verification scale
 * interval) unless another unit is named. `scaleDefaults` fills them for an accuracy class.
 */
export interface ScaleParameters {
  /** Raw counts of the converter at no load when the instrument was adjusted. */
  zeroCounts: number;
  /** Counts per 0.001 e as a ratio; the sign of the numerator is the sign of the cell. */
  countsPerMilliE: { numerator: number; denominator: number };
  /** 1..4 for I, II, III, IIII (OIML R 76-1 table 3). */
  accuracyClass: number;
  /** Maximum capacity Max, in e. */
  maximum: number;
  /** Verification scale interval e, in mg (reported, not used in calculations). */
  verificationInterval: number;
  /** Nominal time between two raw samples, ms. */
  samplePeriodMs: number;
  /** Counts whose absolute value reaches this are a saturated converter. */
  saturation: number;
  /** Rated temperature range, 0.01 degree Celsius (R 76-1 clause 3.9.2.1: -10 to +40 degrees). */
  temperatureMinimum: number;
  temperatureMaximum: number;
  /** Time constant of the cell's temperature behind the thermometer's, s. */
  temperatureLag: number;
  /** Half-width of the zone around the known zero inside which a stable level counts as no load. */
  zeroZone: number;
  /** Half of the zero-setting range (R 76-1 clause 4.5.1: 4 % of Max in all): below its negative is underload. */
  zeroRange: number;
  /** A level that moves by more than this between two values is a change of load. */
  changeLimit: number;
  /** A single sample further than this from both its neighbours is an outlier, at rest. */
  outlierLimit: number;
  /** Active time over which the zero baseline is learned, h. */
  learningHours: number;
  /** Zero off its baseline by this much, and a detector has signalled: attention; by the second: alarm. */
  zeroLimit: number;
  zeroAlarm: number;
  /** Zero return off by this much: attention, by twice this much: alarm (R 76-1 clause 3.9.4.2: 0.5 e). */
  zeroReturnLimit: number;
  /** Creep at Max that R 76-1 clause 3.9.4.1 allows within 30 minutes: 0.5 e. Alarm: twice the load's MPE in service. */
  creepLimit: number;
  /** Robust standard deviation at rest: attention at this, alarm at four times this. */
  noiseLimit: number;
  /** Time without stable equilibrium after which the unstable flag is raised, s. */
  unstableLimit: number;
  /** Share of rejected samples that raises the rejections flag, per mille. */
  rejectionLimit: number;
  /** How long a lower level must have lasted before the self-state falls back to it, s. */
  holdTime: number;
  /** Detector settings for the standardised hourly observations, in 1/100 standard deviations. */
  ewmaLimit: number;
  cusumReference: number;
  cusumLimit: number;
  slowReference: number;
  slowLimit: number;
  /** Scale interval d of the indication, in mg. */
  scaleInterval: number;
  /** What is there besides the load cell: bits FITTED_* of `parameters.ts`. */
  fitted: number;
  /** Number of load cells that are read one by one, 1 where they are not. */
  cells: number;
  /** Warm-up time, s (R 76-1 clause 5.3.5: readings up to 30 minutes after switching on). */
  warmUpTime: number;
  /** Load from which the cell may have been harmed, in e: alarm until the zero has come back within 0.5 e. */
  safeLoad: number;
  /** Range of the supply voltage, mV; not looked at where it is not measured. */
  supplyMinimum: number;
  supplyMaximum: number;
  /** Time between two checks of the span, s. */
  spanInterval: number;
  /** Span off its baseline by this much, in 0.0001 %, and a detector has signalled: attention; by the second: alarm. */
  spanLimit: number;
  spanAlarm: number;
  /** Share of one cell off its baseline by this much, in 0.001 %: attention, by twice this much: alarm. */
  cornerLimit: number;
}

/** One channel as the CDDL packs it. */
export interface ChannelReport {
  identifier: number;
  conditions: number;
  value: number;
  uncertainty: number;
}

/** The whole state of the self-assessment: plain data. */
export interface ScaleState {
  /** Survives a reboot: baselines, sums of the detectors (`layout.ts`). */
  memory: Float64Array;
  /** Lives for one boot: filter, segment, accumulators (`layout.ts`). */
  work: Float64Array;
  /** Values of the present block (at most 16). */
  block: Float64Array;
  /** Zero residuals of the present hour, one for each sixteenth of it; scratch for sorting. */
  hour: Float64Array;
  /** Self-state after the CDDL: 0 normal, 1 attention, 2 alarm, 3 inoperative. */
  selfState: number;
  /** Flag word after the CDDL; only the metrological bits. */
  flags: number;
  channels: ChannelReport[];
  /**
   * New events `[kind, ...integer items]` of the kinds drift (3) and baseline (8); whoever drives the core drains this.
   */
  events: number[][];
  /**
   * What the driver shall actuate for a check of the span: 0 nothing, 1 the shunt, 2 the internal reference mass. It tells when
   * that acts (`beginSpan`) and when it is over (`endSpan`); the response is in the ordinary samples between.
   */
  spanWanted: number;
  /** Sums of the raw counts of each cell in this period; undefined where they are not read one by one. */
  cells: Float64Array | undefined;
}
