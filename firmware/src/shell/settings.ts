import type { ByteString } from '@hengzhun/protocol/device';
import { type Journal, readRecord, SETTINGS_RECORD, writeRecord } from './journal.js';

// What was set on the instrument after it was provisioned: one variable record beside the journal. Entries of tag (one byte),
// length (one byte) and data, read from flash whenever they are needed.

/** Key that was born in the instrument, as the signer gave it. */
export const SETTING_TAG_KEY = 1;
/** Parameters set by command: pairs of number and value, integers in CBOR. */
export const SETTING_TAG_PARAMETERS = 2;
/** Update that was authorised: software counter (2 bytes), size (4 bytes), SHA-256. */
export const SETTING_TAG_UPDATE = 3;
/** Command key of a role that replaced the provisioned one: 16 + role. Role, epoch (2 bytes), 32 bytes of key. */
export const SETTING_TAG_COMMAND_KEY = 16;
/** Identity of the encoder that a nozzle is paired with: 32 + nozzle. */
export const SETTING_TAG_PEER = 32;

/** Where an entry begins in the record; its end when there is none. */
function findSetting(record: ByteString, tag: number): number {
  let at = 0;
  while (at < record.length && record.charCodeAt(at) !== tag) at += 2 + record.charCodeAt(at + 1);
  return at;
}

/** Data of an entry; empty where there is none. */
export function readSetting(journal: Journal, tag: number): ByteString {
  const record = readRecord(journal, SETTINGS_RECORD);
  const at = findSetting(record, tag);
  return at < record.length ? record.substr(at + 2, record.charCodeAt(at + 1)) : '';
}

/** Replaces an entry, keeps the others; false when it is too long or flash does not take it: the old one counts then. */
export function writeSetting(journal: Journal, tag: number, data: ByteString): boolean {
  const record = readRecord(journal, SETTINGS_RECORD);
  const at = findSetting(record, tag);
  const rest = record.substr(at + 2 + record.charCodeAt(at + 1));
  if (data.length > 255) return false;
  return writeRecord(
    journal,
    SETTINGS_RECORD,
    record.substr(0, at) + String.fromCharCode(tag, data.length) + data + (at < record.length ? rest : ''),
  );
}
