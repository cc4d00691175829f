import type { KeyObject } from 'node:crypto';
import type { MasterKeys } from './draft-instrument.js';
import { makerKeyOf, masterKeyOf } from './secret-files.js';

/** Files of the keys that a production line needs. */
export interface KeyFiles {
  readonly makerKey: string;
  readonly masterKey: string;
  readonly makerMasterKey?: string;
}

/** The keys of a production line. SECRET. */
export interface LineKeys {
  readonly maker: KeyObject;
  /** The maker's key did not exist and was made now. */
  readonly makerMade: boolean;
  readonly masters: MasterKeys;
}

/** Reads the keys; those whose files do not exist are made, with mode 0600. @throws {ToolError} `tool-maker-key-bad`, `tool-data-damaged`, `tool-file-*` */
export function makersKeys(files: KeyFiles): LineKeys {
  const { key, made } = makerKeyOf(files.makerKey);
  const authority = masterKeyOf(files.masterKey);
  const maker = files.makerMasterKey === undefined ? undefined : masterKeyOf(files.makerMasterKey);
  return { maker: key, makerMade: made, masters: { authority, ...(maker ? { maker } : {}) } };
}
