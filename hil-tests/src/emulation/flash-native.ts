import { PowerCut } from '../flash/flash.js';
import { StorageError } from '../flash/storage.js';
import type { Machine } from './machine.js';

/** Runs an operation on the flash as a native of the program: the power may go in it, and its errors are the program's. */
export function flashNative<T>(machine: Machine, operation: () => T): T {
  machine.guard();
  try {
    return operation();
  } catch (error) {
    if (error instanceof PowerCut) {
      machine.end('power');
      throw error;
    }
    if (error instanceof StorageError) return machine.fail(error.message);
    throw error;
  }
}
