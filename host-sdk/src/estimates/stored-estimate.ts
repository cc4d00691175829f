import { SdkError } from '../errors.js';
import { estimateFormat, FORMAT, HEADER_SIZE, POINT_COUNT, POINT_SIZE } from '../estimation/estimate-layout.js';

/** The bytes of an estimate: its numbers in the order of the machine that this runs on, as IEEE 754 doubles, least significant byte first. */
export function packEstimate(estimate: Float64Array): Uint8Array {
  return new Uint8Array(estimate.buffer.slice(estimate.byteOffset, estimate.byteOffset + estimate.byteLength));
}

/**
 * An estimate as stored. Where the bytes lie well in memory nothing is copied: it is for reading.
 * @throws {SdkError} `store-corrupt` for bytes that no version of this product wrote
 */
export function unpackEstimate(bytes: Uint8Array): Float64Array {
  const { byteOffset, byteLength } = bytes;
  const aligned = byteOffset % 8 === 0 ? bytes.buffer : bytes.slice().buffer;
  const numbers =
    byteLength % 8 === 0
      ? new Float64Array(aligned, aligned === bytes.buffer ? byteOffset : 0, byteLength / 8)
      : undefined;
  if (
    numbers === undefined ||
    numbers[FORMAT] !== estimateFormat ||
    numbers.length !== HEADER_SIZE + numbers[POINT_COUNT]! * POINT_SIZE
  ) {
    throw new SdkError(
      'store-corrupt',
      'A stored estimate cannot be read. Make the estimates anew from the stored evidence.',
    );
  }
  return numbers;
}
