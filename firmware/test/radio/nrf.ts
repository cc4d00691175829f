import { crc32 } from 'node:zlib';
import { installNatives } from '../crypto/natives.js';

type Write = (event: { data: ArrayBuffer }) => void;

/** What the program gave a characteristic. */
interface Characteristic {
  notify?: boolean;
  writable?: boolean;
  maxLen?: number;
  value?: string;
  onWrite?: Write;
}

/** Espruino's `NRF` as a device: an nRF52 as a peripheral, with so many buffers for notifications until `event`. */
export class Nrf {
  characteristics = new Map<string, Characteristic>();
  handlers = new Map<string, (argument: unknown) => void>();
  options: unknown;
  advertisement: Uint8Array | undefined;
  advertised: unknown;
  scanResponse: Uint8Array | undefined;
  isAsleep = false;
  isConnected = false;
  ended = 0;
  /** A restart waits: `updateServices` throws. */
  restarts = false;
  notifications: Uint8Array[] = [];
  buffers = 100;
  #held = 0;

  on = (event: string, handler: (argument: unknown) => void): void => {
    this.handlers.set(event, handler);
  };

  setServices = (services: Record<string, Record<string, Characteristic>>, options: unknown): void => {
    this.characteristics = new Map(Object.values(services).flatMap((service) => Object.entries(service)));
    this.options = options;
  };

  updateServices = (services: Record<string, Record<string, Characteristic>>): void => {
    if (this.restarts) throw new Error("Can't update services until BLE restart");
    for (const [uuid, { notify, value }] of Object.values(services).flatMap((service) => Object.entries(service))) {
      const declared = this.characteristics.get(uuid);
      if (!declared) throw new Error(`Unable to find service with UUID ${uuid}`);
      if (value!.length > declared.maxLen!) throw new Error('DATA_SIZE');
      if (notify && declared.notify && this.isConnected && this.#held++ < this.buffers)
        this.notifications.push(Uint8Array.from(Buffer.from(value!, 'latin1')));
    }
  };

  setAdvertising = (packet: Uint8Array, options: unknown): void => {
    this.advertisement = packet;
    this.advertised = options;
  };

  setScanResponse = (packet: Uint8Array): void => {
    this.scanResponse = packet;
  };

  disconnect = (): void => {
    if (!this.isConnected) return;
    this.ended++;
    this.leave();
  };

  sleep = (): void => {
    this.isAsleep = true;
  };

  wake = (): void => {
    this.isAsleep = false;
  };

  /** A connection event: what was held is on the air. */
  event(): void {
    this.#held = 0;
  }

  enter(): void {
    this.isConnected = true;
    this.#held = 0;
    this.handlers.get('connect')?.('aa:bb:cc:dd:ee:ff random');
  }

  leave(): void {
    this.isConnected = false;
    this.handlers.get('disconnect')?.(22);
  }

  /** @returns false where the attribute refuses it */
  write(uuid: string, bytes: readonly number[] | Uint8Array): boolean {
    const declared = this.characteristics.get(uuid);
    if (!this.isConnected || !declared?.writable || bytes.length > declared.maxLen!) return false;
    declared.onWrite!({ data: Uint8Array.from(bytes).buffer });
    return true;
  }

  /** What was notified since the last call. */
  heard(): Uint8Array[] {
    return this.notifications.splice(0);
  }
}

/** Puts the device, and the other natives that the radio's code needs, in their places. */
export function installRadio(nrf: Nrf | undefined): void {
  installNatives();
  const globals = globalThis as unknown as { E: object; NRF: Nrf | undefined };
  Object.assign(globals, {
    NRF: nrf,
    require: () => ({ SHA256: () => undefined }),
    getTime: () => Date.now() / 1000,
    E: {
      ...globals.E,
      CRC32: (data: string) => crc32(Buffer.from(data, 'latin1')),
      toString: (data: ArrayBuffer) => Buffer.from(data).toString('latin1'),
    },
  });
}
