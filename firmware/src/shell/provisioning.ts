import {
  type ByteString,
  createReader,
  type Reader,
  readArrayHead,
  readBytes,
  readBytesHead,
  readEnd,
  readInteger,
  readMapHead,
  writeUint32,
} from '@hengzhun/protocol/device';
import { SCALE_PARAMETERS } from '../metrology/index.js';
import { bytesOf, crc32, readFlash, sha256 } from '../platform/espruino.js';
import { PROVISIONING_FILE } from './names.js';
import {
  COMMAND_KEY_RECORD,
  KEY_COMMAND_KEYS,
  KEY_FORM,
  KEY_IDENTIFIER,
  KEY_MODEL,
  KEY_PRIVATE_KEY,
  KEY_SCALE,
  KEY_SETTINGS,
  KEY_TEXTS,
  PROVISIONING_FORM_VERSION,
  PROVISIONING_LIMIT,
  SETTINGS,
  TEXTS,
} from './provisioning-form.js';

/** Provisioning as the instrument uses it. Parts of the identity stay in flash and are read when a frame needs them. */
export interface DeviceProvisioning {
  /** Offset and length in the file of model, profile, software and metrological data, one after the other. */
  pieces: number[];
  /** Measuring parameters (`metrology/parameters.ts`). */
  scale: Int32Array;
  privateKey: ByteString;
  keyIdentifier: ByteString;
  /** Records of role (1 byte), epoch (2 bytes) and key (32 bytes). */
  commandKeys: ByteString[];
  /** See TEXT_*. */
  texts: ByteString[];
  /** See SETTING_*. */
  settings: number[];
  /** First 4 bytes of SHA-256 over the file. */
  digest: ByteString;
}

/**
 * Reads and checks `hz.cfg`: CRC-32, then one deterministic map with exactly the keys of the form. Undefined where there is
 * no file or anything is wrong with it: an instrument with half an identity must not sign.
 */
export function readProvisioning(): DeviceProvisioning | undefined {
  const file = readFlash(PROVISIONING_FILE, 0, PROVISIONING_LIMIT);
  const size = file.length - 4;
  if (size < 1 || writeUint32(crc32(file.substr(0, size))) !== file.substr(size)) return undefined;
  try {
    return readMap(createReader(bytesOf(file), 0, size), sha256(file).substr(0, 4));
  } catch (_) {
    return undefined;
  }
}

/** Part `index` (0..3) of the identity, as it stands in an identity frame. */
export function readPiece(provisioning: DeviceProvisioning, index: number): ByteString {
  return readFlash(PROVISIONING_FILE, provisioning.pieces[index * 2]!, provisioning.pieces[index * 2 + 1]!);
}

function expectKey(reader: Reader, key: number): void {
  if (readInteger(reader) !== key) throw key;
}

function readIntegers(reader: Reader, key: number, count: number): number[] {
  const list: number[] = [];
  expectKey(reader, key);
  if (readArrayHead(reader) !== count) throw key;
  while (list.length < count) list.push(readInteger(reader));
  return list;
}

function readStrings(reader: Reader, key: number, least: number, most: number): ByteString[] {
  const list: ByteString[] = [];
  expectKey(reader, key);
  for (let left = readArrayHead(reader); left > 0; left--) list.push(readBytes(reader, least, most));
  return list;
}

function readMap(reader: Reader, digest: ByteString): DeviceProvisioning {
  const pieces: number[] = [];
  if (readMapHead(reader) !== KEY_SETTINGS) throw 0;
  expectKey(reader, KEY_FORM);
  expectKey(reader, PROVISIONING_FORM_VERSION);
  for (let key = KEY_MODEL; key < KEY_SCALE; key++) {
    expectKey(reader, key);
    const length = readBytesHead(reader, 1, 300);
    pieces.push(reader.at, length);
    reader.at += length;
  }
  const scale = new Int32Array(readIntegers(reader, KEY_SCALE, SCALE_PARAMETERS));
  expectKey(reader, KEY_PRIVATE_KEY);
  const privateKey = readBytes(reader, 32, 32);
  expectKey(reader, KEY_IDENTIFIER);
  const keyIdentifier = readBytes(reader, 8, 8);
  const commandKeys = readStrings(reader, KEY_COMMAND_KEYS, COMMAND_KEY_RECORD, COMMAND_KEY_RECORD);
  const texts = readStrings(reader, KEY_TEXTS, 0, 64);
  if (texts.length !== TEXTS) throw KEY_TEXTS;
  const settings = readIntegers(reader, KEY_SETTINGS, SETTINGS);
  readEnd(reader);
  return {
    pieces: pieces,
    scale: scale,
    privateKey: privateKey,
    keyIdentifier: keyIdentifier,
    commandKeys: commandKeys,
    texts: texts,
    settings: settings,
    digest: digest,
  };
}
