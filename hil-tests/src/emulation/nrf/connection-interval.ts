import type { TimerHandle } from '../../host/clock.js';
import type { Air } from '../../radio/air.js';
import type { RadioPeripheral } from '../../radio/peripheral.js';

/** Bluetooth.c of the nRF52: first request after connecting, the two intervals (units of 1.25 ms), and what is idle. */
const FIRST_REQUEST_MS = 100;
const BUSY = 6;
const IDLE = 160;
const IDLE_AFTER_MS = 30_000;
/** CONN_SUP_TIMEOUT, units of 10 ms. */
const TIMEOUT = 400;

/**
 * What Espruino on an nRF52 asks of its central: a connection interval of 7.5 ms soon after connecting and whenever
 * something happens, 200 ms when nothing did for half a minute. Whether it gets it is for the central to say.
 */
export class ConnectionInterval {
  #wanted: number | undefined;
  #timer: TimerHandle | undefined;

  constructor(
    private readonly air: Air,
    private readonly peripheral: RadioPeripheral,
  ) {}

  connected(): void {
    this.#wanted = undefined;
    this.#after(FIRST_REQUEST_MS, () => this.#request(BUSY));
  }

  /** Something was written or notified. */
  active(): void {
    // Until the first request is out there is nothing to change.
    if (this.#wanted !== undefined) this.#request(BUSY);
  }

  ended(): void {
    this.#wanted = undefined;
    this.air.cancel(this.#timer);
  }

  #request(interval: number): void {
    if (this.#wanted !== interval) {
      this.#wanted = interval;
      this.peripheral.requestParameters({ interval, latency: 0, timeout: TIMEOUT });
    }
    if (interval === BUSY) this.#after(IDLE_AFTER_MS, () => this.#request(IDLE));
  }

  #after(ms: number, callback: () => void): void {
    this.air.cancel(this.#timer);
    this.#timer = this.air.at(this.air.now() + ms, callback);
  }
}
