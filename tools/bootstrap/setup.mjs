import { ensureBundle } from './bundle.mjs';
import { compile } from './compile.mjs';
import { withLock } from './lock.mjs';
import { ensurePackages } from './packages.mjs';
import { ensureWeb } from './web.mjs';

/** What every task needs: packages, compiled packages, the firmware bundle; with `page`, the console's page besides. Quick and silent when all is there. */
export async function setUp({ page = false } = {}) {
  await withLock(async () => {
    await ensurePackages();
    await compile();
    await ensureBundle();
    if (page) await ensureWeb();
  });
}
