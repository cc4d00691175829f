import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The firmware package. The same from `src/build` (tests) and `dist/build` (built). */
export const FIRMWARE_ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

/** Directory of the sources that a bundle is made of. */
export const FIRMWARE_SOURCE = path.join(FIRMWARE_ROOT, 'src');

/** The part of the wire contract that runs on an instrument, as source. */
export const PROTOCOL_DEVICE_ENTRY = path.resolve(FIRMWARE_ROOT, '../protocol/src/device/index.ts');

/** Where `writeBundle` puts bundles unless told otherwise. */
export const BUNDLE_DIRECTORY = path.join(FIRMWARE_ROOT, 'dist/bundles');

/** What the firmware knows of the interpreter's natives. */
export const PLATFORM_DECLARATIONS = path.join(FIRMWARE_SOURCE, 'platform/natives.d.ts');

/** Profiles of the boards, one JSON file each. */
export const BOARD_DIRECTORY = path.join(FIRMWARE_ROOT, 'boards');

/** What the cost tool recorded of each instrument's memory. */
export const MEASURED_VARIABLES = path.join(FIRMWARE_ROOT, 'costs/variables.json');

/** The module whose constants say what a bundle holds. */
export const BUILD_FLAGS = path.join(FIRMWARE_SOURCE, 'build-flags.ts');
