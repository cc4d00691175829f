import type { DispenserOptions } from '@hengzhun/hil-tests';
import type { MessageKey } from '../language/catalogue.js';
import type { NozzleOrder } from '../provision/orders.js';

/** One of the emulated dispensers of a station: what is sold at its nozzles, and what somebody has done to it. */
export interface EmulatedDispenser {
  readonly name: string;
  readonly title: MessageKey;
  readonly story: MessageKey;
  /** Of each nozzle in turn. */
  readonly trade: readonly Partial<DispenserOptions>[];
}

/** Both nozzles of every dispenser: 100 pulses a litre, 5 to 50 L/min. */
export const stationNozzles: readonly NozzleOrder[] = (
  [
    ['92', 'petrol'],
    ['0#', 'diesel'],
  ] as const
).map(([fuel, expansion]) => ({
  fuel,
  expansion,
  pulses: 10_000,
  minimumFlow: 5000,
  maximumFlow: 50_000,
  minimumQuantity: 5000,
}));

/** A forecourt that never closes, with a car as good as always at each nozzle: much happens in a quarter of an hour. */
const busy: Partial<DispenserOptions> = { opens: 0, closes: 24, startHour: 9, fuelingsPerDay: 1500, smallShare: 0 };

/**
 * Two dispensers: an honest one, and one whose main board counts 3 % more while somebody holds a key, from its third fueling on. After five
 * such fuelings it stops its own pulses.
 */
export const stationDispensers: readonly EmulatedDispenser[] = [
  {
    name: 'forecourt',
    title: 'station.dispenser.honest',
    story: 'station.story.honest',
    trade: [busy, busy],
  },
  {
    name: 'cheating',
    title: 'station.dispenser.cheating',
    story: 'station.story.cheating',
    trade: [{ ...busy, fraud: { switchable: { share: 0.03, on: (fueling) => fueling > 1 } } }, busy],
  },
];
