import { notInstalled } from './ble-errors.js';
import { guardNoble } from './guard-noble.js';
import type { NobleLike } from './noble-types.js';

/** Not written where it is imported, so that no compiler and no bundler insists on a package that is optional. */
const packageName = '@stoprocent/noble';

/** The adapter of this process while somebody uses it. */
let shared: { noble: Promise<NobleLike>; users: number } | undefined;

/** An adapter in use. */
export interface NobleLease {
  readonly noble: NobleLike;
  /** To be called once; the last one switches the adapter's driver off, so that the process can end. */
  release(): void;
}

/**
 * The computer's Bluetooth adapter by `@stoprocent/noble`, loaded on first use and shared by all who use it in this process.
 * @param own an adapter that the caller made; it is left running
 * @throws {SdkError} `ble-not-installed`
 */
export async function leaseNoble(own?: NobleLike): Promise<NobleLease> {
  if (own !== undefined) {
    guardNoble(own);
    return { noble: own, release: () => {} };
  }
  shared ??= { noble: loadNoble(), users: 0 };
  const mine = shared;
  mine.users++;
  let released = false;
  const release = () => {
    if (released) return;
    released = true;
    if (--mine.users > 0) return;
    if (shared === mine) shared = undefined;
    mine.noble.then(
      (noble) => noble.stop?.(),
      () => {}, // it was never loaded, which was told to whoever asked for it
    );
  };
  try {
    return { noble: await mine.noble, release };
  } catch (error) {
    release();
    throw error;
  }
}

async function loadNoble(): Promise<NobleLike> {
  try {
    const module = (await import(packageName)) as { default: { withBindings(): NobleLike } };
    // One of its own each time: an adapter that was stopped does not start again.
    const noble = module.default.withBindings();
    guardNoble(noble);
    return noble;
  } catch (cause) {
    throw notInstalled(cause);
  }
}
