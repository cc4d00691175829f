/**
 * The host's clock and timers, so that a rig with virtual time and a test can pass their own.
 * `now` is in milliseconds since 1970-01-01T00:00:00Z and is what receipts are dated with.
 */
export interface Clock {
  now(): number;
  setTimeout(callback: () => void, milliseconds: number): unknown;
  clearTimeout(handle: unknown): void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  setTimeout: (callback, milliseconds) => setTimeout(callback, milliseconds),
  clearTimeout: (handle) => clearTimeout(handle as NodeJS.Timeout),
};
