import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { installNatives } from '../../../firmware/test/crypto/natives.js';
import { program } from '../../src/flash/program.js';
import { Flash, type FlashGeometry, Storage, StorageError } from '../../src/index.js';

/**
 * The flash, hash and checksum of an instrument for the parts of the shell that run in Node: Espruino's globals over the
 * flash model of the rigs, with its real write-once semantics. The flash outlives the power.
 */
export class Device {
  flash: Flash;
  /** Pages outside the Storage, from {@link FREE_ADDRESS}. */
  free: Flash | undefined;

  constructor(geometry?: FlashGeometry) {
    this.flash = new Flash(geometry);
  }

  /** What a host writes into before the first boot. */
  storage(): Storage {
    return new Storage(this.flash);
  }

  /** Makes this the device that the platform port talks to. */
  install(): void {
    const bytes = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));
    const guard = <T>(operation: (storage: Storage) => T): T => {
      try {
        return operation(new Storage(this.flash));
      } catch (error) {
        // what the program sees as an exception of its own, as on the interpreter
        if (error instanceof StorageError) throw new Error(error.message);
        throw error;
      }
    };
    const storage = {
      read: (name: string, offset?: number, length?: number) => {
        const data = guard((it) => it.read(name, offset, length));
        return data && Buffer.from(data).toString('latin1');
      },
      write: (name: string, data: string, offset: number, size: number) =>
        guard((it) => it.write(name, bytes(data), offset, size)),
      getStats: () => ({ totalBytes: this.flash.size }),
    };
    const area = (address: number): { flash: Flash; offset: number } =>
      this.free && address >= FREE_ADDRESS
        ? { flash: this.free, offset: address - FREE_ADDRESS }
        : { flash: this.flash, offset: address - ADDRESS };
    const flash = {
      getPage: (address: number) => {
        const { pageSize } = area(address).flash.geometry;
        return { addr: address - (address % pageSize), length: pageSize };
      },
      read: (length: number, address: number) => area(address).flash.read(area(address).offset, length),
      write: (data: string, address: number) => program(area(address).flash, area(address).offset, bytes(data)),
      erasePage: (address: number) => {
        const { flash, offset } = area(address);
        if (offset % flash.geometry.pageSize) throw new Error('not the start of a page');
        flash.erasePage(offset / flash.geometry.pageSize);
      },
    };
    const sha256 = (data: string) => createHash('sha256').update(data, 'latin1').digest();
    current = { Storage: storage, Flash: flash, crypto: { SHA256: sha256 } };
  }
}

/** Where the flash begins, as `process.memory()` tells on boards. */
const ADDRESS = 0x10000;
/** Where an ESP32 leaves pages to programs. */
export const FREE_ADDRESS = 0x310000;

let current: Record<string, unknown> = {};

/** A module whose members are looked up when they are used: the port keeps the module, the device behind it may change. */
function late(module: string): Record<string, unknown> {
  return new Proxy({}, { get: (_target, name) => (current[module] as Record<string | symbol, unknown>)[name] });
}

// the loops of the signer's arithmetic, which parts of the shell bring with them
installNatives();
Object.assign(process, { memory: () => ({ flash_code_start: ADDRESS }) });
Object.assign(globalThis, {
  require: (name: string) => (name === 'crypto' ? { SHA256: (data: string) => sha256Of(data) } : late(name)),
  E: {
    ...(globalThis as unknown as { E: object }).E,
    CRC32: (data: string) => crc32(Buffer.from(data, 'latin1')),
    toString: (data: Uint8Array) => Buffer.from(data).toString('latin1'),
    toUint8Array: (text: string) => Uint8Array.from(Buffer.from(text, 'latin1')),
    hwRand: () => 0x12345678,
  },
});

function sha256Of(data: string): Uint8Array {
  return (current.crypto as { SHA256(data: string): Uint8Array }).SHA256(data);
}

/**
 * Runs a program until the power goes; true when it went. What the program did after that, on a dead flash, does not count:
 * the port catches every exception of the storage, and a real instrument would not be there any more.
 */
export function untilPowerCut(device: Device, program: () => void): boolean {
  try {
    program();
  } catch (error) {
    if (!isDead(device)) throw error;
  }
  return isDead(device);
}

function isDead(device: Device): boolean {
  return device.flash.dead || (device.free?.dead ?? false);
}
