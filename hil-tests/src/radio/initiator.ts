import type { Controller } from './controller.js';
import type { DeviceAddress, LinkParameters } from './hci-events.js';
import { inWindow, type ScanWindow } from './scanner.js';

/** A connection that the host asked for. */
export interface WantedConnection {
  peer: DeviceAddress;
  window: ScanWindow;
  parameters: LinkParameters;
}

/** The initiating state of one controller (Vol 4 Part E, 7.8.12). It listens until it hears the peer, or is stopped. */
export class Initiator {
  #wanted: WantedConnection | undefined;
  #since = 0;

  constructor(private readonly controller: Controller) {}

  get wanted(): WantedConnection | undefined {
    return this.#wanted;
  }

  start(wanted: WantedConnection): void {
    this.#wanted = wanted;
    this.#since = this.controller.air.now();
  }

  stop(): void {
    this.#wanted = undefined;
  }

  hears(packet: { channel: number; start: number; end: number }): boolean {
    return this.#wanted !== undefined && inWindow(this.#wanted.window, this.#since, packet);
  }
}
