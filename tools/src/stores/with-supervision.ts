import { type LedgerKey, openSupervision, type Store, type Supervision } from '@hengzhun/host-sdk';
import { existingLedgerKey, type LedgerKeyOptions } from './ledger-key-file.js';
import { withData } from './open-data.js';

/** The supervision of a store with that store; `key` where it was opened to write. */
export interface OpenedSupervision {
  readonly store: Store;
  readonly supervision: Supervision;
}

/** Opens the supervision of the store that `--data` names, to read it. @throws as `openData` */
export function readSupervision<T>(data: string, work: (opened: OpenedSupervision) => Promise<T>): Promise<T> {
  return withData(data, (store) => work({ store, supervision: openSupervision(store) }));
}

/** The same with the key that signs what is written. @throws as `openData` and `existingLedgerKey` */
export function writeSupervision<T>(
  options: LedgerKeyOptions,
  work: (opened: OpenedSupervision & { readonly key: LedgerKey }) => Promise<T>,
): Promise<T> {
  // Before the store is opened: nothing is touched when there is nobody to sign.
  const key = existingLedgerKey(options);
  return withData(options.data, (store) => work({ store, supervision: openSupervision(store, { key }), key }));
}
