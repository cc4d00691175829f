import type { Clock } from '@hengzhun/host-sdk';
import type { RigClock, TimerHandle } from './clock.js';

/**
 * A rig's time as the SDK's: its links, back-offs and receipts then live in the same virtual time as the instruments.
 *
 * @param start - what the calendar shows when the rig's clock is at zero, ms since 1970.
 */
export function createHostClock(clock: RigClock, start: number): Clock {
  return {
    now: () => start + Math.round(clock.now()),
    setTimeout: (callback, milliseconds) =>
      clock.setTimer(clock.now() + milliseconds, () => {
        callback();
        // What it began (opening a port, say) goes on in promises, before any later timer.
        clock.yieldToOutside();
      }),
    clearTimeout: (handle) => {
      if (handle !== undefined) clock.cancel(handle as TimerHandle);
    },
  };
}
