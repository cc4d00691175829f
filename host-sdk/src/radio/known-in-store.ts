import { SdkError } from '../errors.js';
import type { Store } from '../store/store.js';
import type { KnownNearby } from './nearby.js';

/** What a store knows of key identifiers that are around: the `lookup` of a scan. */
export function knownInStore(store: Store): (kid: string) => Promise<KnownNearby | undefined> {
  return async (kid) => {
    try {
      const { instrument, key, chain, evaluation } = await store.evaluate(kid);
      if (key.kid !== kid) return undefined;
      return {
        ueid: instrument.ueid,
        serialNumber: instrument.serialNumber,
        keyStatus: key.status,
        level: evaluation.level,
        highest: chain.highest,
        head: chain.head,
      };
    } catch (error) {
      if (error instanceof SdkError && error.code === 'registry-unknown-instrument') return undefined;
      throw error;
    }
  };
}
