// What hosts need of the firmware: provisioning, names of its files, parameters. What runs on the instrument itself is
// bundled from `instruments/` by `@hengzhun/firmware/build`.
export { type ScaleBasics, type ScaleParameters, scaleDefaults } from './metrology/index.js';
export {
  encodeProvisioning,
  type ProvisionedCommandKey,
  type ProvisionedDriver,
  type Provisioning,
} from './shell/encodeProvisioning.js';
export { JOURNAL_FILES, LOG_FILE, PROVISIONING_FILE, SNAPSHOT_FILES } from './shell/names.js';
export { ProvisioningError } from './shell/provisioningError.js';
