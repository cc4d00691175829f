import type { LoadCellOptions } from './options.js';
import type { Random } from './random.js';

/** Air temperature at the thermometer and, lagging behind it, at the cell; degree Celsius. */
export interface Climate {
  air: number;
  cell: number;
  /** Advances by `seconds` to the time of day `hour` (h, may exceed 24). */
  step(seconds: number, hour: number): void;
}

/** Daily swing with its warmest hour at 15:00, seasons, and weather as an Ornstein-Uhlenbeck process. */
export function createClimate(options: LoadCellOptions, random: Random): Climate {
  let weather = options.weatherDeviation * random.normal();
  const air = (hour: number) =>
    options.temperatureMean +
    options.temperatureAmplitude * Math.cos(((hour - 15) / 24) * 2 * Math.PI) +
    options.seasonAmplitude * Math.sin(((options.seasonDay + hour / 24) / 365) * 2 * Math.PI) +
    weather;
  const climate: Climate = {
    air: 0,
    cell: 0,
    step(seconds, hour) {
      const share = seconds / (options.weatherTime * 3600);
      weather += -weather * share + options.weatherDeviation * Math.sqrt(2 * share) * random.normal();
      climate.air = air(hour);
      climate.cell += (climate.air - climate.cell) * (1 - Math.exp(-seconds / options.temperatureLag));
    },
  };
  climate.air = air(options.startHour);
  climate.cell = climate.air;
  return climate;
}
