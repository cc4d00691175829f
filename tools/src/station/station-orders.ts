import { stationNozzles } from './dispensers.js';
import type { StationOrder } from './emulated.js';
import { reportingIntervalSeconds, samplePeriodMs } from './station-options.js';

/** Who makes the instruments of a station. */
export const maker = 'Hengzhun station';

const common = (name: string, model: string) => ({
  serialNumber: `EMULATED-${name.toUpperCase()}`,
  maker,
  model,
  typeApproval: '',
  reportingInterval: reportingIntervalSeconds,
  place: { region: '', name: 'station' },
});

/** A scale of class III, Max 3 kg, e 1 g. */
export function scaleOrder(name: string): StationOrder {
  return {
    ...common(name, 'emulated scale'),
    accuracyClass: 3,
    maximum: 3_000_000,
    verificationInterval: 1000,
    samplePeriodMs,
    zeroCounts: 84_213,
    countsPerE: 250,
  };
}

/** A dispenser with two nozzles, petrol and diesel, whose encoders count for themselves. */
export function dispenserOrder(name: string): StationOrder {
  return {
    ...common(name, 'emulated dispenser'),
    kind: 'dispenser',
    nozzles: stationNozzles,
    encoders: true,
    fitted: { thermometer: true, supply: false, caseSwitch: true },
  };
}
