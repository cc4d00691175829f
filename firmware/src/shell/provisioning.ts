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
import type { DriverRecord } from '../drivers/records.js';
import { bytesOf, crc32, readFlash, sha256 } from '../platform/espruino.js';
import { PROVISIONING_FILE } from './names.js';
import {
  KEY_COMMAND_KEYS,
  KEY_DRIVERS,
  KEY_FORM,
  KEY_INSTRUMENT,
  KEY_MODEL,
  KEY_SETTINGS,
  KEY_TEXTS,
  PROVISIONING_FORM_VERSION,
  PROVISIONING_LIMIT,
  SETTINGS,
  TEXTS,
} from './provisioning-form.js';

/** Parts of `hz.cfg` that stay in flash and are read when they are needed: arguments of `readPiece`. */
export const PIECE_MODEL = 0;
export const PIECE_PROFILE = 1;
export const PIECE_SOFTWARE = 2;
export const PIECE_DATA = 3;
export const PIECE_COMMAND_KEYS = 4;
export const PIECE_COMMANDERS = 5;
export const PIECE_ENTROPY = 6;
export const PIECE_PRIVATE_KEY = 7;

/** Provisioning as the instrument uses it. */
export interface DeviceProvisioning {
  /** Offset and length in the file of the pieces, one after the other. */
  pieces: number[];
  /** See SETTING_*. */
  settings: number[];
  /** First 4 bytes of SHA-256 over the file. */
  digest: ByteString;
}

/** What only the start of the instrument needs of provisioning. */
export interface StartProvisioning {
  provisioning: DeviceProvisioning;
  /** Integers of the core's parameters. */
  instrument: number[];
  drivers: DriverRecord[];
  /** See TEXT_*. */
  texts: ByteString[];
}

/**
 * Reads and checks `hz.cfg`: CRC-32, then one deterministic map with exactly the keys of the form. Undefined where there is
 * no file or anything is wrong with it: an instrument with half an identity must not sign.
 *
 * Its helpers are its own: it runs at the start, and for commands about parameters, and costs nothing in between.
 * @cold
 */
export function readProvisioning(): StartProvisioning | undefined {
  const expectKey = (reader: Reader, key: number): void => {
    if (readInteger(reader) !== key) throw key;
  };
  const readIntegers = (reader: Reader): number[] => {
    const list: number[] = [];
    for (let left = readArrayHead(reader); left > 0; left--) list.push(readInteger(reader));
    return list;
  };
  const readStrings = (reader: Reader): ByteString[] => {
    const list: ByteString[] = [];
    for (let left = readArrayHead(reader); left > 0; left--) list.push(readBytes(reader, 0, 64));
    return list;
  };
  const readMap = (reader: Reader, digest: ByteString): StartProvisioning => {
    const pieces: number[] = [];
    const drivers: DriverRecord[] = [];
    const readPieces = (first: number, end: number): void => {
      for (let key = first; key < end; key++) {
        expectKey(reader, key);
        const length = readBytesHead(reader, 0, 600);
        pieces.push(reader.at, length);
        reader.at += length;
      }
    };
    if (readMapHead(reader) !== KEY_SETTINGS) throw 0;
    expectKey(reader, KEY_FORM);
    expectKey(reader, PROVISIONING_FORM_VERSION);
    readPieces(KEY_MODEL, KEY_INSTRUMENT);
    expectKey(reader, KEY_INSTRUMENT);
    const instrument = readIntegers(reader);
    expectKey(reader, KEY_DRIVERS);
    for (let left = readArrayHead(reader); left > 0; left--) {
      if (readArrayHead(reader) !== 3) throw KEY_DRIVERS;
      const kind = readInteger(reader);
      const numbers = readIntegers(reader);
      drivers.push({ kind: kind, numbers: numbers, texts: readStrings(reader) });
    }
    readPieces(KEY_COMMAND_KEYS, KEY_TEXTS);
    expectKey(reader, KEY_TEXTS);
    const texts = readStrings(reader);
    expectKey(reader, KEY_SETTINGS);
    const settings = readIntegers(reader);
    // the eleventh setting came later: an older form has ten
    if (texts.length !== TEXTS || (settings.length | 1) !== SETTINGS) throw KEY_SETTINGS;
    readEnd(reader);
    return {
      provisioning: { pieces: pieces, settings: settings, digest: digest },
      instrument: instrument,
      drivers: drivers,
      texts: texts,
    };
  };
  const file = readFlash(PROVISIONING_FILE, 0, PROVISIONING_LIMIT);
  const size = file.length - 4;
  if (size < 1 || writeUint32(crc32(file.substr(0, size))) !== file.substr(size)) return undefined;
  try {
    return readMap(createReader(bytesOf(file), 0, size), sha256(file).substr(0, 4));
  } catch (_) {
    return undefined;
  }
}

/** Piece PIECE_* of the file, as it stands there. */
export function readPiece(provisioning: DeviceProvisioning, index: number): ByteString {
  return readFlash(PROVISIONING_FILE, provisioning.pieces[index * 2]!, provisioning.pieces[index * 2 + 1]!);
}
