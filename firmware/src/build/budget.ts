import { existsSync, readFileSync } from 'node:fs';
import type { Bundle } from './bundle.js';
import { BundleError } from './bundle-error.js';
import { MEASURED_VARIABLES } from './paths.js';
import type { BoardProfile, InstrumentName, SignerKind } from './profile.js';

/** Modules that a failure names. */
const LARGEST = 5;

/** Greatest numbers of variables in use as they were measured last, by instrument and signer: what `costs/variables.json` holds. */
export type MeasuredVariables = Partial<Record<InstrumentName, Partial<Record<SignerKind, number>>>>;

/** The figures that the cost tool recorded; none where there is no file. */
export function measuredVariables(): MeasuredVariables {
  return existsSync(MEASURED_VARIABLES)
    ? (JSON.parse(readFileSync(MEASURED_VARIABLES, 'utf8')) as MeasuredVariables)
    : {};
}

/**
 * Holds a bundle against what its board allows: bytes of the image, and variables where they were measured.
 *
 * @throws BundleError `bundle-over-budget`: says which budget, by how much, and which modules are the largest
 */
export function checkBudget(
  bundle: Bundle,
  profile: BoardProfile,
  instrument: InstrumentName,
  signer: SignerKind,
  measured: MeasuredVariables = measuredVariables(),
): void {
  const what = `${instrument} for ${profile.name} with the signer "${signer}"`;
  const image = profile.budgets.image;
  if (image !== null && bundle.imageBytes > image) {
    const whole = bundle.modules.reduce((sum, { bytes }) => sum + bytes, 0);
    const largest = bundle.modules
      .slice(0, LARGEST)
      .map(({ file, bytes }) => `${file} ${Math.round((bytes * bundle.imageBytes) / whole)}`);
    throw new BundleError(
      'bundle-over-budget',
      `${what}: the image has ${bundle.imageBytes} bytes, ${bundle.imageBytes - image} more than the budget of ${image} ` +
        `(boards/${profile.name}.json, "budgets"). Turn a feature of the profile off, or shorten the largest modules, of about ` +
        `so many bytes: ${largest.join(', ')}`,
    );
  }
  const variables = profile.budgets.variables[signer];
  const used = measured[instrument]?.[signer];
  if (typeof variables === 'number' && used !== undefined && used > variables) {
    throw new BundleError(
      'bundle-over-budget',
      `${what}: ${used} variables in use (costs/variables.json), ${used - variables} more than the budget of ${variables}. ` +
        'Mark functions that run rarely as @cold, keep less in the state, then measure again: ' +
        'RECORD_COSTS=1 npm run bench -- firmware',
    );
  }
}
