/** How long to wait between attempts to open a port. All times in ms. */
export interface BackoffOptions {
  /** First delay. Default 250. */
  readonly initial?: number;
  /** Longest delay. Default 15 000. */
  readonly maximum?: number;
  /** Factor from one attempt to the next. Default 2. */
  readonly factor?: number;
  /** Share of the delay that is random, 0…1. Default 0.3: many links behind one hub must not knock together. */
  readonly jitter?: number;
}

export const defaultBackoff: Required<BackoffOptions> = { initial: 250, maximum: 15_000, factor: 2, jitter: 0.3 };

/**
 * Delay before attempt number `attempt` (1 is the first repetition), in ms: exponential, bounded, with jitter.
 * @param random a number in [0, 1)
 */
export function backoffDelay(attempt: number, options: BackoffOptions, random: number): number {
  const { initial, maximum, factor, jitter } = { ...defaultBackoff, ...options };
  // The exponent is bounded so that a link that has been down for a week does not compute Infinity.
  const plain = Math.min(maximum, initial * factor ** Math.min(attempt - 1, 64));
  return Math.max(1, Math.round(plain * (1 - jitter * random)));
}
