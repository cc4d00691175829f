import { exitCode } from '../../../exit-codes.js';
import { publicJwk } from '../../../provision/public-jwk.js';
import { openOrMakeData, withStore } from '../../../stores/open-data.js';
import { readKeySet } from '../../../verify/key-set.js';
import type { Output } from '../../output.js';

/** Trusts the public keys of a maker: certificates signed by them enrol instruments with full assurance. */
export async function importMaker(
  output: Output,
  options: { readonly data: string },
  name: string,
  file: string,
): Promise<number> {
  const keys = readKeySet(file);
  return withStore(openOrMakeData(options.data), async ({ registry }) => {
    for (const [kid, key] of keys) {
      await registry.trustMaker(name, publicJwk(key));
      output.object({ type: 'maker', name, kid });
      output.line(output.text('import.maker', { name, kid }));
    }
    return exitCode.ok;
  });
}
