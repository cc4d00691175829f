import { FITTED_SHUNT, FITTED_SUPPLY, FITTED_THERMOMETER } from '../../../firmware/src/metrology/parameters.js';
import { type LoadCellOptions, ordinarySupply } from '../../src/physics/index.js';
import type { Life } from './assess.js';

/** Simulated instrument-years: `HENGZHUN_YEARS`, otherwise as many as fit into a minute or so. */
export const years = (otherwise: number): number => Number(process.env.HENGZHUN_YEARS ?? otherwise);

/** Number of the first of them. */
export const firstYear = Number(process.env.HENGZHUN_FIRST_YEAR ?? 0);

/**
 * Healthy scales of several kinds: temperature effect of either sign up to what R 76 allows, cells that lag between a quarter of
 * an hour and an hour and a half, air that swings by the day, by the weather and by the season within the rated range.
 */
const cells: Partial<LoadCellOptions>[] = [
  {},
  { zeroTemperatureCoefficient: 0.2, electronicsTemperatureCoefficient: 10 },
  { zeroTemperatureCoefficient: -0.2, temperatureLag: 5400, electronicsTemperatureCoefficient: -3, shuntLoad: 1000 },
  { zeroTemperatureCoefficient: 0.05, temperatureLag: 900, electronicsTemperatureCoefficient: 0, shuntLoad: 2400 },
  { zeroTemperatureCoefficient: -0.1, temperatureAmplitude: 4, weatherDeviation: 2.5, humAmplitude: 0.3 },
  { zeroTemperatureCoefficient: 0.1, temperatureLag: 3600, temperatureAmplitude: 7, weatherDeviation: 1.5 },
];

/** The cell of the scale with this number in the fleet, which trades every day; nothing moves for hours at night. */
export function cellOf(number: number): Partial<LoadCellOptions> {
  return {
    samplePeriodMs: 4000,
    quietPeriodMs: 60_000,
    temperatureMean: 18,
    temperatureAmplitude: 6,
    weatherDeviation: 2,
    seasonAmplitude: 7,
    seasonDay: (number * 67) % 365,
    ...cells[number % cells.length],
  };
}

/**
 * What the healthy scale with this number lives through: seasons and trade; for two thirds dips of the supply, measured or not;
 * for a third no power at night; a shunt for every second one; four restarts without warning in a year.
 */
export function lifeOf(number: number, days: number): Life {
  const isMeasured = number % 3 === 1;
  const fitted = FITTED_THERMOMETER + (isMeasured ? FITTED_SUPPLY : 0) + (number % 2 === 1 ? FITTED_SHUNT : 0);
  return {
    cell: cellOf(number),
    seed: 1000 + number,
    days,
    parameters: { fitted },
    ...(number % 3 === 0 ? { nights: { off: 20.5, on: 6.5 } } : {}),
    ...(number % 3 === 0 ? {} : { supply: ordinarySupply, dipError: isMeasured ? 20 : 2 }),
    restarts: [0.15, 0.4, 0.65, 0.9].map((part) => part * days),
  };
}
