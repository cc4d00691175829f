import type { Flash } from '../flash/flash.js';
import { program } from '../flash/program.js';
import { flashNative } from './flash-native.js';
import { flattenForPointer } from './flatten.js';
import type { Machine } from './machine.js';

/** Where the Storage of an MDBT42Q begins: `process.memory().flash_code_start`. Its last page is the 118th. */
export const STORAGE_ADDRESS = 108 * 4096;

/** `require("Flash")`, of which only the pages of the Storage are there. */
export function flashModule(machine: Machine, flash: Flash): Record<string, unknown> {
  const { pageSize } = flash.geometry;
  const offsetOf = (address: unknown): number => Math.trunc(Number(address)) - STORAGE_ADDRESS;
  const inside = (address: unknown, length: number): number => {
    const offset = offsetOf(address);
    // A board would read, or damage, something else.
    if (offset < 0 || offset + length > flash.size) {
      machine.fail(`Flash: ${length} bytes at ${String(address)} are not in the emulated Storage`);
    }
    return offset;
  };
  return {
    getPage: (address: unknown) => {
      const offset = offsetOf(address);
      if (offset < 0 || offset >= flash.size) return undefined;
      return { addr: STORAGE_ADDRESS + offset - (offset % pageSize), length: pageSize };
    },
    // Between interpreter and Storage there is nothing on this board.
    getFree: () => new machine.realm.Array(),
    erasePage: (address: unknown) => {
      if (!Number.isInteger(address))
        return machine.fail(
          `Address should be an integer, got ${typeof address === 'string' ? 'String' : typeof address}`,
        );
      return flashNative(machine, () => {
        const offset = offsetOf(address);
        if (offset >= 0 && offset < flash.size) flash.erasePage(Math.floor(offset / pageSize));
      });
    },
    write: (data: unknown, address: unknown) => {
      if (data === undefined) return machine.fail('Data is not defined');
      const bytes = flattenForPointer(data, machine.fail);
      return flashNative(machine, () => program(flash, inside(address, bytes.length), bytes));
    },
    read: (length: number, address: unknown) => {
      if (length <= 0) return undefined;
      const result = new machine.realm.Uint8Array(length);
      result.set(flashNative(machine, () => flash.read(inside(address, length), length)));
      return result;
    },
  };
}
