import { RigError } from '../error.js';
import type { Air } from './air.js';

/** Lets air time pass in steps until a promise is settled. See {@link Air.until}. */
export async function untilSettled<T>(air: Air, promise: Promise<T>, limit: number, step: number): Promise<T> {
  let settled = false;
  const settle = (): void => {
    settled = true;
  };
  // The rejection itself is the caller's, by the await below.
  promise.then(settle, settle);
  const end = air.now() + limit;
  while (!settled) {
    if (air.now() >= end) {
      throw new RigError('air-time-out', `Nothing came of it within ${limit} ms of air time: look at what was awaited`);
    }
    await air.run(Math.min(step, end - air.now()));
  }
  return promise;
}
