import { type CborValue, decodeCbor, HengzhunError } from '@hengzhun/protocol';

/**
 * The value in a signed payload.
 * @param bad makes the error of whoever reads it from what is wrong, without a full stop
 */
export function decodePayload(payload: Uint8Array, bad: (what: string, cause?: unknown) => Error): CborValue {
  try {
    return decodeCbor(payload);
  } catch (cause) {
    if (cause instanceof HengzhunError) throw bad(cause.message.replace(/\.$/, ''), cause);
    throw cause;
  }
}
