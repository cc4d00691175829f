import { formatViolations, type Violation } from './gate/report.js';

/** Stable codes of what can go wrong while a bundle is built. */
export type BundleErrorCode =
  | 'bundle-unknown-instrument'
  | 'bundle-unknown-board'
  | 'bundle-unknown-signer'
  | 'bundle-profile'
  | 'bundle-language'
  | 'bundle-sink'
  | 'bundle-image'
  | 'bundle-over-budget'
  | 'bundle-minify';

/** A bundle could not be built. `violations` says where the source leaves the language, when that is the reason. */
export class BundleError extends Error {
  readonly code: BundleErrorCode;
  readonly violations: readonly Violation[];

  constructor(code: BundleErrorCode, message: string, violations: readonly Violation[] = []) {
    super(violations.length > 0 ? `${message}\n${formatViolations(violations)}` : message);
    this.name = 'BundleError';
    this.code = code;
    this.violations = violations;
  }
}
