import type { TrustedKeys } from '@hengzhun/host-sdk';
import type { ConsoleContext } from '../../context.js';

/** Whom this console trusts: its ledger, and the makers and instruments of its register. */
export async function trustedKeys({ store, ledgerKeys }: ConsoleContext): Promise<TrustedKeys> {
  const { registry } = store;
  return {
    ledger: ledgerKeys,
    makers: (await registry.makers()).map(({ publicKey }) => publicKey),
    instruments: (await registry.keys()).map(({ publicKey }) => publicKey),
  };
}
