import type { Connections } from './connections.js';
import type { KnownKeys } from './known-keys.js';
import type { RefusalQuota } from './refusal-quota.js';
import type { WrittenChains } from './written-chains.js';

/** What outlives a batch. */
export interface IngestMemory {
  readonly keys: KnownKeys;
  readonly connections: Connections;
  readonly quota: RefusalQuota;
  readonly chains: WrittenChains;
}
