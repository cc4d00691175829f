/**
 * What the device code throws: a plain object, because `extends Error` does not work on the interpreter.
 * The host's readers throw `ProtocolError` with the same codes.
 */
export interface DeviceFailure {
  /** Stable code, e.g. `cbor-not-shortest`. */
  code: string;
  /** The code again: on the instrument nobody reads a sentence, and sentences cost flash. */
  message: string;
  /** Offset in the bytes given to the reader. */
  offset: number;
}

/** Throws a {@link DeviceFailure}. The only place of the device code that throws. */
export function fail(code: string, offset: number): never {
  const failure: DeviceFailure = { code: code, message: code, offset: offset };
  throw failure;
}
