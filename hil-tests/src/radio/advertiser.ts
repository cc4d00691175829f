import type { TimerHandle } from '../host/clock.js';
import { advertisingEvent } from './advertising-event.js';
import type { Controller } from './controller.js';
import { ADVERTISE_CONNECTABLE, COMMAND_DISALLOWED, CONNECTION_LIMIT_EXCEEDED, SUCCESS } from './hci-constants.js';

export interface AdvertisingParameters {
  /** Interval in units of 0.625 ms. */
  interval: number;
  /** `ADVERTISE_…` */
  type: number;
  /** Whether it is sent from the random address. */
  random: boolean;
  /** Bits 0 to 2: channels 37 to 39. */
  channels: number;
}

/** Longest random delay that is added to every interval, ms (Vol 6 Part B, 4.4.2.2.1: advDelay). */
const LONGEST_DELAY_MS = 10;
const UNIT_MS = 0.625;

/** The advertising state of one controller: legacy advertising (Vol 4 Part E, 7.8.5 to 7.8.9). */
export class Advertiser {
  // 7.8.5: what holds without parameters.
  parameters: AdvertisingParameters = { interval: 0x0800, type: ADVERTISE_CONNECTABLE, random: false, channels: 7 };
  /** Both may change while it advertises: the next event has them. */
  data = Buffer.alloc(0);
  scanResponse = Buffer.alloc(0);
  #timer: TimerHandle | undefined;
  #enabled = false;

  constructor(readonly controller: Controller) {}

  get enabled(): boolean {
    return this.#enabled;
  }

  /** Begins to advertise: the first event is due at once. @returns a status. */
  enable(): number {
    const { controller } = this;
    if (
      this.parameters.type === ADVERTISE_CONNECTABLE &&
      controller.roleCount('peripheral') >= controller.peripheralLinks
    )
      return CONNECTION_LIMIT_EXCEEDED;
    if (this.parameters.random && !controller.randomAddress) return COMMAND_DISALLOWED;
    if (this.#enabled) return SUCCESS;
    this.#enabled = true;
    this.#schedule(controller.air.now() + controller.air.random() * LONGEST_DELAY_MS);
    return SUCCESS;
  }

  disable(): void {
    this.#enabled = false;
    this.controller.air.cancel(this.#timer);
  }

  #schedule(at: number): void {
    const { air } = this.controller;
    this.#timer = air.at(at, () => {
      advertisingEvent(this, at);
      if (this.#enabled) {
        this.#schedule(at + this.parameters.interval * UNIT_MS + air.random() * LONGEST_DELAY_MS);
      }
    });
  }
}
