import type { KeyObject } from 'node:crypto';
import { type IngestOutcome, openStore, type ReceivedPacket, type Store } from '@hengzhun/host-sdk';
import { decodeFrame, FRAME_KIND_IDENTITY, type Frame, HengzhunError, verifyFrame } from '@hengzhun/protocol';
import { ToolError } from '../errors.js';
import { exitCode } from '../exit-codes.js';
import { publicJwk } from '../provision/public-jwk.js';
import { openDataIfThere } from '../stores/open-data.js';
import { readKeySet, type TrustedKeys } from '../verify/key-set.js';

/** Where trust comes from: a store in which instruments are enrolled, or a file of public keys. */
export interface Trust {
  readonly store: Store;
  /** True: what is received stays in a data folder. False: it is forgotten at the end. */
  readonly kept: boolean;
  /** The enrolled (or given) key with this identifier. */
  keyOf(kid: string): Promise<KeyObject | undefined>;
  /** Takes packets in; a signed identity frame of a key from the file makes its instrument known. */
  ingest(packets: readonly ReceivedPacket[]): Promise<IngestOutcome[]>;
  close(): Promise<void>;
}

/**
 * `--keys FILE`: a store in memory that knows these keys; `--data`: the store of a folder or database.
 * @throws {ToolError} `tool-keys-missing`, `tool-keys-bad`, …; {SdkError} `store-*`
 */
export async function openTrust(options: { keys?: string; data: string }): Promise<Trust> {
  if (options.keys !== undefined) return trustKeys(readKeySet(options.keys));
  const store = await openDataIfThere(options.data);
  if (store === undefined) throw new ToolError('tool-keys-missing', {}, exitCode.io);
  const known = new Map((await store.registry.keys()).map((key) => [key.kid, key.publicKey]));
  return {
    store,
    kept: true,
    keyOf: async (kid) => known.get(kid),
    ingest: (packets) => store.ingest(packets),
    close: () => store.close(),
  };
}

async function trustKeys(keys: TrustedKeys): Promise<Trust> {
  const store = await openStore(':memory:');
  const enrolled = new Set<string>();
  return {
    store,
    kept: false,
    keyOf: async (kid) => keys.get(kid),
    ingest: async (packets) => {
      for (const { bytes } of packets) {
        const frame = decoded(bytes);
        if (frame?.kind !== FRAME_KIND_IDENTITY) continue;
        const kid = Buffer.from(frame.kid).toString('hex');
        const key = keys.get(kid);
        if (!key || enrolled.has(kid) || !isSigned(frame, key)) continue;
        const { ueid, data } = frame.claims;
        const serialNumber = data.serialNumber;
        await store.registry.enrol({
          ueid: Buffer.from(ueid).toString('hex'),
          publicKey: publicJwk(key),
          serialNumber,
        });
        enrolled.add(kid);
      }
      return store.ingest(packets);
    },
    close: () => store.close(),
  };
}

function decoded(bytes: Uint8Array): Frame | undefined {
  try {
    return decodeFrame(bytes);
  } catch (error) {
    // What is no frame is refused, with its reason, by the ingest.
    if (error instanceof HengzhunError) return undefined;
    throw error;
  }
}

function isSigned(frame: Frame, key: KeyObject): boolean {
  try {
    verifyFrame(frame, key);
    return true;
  } catch (error) {
    if (error instanceof HengzhunError) return false;
    throw error;
  }
}
