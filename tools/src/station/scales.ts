import type { LoadCellOptions } from '@hengzhun/hil-tests';
import type { MessageKey } from '../language/catalogue.js';

/** One of the emulated scales of a station: what happens on its pan, and what is wrong with it. */
export interface EmulatedScale {
  /** Name of its folder and its port; also the end of its serial number. */
  readonly name: string;
  readonly title: MessageKey;
  readonly story: MessageKey;
  readonly cell: Partial<LoadCellOptions>;
  /** Simulated time after which somebody on the line rewrites its frames, ms. */
  readonly tamperAfter?: number;
}

const minute = 1 / 1440;

/**
 * The scales: class III, Max 3 kg, e 1 g. What goes wrong goes wrong within the first quarter of an hour of simulated
 * time, so that all of it is seen in the first minute at the default speed.
 */
export const stationScales: readonly EmulatedScale[] = [
  {
    name: 'healthy',
    title: 'station.scale.healthy',
    story: 'station.story.healthy',
    cell: { startHour: 9 },
  },
  {
    name: 'creeping',
    title: 'station.scale.creeping',
    story: 'station.story.creeping',
    // A load that stays on the pan, and a cell that gives way under it.
    cell: { trade: null, constantLoad: 1500, faultyCreepPerHour: 12, warmUpSize: 0 },
  },
  {
    name: 'noisy',
    title: 'station.scale.noisy',
    story: 'station.story.noisy',
    cell: { trade: null, constantLoad: 0, noiseChangeDay: 8 * minute, noiseFactor: 12 },
  },
  {
    name: 'tampered',
    title: 'station.scale.tampered',
    story: 'station.story.tampered',
    cell: { trade: null, constantLoad: 1500, faultyCreepPerHour: 12, warmUpSize: 0 },
    tamperAfter: 6 * 60_000,
  },
];
