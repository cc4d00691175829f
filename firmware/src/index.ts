// What hosts need of the firmware: provisioning, names of its files, parameters. What runs on the instrument itself is
// bundled from `instruments/` by `@hengzhun/firmware/build`.

export { type ImageFile, layOutImageFile } from './boot/image-file.js';
export { lockScript } from './boot/lock-script.js';
export {
  type DispenserBasics,
  dispenserChannels,
  dispenserParameterList,
  dispenserParameterNumbers,
  dispenserParametersOf,
  dispenserUnobserved,
  type NozzleBasics,
} from './dispensing/index.js';
export * from './drivers/describe.js';
export type { DriverRecord } from './drivers/records.js';
export { ElementError, type ElementErrorCode } from './element/element-error.js';
export {
  type ElementRunner,
  type ElementState,
  type ExaminedElement,
  examineElement,
} from './element/examine-element.js';
export { type ProvisionedElement, provisionElement } from './element/provision-element.js';
export {
  observedChannels,
  type ScaleBasics,
  type ScaleParameters,
  scaleDefaults,
  scaleParameterList,
  scaleParametersOf,
  unobservedOf,
} from './metrology/index.js';
export {
  encodeProvisioning,
  type ProvisionedCommander,
  type ProvisionedCommandKey,
  type Provisioning,
} from './shell/encode-provisioning.js';
export { LONGEST_HISTORY, type LogNeeds, type LogPlan, planLog } from './shell/log-plan.js';
export { PROVISIONING_FILE, STATE_FILE } from './shell/names.js';
export { ProvisioningError } from './shell/provisioning-error.js';
export { stateFileSize } from './shell/state-file-size.js';
