/** A nozzle of a fuel dispenser, its meter and pulser, and what is done with it. Healthy where nothing else is said. */
export interface DispenserOptions {
  /** Time between two readings of the counters within a fueling, ms. */
  stepMs: number;
  /** Time of day of the first moment, h. */
  startHour: number;
  /** Edges of both channels per litre that the meter measures: four a pulse, 100 pulses a litre. */
  edgesPerLitre: number;
  /** Flow with the nozzle fully open, L/min, and its spread between fuelings. */
  flow: number;
  flowSpread: number;
  /** Delivered beyond the preset, mL: mean, standard deviation, and growth of the mean a day as the valve wears. */
  overshoot: number;
  overshootSpread: number;
  overshootPerDay: number;
  /** Wear of the meter: it measures less than passes (the customer gets more), relative, and its growth a day. */
  wear: number;
  wearPerDay: number;
  /** Share of phase errors and of edges lost on the way to the main board, per edge. */
  phaseErrors: number;
  lostEdges: number;
  /** Mean edges backwards of a fueling (hose, vapour), and share of fuelings with air, which has ten times as many. */
  reverseEdges: number;
  airShare: number;
  /**
   * Difference between the encoder's own count and its pulses. Of a fueling, edges, standard deviation: the two are read at
   * moments that differ. Relative, slow (an Ornstein-Uhlenbeck process, s. d. and time in days): two sensors on one shaft.
   * Relative per degree of the liquid's temperature. Millionths.
   */
  jitterEdges: number;
  wander: number;
  wanderDays: number;
  perDegree: number;
  /** Drift of the main board's volume against the encoder's count, millionths a week, from this day on. */
  driftPerWeek: number;
  driftStartDay: number;
  /** Edges counted a day while the nozzle hangs (vibration, thermal movement), mean. */
  idleEdgesPerDay: number;
  /** Liquid temperature: mean, yearly and daily amplitude, degree Celsius. */
  temperatureMean: number;
  temperatureYear: number;
  temperatureDay: number;
  /** Fuelings a day; opening hours (night pause in between). */
  fuelingsPerDay: number;
  opens: number;
  closes: number;
  /** Share of fuelings with a preset, and of small ones (cans, 0.5 to 5 L). */
  presetShare: number;
  smallShare: number;
  fraud: DispenserFraud;
}

/** What somebody has done to it. Each from the fueling of that number on (0: from the first). */
export interface DispenserFraud {
  /** A disc with so many times the teeth; `disc` without `ownSensor`: the encoder's own count comes from the same disc. */
  disc?: { from: number; ratio: number; ownSensor: boolean };
  /** A device that puts in this share of further pulses between encoder and main board. */
  inserter?: { from: number; share: number };
  /** Software of the main board that counts this share more while a key is on. */
  switchable?: { share: number; on: (fueling: number) => boolean };
  /** A pipe behind the meter that leads this share back to the tank; `idle`: edges an hour that it leaks while the nozzle hangs. */
  bypass?: { from: number; share: number; idle: number };
  /** The meter's mechanical adjuster turned behind a broken seal: the customer gets this share less. */
  adjuster?: { from: number; share: number };
}

export const healthyDispenser: DispenserOptions = {
  stepMs: 1000,
  startHour: 6,
  edgesPerLitre: 400,
  flow: 34,
  flowSpread: 3,
  overshoot: 12,
  overshootSpread: 8,
  overshootPerDay: 0,
  wear: 0,
  wearPerDay: 0,
  phaseErrors: 2e-6,
  lostEdges: 4e-6,
  reverseEdges: 2,
  airShare: 0.004,
  jitterEdges: 1.2,
  wander: 25,
  wanderDays: 0.7,
  perDegree: 1,
  driftPerWeek: 0,
  driftStartDay: 0,
  idleEdgesPerDay: 6,
  temperatureMean: 17,
  temperatureYear: 8,
  temperatureDay: 2,
  fuelingsPerDay: 45,
  opens: 6,
  closes: 23,
  presetShare: 0.6,
  smallShare: 0.03,
  fraud: {},
};
