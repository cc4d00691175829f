import type { KeyObject } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { type EnrolmentRecord, openStore } from '@hengzhun/host-sdk';
import { fileError } from '../files.js';
import { storeFile } from '../station/data-folder.js';
import { publicJwk } from './public-jwk.js';

/** Enrols an instrument in the register of a data folder, which is made when it is not there. @throws {ToolError} `tool-file-unwritable`; {SdkError} */
export async function enrolRecord(
  data: string,
  maker: string,
  makerKey: KeyObject,
  record: EnrolmentRecord,
): Promise<void> {
  try {
    mkdirSync(data, { recursive: true });
  } catch (cause) {
    throw fileError(data, cause, 'write');
  }
  const store = await openStore(path.join(data, storeFile));
  try {
    await store.registry.trustMaker(maker, publicJwk(makerKey));
    await store.registry.enrol(record);
  } finally {
    await store.close();
  }
}
