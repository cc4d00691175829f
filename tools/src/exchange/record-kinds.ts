import type { RecordKind } from '@hengzhun/host-sdk';

// The SDK, which knows them too, is not loaded for help: the type holds this list to it.
const kinds: Readonly<Record<RecordKind, true>> = {
  place: true,
  trader: true,
  authority: true,
  person: true,
  'type-approval': true,
  standard: true,
  verification: true,
  seal: true,
  repair: true,
};

/** Kinds of record, each naming only those before it, or its own kind. */
export const recordKindNames = Object.keys(kinds) as readonly RecordKind[];
