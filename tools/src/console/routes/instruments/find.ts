import { type ChainState, emptyChainState, type Instrument, SdkError } from '@hengzhun/host-sdk';
import type { ConsoleContext } from '../../context.js';
import type { ChainExtent } from '../../series/channel-histories.js';

/** The instrument with this UEID. @throws {SdkError} `registry-unknown-instrument` */
export async function instrumentOf({ store }: ConsoleContext, ueid: string): Promise<Instrument> {
  const found = await store.registry.find(ueid);
  if (found !== undefined) return found;
  const text = `No instrument ${ueid} is enrolled. List the instruments and check the identifier.`;
  throw new SdkError('registry-unknown-instrument', text, { ueid });
}

/** What is stored of its newest key; of an instrument without any key nothing was ever stored. */
export async function newestChain({ store }: ConsoleContext, { keys }: Instrument): Promise<ChainState> {
  const key = keys.at(-1);
  return key === undefined ? emptyChainState() : (await store.evaluate(key.kid)).chain;
}

/** How far the chains of all its keys go, the oldest first. */
export async function chainsOf({ store }: ConsoleContext, { keys }: Instrument): Promise<ChainExtent[]> {
  const chains: ChainExtent[] = [];
  for (const { kid } of keys) {
    const { lowest, highest } = (await store.evaluate(kid)).chain;
    if (highest > 0) chains.push({ kid, lowest, highest });
  }
  return chains;
}
