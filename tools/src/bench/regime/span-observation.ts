import type { Fleet, FleetObservation } from '@hengzhun/hil-tests';
import type { Verification } from '@hengzhun/host-sdk';
import { CHANNEL_SPAN_REFERENCE } from '@hengzhun/protocol';

/** A span that was not read for so long is not observed any more: the radio is dead, the trader has given up his checks. */
const freshFor = 60 * 86_400_000;

/** Which instruments have their span (or their volume) observed **now**: by an internal mass whose readings arrive, or by regular checks. */
export class SpanObservation {
  readonly #fleet: Fleet;
  readonly #observedAt: number[];

  constructor(fleet: Fleet) {
    this.#fleet = fleet;
    // Who observes has done so before the simulation begins.
    this.#observedAt = fleet.instruments.map(({ observed }) => (observed ? fleet.now : Number.NEGATIVE_INFINITY));
  }

  note(frames: readonly FleetObservation[], checks: readonly Verification[]): void {
    for (const { index, at, status } of frames) {
      if (status.channels.some(({ identifier }) => identifier === CHANNEL_SPAN_REFERENCE)) this.#observedAt[index] = at;
    }
    for (const { instrument, at } of checks) this.#observedAt[this.#fleet.indexOf(instrument)] = at;
  }

  observes(index: number): boolean {
    return this.#fleet.now - this.#observedAt[index]! <= freshFor;
  }
}
