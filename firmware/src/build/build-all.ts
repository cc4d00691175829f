import { existsSync } from 'node:fs';
import path from 'node:path';
import { type Bundle, buildBundle, bundleFile } from './bundle.js';
import { BundleError } from './bundle-error.js';
import { BUNDLE_DIRECTORY, FIRMWARE_SOURCE } from './paths.js';
import { boardNames, type InstrumentName, readProfile, type SignerKind } from './profile.js';

/** One bundle that a maker can flash. */
export interface Combination {
  readonly instrument: InstrumentName;
  readonly board: string;
  /** Undefined: the bundle holds every signer of the board (`linux`). */
  readonly signer: SignerKind | undefined;
}

/** Every combination that the profiles allow. */
export function combinations(): Combination[] {
  return boardNames().flatMap((board) => {
    const { instruments, signers } = readProfile(board);
    const kinds = board === 'linux' ? [undefined] : signers;
    return instruments
      .filter((instrument) => existsSync(path.join(FIRMWARE_SOURCE, 'instruments', `${instrument}.ts`)))
      .flatMap((instrument) => kinds.map((signer) => ({ instrument, board, signer })));
  });
}

/**
 * Builds every allowed combination of instrument, board and signer into a directory.
 *
 * @param done called after each
 * @throws BundleError as `buildBundle`; `bundle-over-budget` with all that do not fit, when the others are built
 */
export async function buildAll(
  directory = BUNDLE_DIRECTORY,
  done: (one: Combination, bundle: Bundle) => void = () => {},
): Promise<void> {
  const refused: string[] = [];
  for (const one of combinations()) {
    const { instrument, board, signer } = one;
    const out = path.join(directory, bundleFile(instrument, board, signer));
    try {
      done(one, await buildBundle({ instrument, board, out, ...(signer ? { signer } : {}) }));
    } catch (error) {
      if (!(error instanceof BundleError) || error.code !== 'bundle-over-budget') throw error;
      refused.push(error.message);
    }
  }
  if (refused.length > 0) throw new BundleError('bundle-over-budget', refused.join('\n'));
}
