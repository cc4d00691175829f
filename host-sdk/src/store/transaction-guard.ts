import { SdkError } from '../errors.js';

/** The store was closed, or a transaction is used after its end because someone did not wait for it. @throws {SdkError} */
export function refuseClosed(path: string): never {
  throw new SdkError('store-closed', 'The store was closed. Open it again.', { path });
}

export function refuseEnded(path: string): never {
  const text = 'A transaction was used after its end: an `await` is missing. Please report this.';
  throw new SdkError('store-internal', text, { path });
}
