import type { KeyObject } from 'node:crypto';
import type { EnrolmentRecord } from '@hengzhun/host-sdk';
import { openOrMakeData, withStore } from '../stores/open-data.js';
import { publicJwk } from './public-jwk.js';

/**
 * Enrols an instrument in the register that `--data` names; a data folder is made when it is not there.
 * @throws {ToolError} `tool-file-unwritable`; {SdkError}
 */
export async function enrolRecord(
  data: string,
  maker: string,
  makerKey: KeyObject,
  record: EnrolmentRecord,
): Promise<void> {
  await withStore(openOrMakeData(data), async (store) => {
    await store.registry.trustMaker(maker, publicJwk(makerKey));
    await store.registry.enrol(record);
  });
}
