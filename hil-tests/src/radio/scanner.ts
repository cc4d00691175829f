import type { Controller } from './controller.js';
import { REPORT_SCAN_RESPONSE } from './hci-constants.js';
import { addressText, advertisingReport, type DeviceAddress } from './hci-events.js';

export interface ScanWindow {
  /** Units of 0.625 ms. */
  interval: number;
  window: number;
}

const UNIT_MS = 0.625;
const CHANNELS = [37, 38, 39];
/** Most reports that the duplicate filter remembers; then it begins anew, as controllers do. */
const REMEMBERED = 512;

/** Whether somebody who has listened since `since`, one channel after the other, has a whole packet in a window. */
export function inWindow(
  { interval, window }: ScanWindow,
  since: number,
  packet: { channel: number; start: number; end: number },
): boolean {
  const length = interval * UNIT_MS;
  const turn = Math.floor((packet.start - since) / length);
  if (turn < 0 || CHANNELS[turn % 3] !== packet.channel) return false;
  return packet.end <= since + turn * length + window * UNIT_MS;
}

/** The scanning state of one controller: legacy scanning (Vol 4 Part E, 7.8.10 and 7.8.11). */
export class Scanner {
  active = false;
  window: ScanWindow = { interval: 0x10, window: 0x10 };
  #since: number | undefined;
  #filter: Set<string> | undefined;

  constructor(private readonly controller: Controller) {}

  get enabled(): boolean {
    return this.#since !== undefined;
  }

  enable(filterDuplicates: boolean): void {
    this.#since ??= this.controller.air.now();
    this.#filter = filterDuplicates ? new Set() : undefined;
  }

  disable(): void {
    this.#since = undefined;
  }

  hears(packet: { channel: number; start: number; end: number }): boolean {
    return this.#since !== undefined && inWindow(this.window, this.#since, packet);
  }

  /** Tells the host, unless it is a duplicate and duplicates are filtered. */
  report(type: number, from: DeviceAddress, data: Uint8Array, rssi: number): void {
    if (!this.enabled) return;
    if (this.#filter) {
      const key = `${type === REPORT_SCAN_RESPONSE} ${from.random} ${addressText(from.bytes)}`;
      if (this.#filter.has(key)) return;
      if (this.#filter.size >= REMEMBERED) this.#filter.clear();
      this.#filter.add(key);
    }
    this.controller.sendLe(advertisingReport(type, from, data, rssi));
  }
}
