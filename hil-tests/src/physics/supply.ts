import type { Random } from './random.js';

/** The supply of an instrument. Voltages in mV. */
export interface SupplyOptions {
  nominal: number;
  /** Standard deviation of a reading. */
  noise: number;
  dipsPerDay: number;
  /** Lowest and highest voltage during a dip; every dip has one of its own. */
  dipFrom: number;
  dipTo: number;
  /** Mean length of a dip, s. */
  dipSeconds: number;
}

export const ordinarySupply: SupplyOptions = {
  nominal: 3300,
  noise: 8,
  dipsPerDay: 1,
  dipFrom: 1800,
  dipTo: 2950,
  dipSeconds: 2,
};

/** Voltage at times that only go up, s since the start. */
export function createSupply(options: SupplyOptions, random: Random): (seconds: number) => number {
  const pause = () => (86_400 / options.dipsPerDay) * random.exponential();
  let begins = pause();
  let ends = begins + options.dipSeconds * random.exponential();
  let low = options.dipTo;
  return (seconds) => {
    while (seconds >= ends) {
      begins = ends + pause();
      ends = begins + options.dipSeconds * random.exponential();
      low = options.dipFrom + (options.dipTo - options.dipFrom) * random.uniform();
    }
    const voltage = seconds >= begins ? low : options.nominal;
    return Math.round(voltage + options.noise * random.normal());
  };
}
