export { checkBudget, type MeasuredVariables, measuredVariables } from './budget.js';
export { buildAll, type Combination, combinations } from './build-all.js';
export { type BuildOptions, type Bundle, buildBundle, buildScript, bundleFile, bundleFlags } from './bundle.js';
export { BundleError, type BundleErrorCode } from './bundle-error.js';
export { buildElementScript } from './element-script.js';
export type { BuildFlags } from './flags.js';
export { checkLanguage, formatViolations, type LanguageCheckOptions, type Violation } from './gate/index.js';
export { BUNDLE_DIRECTORY, MEASURED_VARIABLES } from './paths.js';
export { detokenise } from './pretokenise/detokenise.js';
export { pretokenise } from './pretokenise/pretokenise.js';
export {
  type BoardProfile,
  boardNames,
  type Feature,
  type InstrumentName,
  readProfile,
  type SignerKind,
} from './profile.js';
export { writeBundle } from './write-bundle.js';
