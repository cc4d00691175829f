import { SdkError } from '../../errors.js';

/** @returns `report-bad-record` */
export const badRecord = (what: string, cause?: unknown): SdkError =>
  new SdkError('report-bad-record', `This is no record that can be read: ${what}.`, {}, cause);
