import type { Position } from '@hengzhun/hil-tests';
import { type EmulatedDispenser, stationDispensers } from '../dispensers.js';
import { type EmulatedScale, stationScales } from '../scales.js';

/** One emulated instrument within reach of a radio. */
export interface InstrumentOnAir {
  /** Name of its folder; not one of the serial station's, whose instruments are others. */
  readonly name: string;
  /** Where it stands, metres from the inspector's computer. */
  readonly position: Position;
  readonly scale?: EmulatedScale;
  readonly dispenser?: EmulatedDispenser;
  /** False: the register does not know it. */
  readonly enrolled: boolean;
}

const scaleOf = (name: string): EmulatedScale => {
  const { tamperAfter: _, ...scale } = stationScales.find((one) => one.name === name)!;
  return { ...scale, name: `air-${name}` };
};

/** What an inspector finds around: scales that are well and not, a dispenser on the forecourt, and a scale that nobody enrolled. */
export const instrumentsOnAir: readonly InstrumentOnAir[] = [
  { name: 'air-healthy', position: { x: 1, y: 1 }, scale: scaleOf('healthy'), enrolled: true },
  { name: 'air-creeping', position: { x: 3, y: 2 }, scale: scaleOf('creeping'), enrolled: true },
  { name: 'air-noisy', position: { x: -5, y: 3 }, scale: scaleOf('noisy'), enrolled: true },
  {
    name: 'air-dispenser',
    position: { x: 0, y: 14 },
    dispenser: { ...stationDispensers[0]!, name: 'air-dispenser' },
    enrolled: true,
  },
  {
    name: 'air-stranger',
    position: { x: -2, y: -6 },
    scale: { ...scaleOf('healthy'), name: 'air-stranger' },
    enrolled: false,
  },
];
