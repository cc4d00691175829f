import type { Flash } from '../flash/flash.js';
import { program } from '../flash/program.js';
import { flashNative } from './flash-native.js';
import { flattenForPointer } from './flatten.js';
import type { Machine } from './machine.js';

/** Where the Storage of an MDBT42Q begins: `process.memory().flash_code_start`. Its last page is the 118th. */
export const STORAGE_ADDRESS = 108 * 4096;

/** Pages outside the Storage that the board leaves to programs (`Flash.getFree()`). */
export interface FreePages {
  /** Where they begin, as the board's addresses have it. */
  address: number;
  flash: Flash;
}

/** `require("Flash")`, of which only the pages of the Storage and the free ones are there. */
export function flashModule(machine: Machine, storage: Flash, free?: FreePages): Record<string, unknown> {
  const areas: FreePages[] = [{ address: STORAGE_ADDRESS, flash: storage }, ...(free ? [free] : [])];
  const areaOf = (address: unknown): FreePages | undefined => {
    const at = Math.trunc(Number(address));
    return areas.find((area) => at >= area.address && at < area.address + area.flash.size);
  };
  const inside = (address: unknown, length: number): { flash: Flash; offset: number } => {
    const area = areaOf(address);
    const offset = Math.trunc(Number(address)) - (area?.address ?? 0);
    // A board would read, or damage, something else.
    if (!area || offset + length > area.flash.size) {
      return machine.fail(`Flash: ${length} bytes at ${String(address)} are in no emulated flash`);
    }
    return { flash: area.flash, offset };
  };
  return {
    getPage: (address: unknown) => {
      const area = areaOf(address);
      if (!area) return undefined;
      const { pageSize } = area.flash.geometry;
      const { offset } = inside(address, 1);
      return { addr: area.address + offset - (offset % pageSize), length: pageSize };
    },
    getFree: () => {
      const list = new machine.realm.Array<{ addr: number; length: number }>();
      if (free) list.push({ addr: free.address, length: free.flash.size });
      return list;
    },
    erasePage: (address: unknown) => {
      if (!Number.isInteger(address))
        return machine.fail(
          `Address should be an integer, got ${typeof address === 'string' ? 'String' : typeof address}`,
        );
      return flashNative(machine, () => {
        const area = areaOf(address);
        if (!area) return;
        area.flash.erasePage(Math.floor((Number(address) - area.address) / area.flash.geometry.pageSize));
      });
    },
    write: (data: unknown, address: unknown) => {
      if (data === undefined) return machine.fail('Data is not defined');
      const bytes = flattenForPointer(data, machine.fail);
      const { flash, offset } = inside(address, bytes.length);
      return flashNative(machine, () => program(flash, offset, bytes));
    },
    read: (length: number, address: unknown) => {
      if (length <= 0) return undefined;
      const { flash, offset } = inside(address, length);
      const result = new machine.realm.Uint8Array(length);
      result.set(flashNative(machine, () => flash.read(offset, length)));
      return result;
    },
  };
}
