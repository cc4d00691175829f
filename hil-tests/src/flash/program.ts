import { FILE_ALIGNMENT } from './file-header.js';
import type { Flash } from './flash.js';

/** Programs any bytes in whole write units; the bytes of a unit that are not meant keep what stands there. */
export function program(flash: Flash, address: number, data: Uint8Array): void {
  const unit = Math.max(FILE_ALIGNMENT, flash.geometry.writeUnit);
  const start = address - (address % unit);
  const end = Math.ceil((address + data.length) / unit) * unit;
  const words = flash.read(start, end - start);
  words.set(data, address - start);
  flash.write(start, words);
}
