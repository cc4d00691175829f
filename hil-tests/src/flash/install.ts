import { PROVISIONING_FILE, STATE_FILE, stateFileSize } from '@hengzhun/firmware';
import { bytesOf, type InstallOptions } from '../host/instrument-host.js';
import type { FlashGeometry } from './flash.js';
import type { Storage } from './storage.js';

/** What a flasher writes into an empty Storage, in this order; sizes in bytes. */
export function filesToInstall(
  options: Partial<InstallOptions>,
  geometry: Pick<FlashGeometry, 'pageSize'>,
): { name: string; data: Uint8Array; size: number }[] {
  const files = Object.entries(options.files ?? {}).map(([name, data]) => ({ name, data: bytesOf(data) }));
  if (options.bundle !== undefined) files.unshift({ name: '.bootcde', data: bytesOf(options.bundle) });
  const sized = files.map((file) => ({ ...file, size: file.data.length }));
  // The state goes first, where no later update of anything else can move it.
  if (options.files?.[PROVISIONING_FILE] !== undefined && options.files[STATE_FILE] === undefined) {
    sized.unshift({
      name: STATE_FILE,
      data: Buffer.from('hz 1'),
      size: stateFileSize(geometry.pageSize, options.logCapacity),
    });
  }
  return sized;
}

/** Installs bundle, provisioning and further files as a flasher does. */
export function installFiles(storage: Storage, options: Partial<InstallOptions>): void {
  for (const { name, data, size } of filesToInstall(options, storage.flash.geometry)) {
    storage.write(name, data, 0, size);
  }
}
