/** A part of the visco-elastic creep: `share` of the load is added with the time constant. */
export interface CreepTerm {
  /** Final creep as a share of the load (5e-5: 50 ppm). */
  share: number;
  /** s */
  time: number;
}

/** Correlated noise: an Ornstein-Uhlenbeck process. Several of them with times in octaves make a 1/f spectrum. */
export interface CorrelatedNoise {
  /** Standard deviation, e. */
  deviation: number;
  /** Correlation time, s. */
  time: number;
}

/** Ordinary trade. All loads in e. */
export interface TradeOptions {
  /** Opening hours, h of the day. */
  opens: number;
  closes: number;
  customersPerHour: number;
  /** Goods: smallest and largest single weighing. */
  smallest: number;
  largest: number;
  /** Share of customers after whom something of 1 to 15 e stays on the pan for some minutes. */
  leftovers: number;
  /** Share of customers after whom a container stays on the pan, for minutes to hours. */
  containers: number;
  /** Share of nights on which a container stays until morning. */
  nightContainers: number;
  /** Share of weighings during which somebody leans on the pan. */
  leaning: number;
}

export interface LoadCellOptions {
  /** Time between two samples, ms. */
  samplePeriodMs: number;
  /**
   * Where it is greater: time between two samples while nothing happens on the pan for minutes (at night), ms. The model takes
   * longer steps of the same processes, so that years of quiet cost little.
   */
  quietPeriodMs: number;
  /** Time of day of the first sample, h. */
  startHour: number;
  /** Converter: counts at no load, counts per e, smallest step in counts. */
  zeroCounts: number;
  countsPerE: number;
  quantum: number;
  /** Error of the span (0.001: reads 0.1 % too much) and of the zero, e. */
  spanError: number;
  zeroError: number;
  /** Air: mean and daily amplitude, degree Celsius; slow random weather: standard deviation and correlation time, h. */
  temperatureMean: number;
  temperatureAmplitude: number;
  weatherDeviation: number;
  weatherTime: number;
  /** Seasons: amplitude around the mean, degree Celsius, and the day of the year's sine at the first sample (91: warmest). */
  seasonAmplitude: number;
  seasonDay: number;
  /** How far the cell is behind the thermometer, s; noise of the thermometer, degree; false: no thermometer. */
  temperatureLag: number;
  thermometerNoise: number;
  thermometer: boolean;
  /** Temperature effect on zero, e per degree, and on span, ppm per degree. */
  zeroTemperatureCoefficient: number;
  spanTemperatureCoefficient: number;
  creep: CreepTerm[];
  /** White noise per sample, standard deviation, e; and correlated noise. */
  whiteNoise: number;
  correlatedNoise: CorrelatedNoise[];
  /** From this day on (since the start) the noise is multiplied by the factor. */
  noiseChangeDay: number;
  noiseFactor: number;
  /** Drift of the zero, e per day, from this day on; steps of the zero. */
  zeroDriftPerDay: number;
  driftStartDay: number;
  zeroSteps: { day: number; size: number }[];
  /** Drift of the span, relative per day, from the same day on. */
  spanDriftPerDay: number;
  /** Gain of the electronics alone: temperature effect, ppm per degree of the air, and relative drift per day, from the same day on. */
  electronicsTemperatureCoefficient: number;
  electronicsDriftPerDay: number;
  /** What the shunt makes of the bridge, and the internal reference mass, e. */
  shuntLoad: number;
  referenceMass: number;
  /** Creep beyond the visco-elastic one: the indication under load changes by this many e per hour and full load `largest`. */
  faultyCreepPerHour: number;
  /** Mains hum: amplitude, e, and frequency, Hz; aliased by the sampling. */
  humAmplitude: number;
  humFrequency: number;
  /** Share of samples that are outliers, and their standard deviation, e. */
  outliers: number;
  outlierSize: number;
  /** Warm-up after switching on: amplitude, e, and time constant, s. */
  warmUpSize: number;
  warmUpTime: number;
  /** Trade, or a constant load in e. */
  trade: TradeOptions | null;
  constantLoad: number;
}

export const ordinaryTrade: TradeOptions = {
  opens: 7,
  closes: 20,
  customersPerHour: 25,
  smallest: 20,
  largest: 2200,
  leftovers: 0.01,
  containers: 0.005,
  nightContainers: 0.05,
  leaning: 0.01,
};

/**
 * A healthy price-computing scale of class III, Max 3000 e: temperature effect on zero three quarters of what R 76
 * allows (1 e per 5 degrees), creep half of what it allows (0.5 e in 30 minutes at Max), span effect 10 ppm per degree.
 */
export const healthyScale: LoadCellOptions = {
  samplePeriodMs: 1000,
  quietPeriodMs: 0,
  startHour: 6,
  zeroCounts: 84213,
  countsPerE: 250,
  quantum: 1,
  spanError: 0,
  zeroError: 0,
  temperatureMean: 20,
  temperatureAmplitude: 8,
  weatherDeviation: 2.5,
  weatherTime: 60,
  seasonAmplitude: 0,
  seasonDay: 0,
  temperatureLag: 2400,
  thermometerNoise: 0.05,
  thermometer: true,
  zeroTemperatureCoefficient: 0.15,
  spanTemperatureCoefficient: 10,
  creep: [
    { share: 3e-5, time: 40 },
    { share: 3e-5, time: 400 },
    { share: 4e-5, time: 1800 },
  ],
  whiteNoise: 0.1,
  correlatedNoise: [
    { deviation: 0.03, time: 30 },
    { deviation: 0.03, time: 600 },
    { deviation: 0.04, time: 12000 },
  ],
  noiseChangeDay: 1e9,
  noiseFactor: 1,
  zeroDriftPerDay: 0,
  driftStartDay: 0,
  zeroSteps: [],
  spanDriftPerDay: 0,
  electronicsTemperatureCoefficient: 5,
  electronicsDriftPerDay: 0,
  shuntLoad: 1500,
  referenceMass: 1000,
  faultyCreepPerHour: 0,
  humAmplitude: 0.05,
  humFrequency: 50.02,
  outliers: 2e-5,
  outlierSize: 50,
  warmUpSize: 0.4,
  warmUpTime: 600,
  trade: ordinaryTrade,
  constantLoad: 0,
};
