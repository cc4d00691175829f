import type { Clock } from '@hengzhun/host-sdk';
import type { Pace } from './pace.js';

/**
 * The clock of the SDK in a station: its date runs with the simulated time, so that receipts, silence and the instruments' own
 * uptime agree. `base`: date of the start, ms since 1970.
 */
export function stationClock(base: number, pace: Pace): Clock {
  return {
    now: () => base + pace.now,
    setTimeout: (callback, milliseconds) => setTimeout(callback, milliseconds / pace.speed),
    clearTimeout: (handle) => clearTimeout(handle as NodeJS.Timeout),
  };
}
