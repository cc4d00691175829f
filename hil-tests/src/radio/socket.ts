import { EventEmitter } from 'node:events';
import type { Controller } from './controller.js';
import { COMMAND_RESET, PACKET_COMMAND } from './hci-constants.js';

/** What noble and bleno expect of `@stoprocent/bluetooth-hci-socket`. */
export interface HciSocket extends EventEmitter {
  bindRaw(device?: number, parameters?: unknown): number;
  bindUser(device?: number, parameters?: unknown): number;
  bindControl(): number;
  start(): void;
  stop(): void;
  reset(): void;
  setFilter(filter: Buffer): void;
  write(packet: Buffer): void;
  isDevUp(): boolean;
  getDeviceList(): Promise<unknown[]>;
}

/** The socket class through which a host stack in this process reaches a controller, as it would one of the kernel's. */
export function socketClass(controller: Controller): new () => HciSocket {
  return class extends EventEmitter implements HciSocket {
    #bound = false;
    #detach: (() => void) | undefined;

    bindRaw(): number {
      this.#bound = true;
      return 0;
    }

    bindUser(): number {
      return this.bindRaw();
    }

    /** bleno opens one for keys, which are not managed here: such a socket hears nothing. */
    bindControl(): number {
      return 0;
    }

    start(): void {
      if (!this.#bound || this.#detach) return;
      this.#detach = controller.attach({
        packet: (packet) => this.emit('data', packet),
        power: (on) => this.emit('state', on),
      });
    }

    stop(): void {
      this.#detach?.();
      this.#detach = undefined;
    }

    reset(): void {
      this.write(Buffer.from([PACKET_COMMAND, COMMAND_RESET & 0xff, COMMAND_RESET >> 8, 0]));
    }

    setFilter(): void {}

    write(packet: Buffer): void {
      if (this.#bound) controller.write(packet);
    }

    isDevUp(): boolean {
      return controller.powered;
    }

    async getDeviceList(): Promise<unknown[]> {
      return [];
    }
  };
}
