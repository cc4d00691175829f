// What is known of boards, without what builds for them: a program that only looks loads neither compiler nor minifier.

export { BundleError, type BundleErrorCode } from './bundle-error.js';
export { driverFeature } from './driver-feature.js';
export {
  type BoardProfile,
  boardNames,
  type Feature,
  type InstrumentName,
  readProfile,
  type SignerKind,
} from './profile.js';
