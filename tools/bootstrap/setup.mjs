import { ensureBundle } from './bundle.mjs';
import { compile } from './compile.mjs';
import { withLock } from './lock.mjs';
import { ensurePackages } from './packages.mjs';

/** What every task needs: packages, compiled packages, the firmware bundle. Quick and silent when all is there. */
export async function setUp() {
  await withLock(async () => {
    await ensurePackages();
    await compile();
    await ensureBundle();
  });
}
