import {
  type ByteString,
  COMMAND_RESULT_DONE,
  REFUSAL_BAD_ARGUMENT,
  REFUSAL_INTEGRITY,
  REFUSAL_LOG_FULL,
  REFUSAL_NOT_ALLOWED,
  REFUSAL_ROLLBACK,
  REFUSAL_SEALED,
  REFUSAL_STORAGE,
  REQUEST_UPDATE,
  SEAL_STATE_UNSEALED,
  UPDATE_STEP_AUTHORISED,
  UPDATE_STEP_INSTALLED,
  UPDATE_STEP_REFUSED,
  writeUint32,
  writeUpdateReply,
} from '@hengzhun/protocol/device';
import { eraseFlash, placeFile, readFlash, runningImage, sha256, writeFlash } from '../platform/espruino.js';
import { readUint, writeUint16 } from './bytes.js';
import { DIGEST_AT, imageAt, mark, measureSlot, recordUpdate } from './image-slots.js';
import { IMAGE_FILE } from './names.js';
import { refuse } from './refuse.js';
import { sendMessage } from './send.js';
import { readSetting, SETTING_TAG_UPDATE, writeSetting } from './settings.js';
import type { Shell } from './state.js';

// Authenticated update of the software (WELMEC 7.2, extension D). The image file holds two slots, each a length (4 bytes) and an
// image, and before them words that say which runs; `build/start-script.ts` reads them at boot. Nothing here erases the slot that
// runs, so that at any moment the old software or the new one can run.

const BLANK_PIECE = '\xff'.repeat(128);
/** Prepares for one image: the slot that does not run is erased. */
export function authoriseUpdate(s: Shell, counter: number, size: number, digest: ByteString): number {
  const journal = s.journal;
  const run = runningImage();
  if (counter < 0 || counter > 65535 || size < 1) return REFUSAL_BAD_ARGUMENT;
  // three words for this update and one in reserve
  if (!run || size > run.size - 4 || run.next + 16 > run.base) return REFUSAL_STORAGE;
  if (journal.sealState !== SEAL_STATE_UNSEALED) return REFUSAL_SEALED;
  const old = measureSlot(run, run.slot);
  const isRollback = counter <= journal.softwareCounter;
  if (!recordUpdate(s, isRollback ? UPDATE_STEP_REFUSED : UPDATE_STEP_AUTHORISED, counter, old, digest))
    return REFUSAL_LOG_FULL;
  if (isRollback) return REFUSAL_ROLLBACK;
  const place = placeFile(IMAGE_FILE, run.base, run.size);
  s.updateNext = 0;
  return place &&
    eraseFlash(place, 1 - run.slot) &&
    writeSetting(journal, SETTING_TAG_UPDATE, writeUint16(counter) + writeUint32(size) + digest)
    ? COMMAND_RESULT_DONE
    : REFUSAL_STORAGE;
}

/**
 * Takes a piece of the authorised image, in order, and tells what is wanted next. After a reboot it goes on where it was.
 * @cold
 */
export function takePiece(s: Shell, offset: number, piece: ByteString): void {
  const run = runningImage();
  const update = readSetting(s.journal, SETTING_TAG_UPDATE);
  if (!run || !update) {
    refuse(s, REQUEST_UPDATE, REFUSAL_NOT_ALLOWED);
    return;
  }
  const from = imageAt(run, 1 - run.slot);
  const size = readUint(update, 2, 4);
  if (s.updateNext < 0) {
    s.updateNext = 0;
    while (s.updateNext < size && readFlash(IMAGE_FILE, from + s.updateNext, 128) !== BLANK_PIECE) s.updateNext += 128;
    if (s.updateNext > size) s.updateNext = size;
  }
  if (offset === s.updateNext && offset + piece.length <= size) {
    if (!writeFlash(IMAGE_FILE, piece, from + offset, 0)) {
      refuse(s, REQUEST_UPDATE, REFUSAL_STORAGE);
      return;
    }
    s.updateNext += piece.length;
  }
  sendMessage(writeUpdateReply(s.updateNext));
}

/** Installs the authorised image once it is whole: the next boot tries it. */
export function activateUpdate(s: Shell): number {
  const run = runningImage();
  const update = readSetting(s.journal, SETTING_TAG_UPDATE);
  if (!run || !update) return REFUSAL_NOT_ALLOWED;
  if (s.journal.sealState !== SEAL_STATE_UNSEALED) return REFUSAL_SEALED;
  const other = 1 - run.slot;
  const counter = readUint(update, 0, 2);
  const size = update.substr(2, 4);
  const digest = update.substr(DIGEST_AT);
  const old = measureSlot(run, run.slot);
  const at = imageAt(run, other);
  if (sha256(readFlash(IMAGE_FILE, at, readUint(size, 0, 4))) !== digest) {
    recordUpdate(s, UPDATE_STEP_REFUSED, counter, old, digest);
    return REFUSAL_INTEGRITY;
  }
  if (!recordUpdate(s, UPDATE_STEP_INSTALLED, counter, old, digest)) return REFUSAL_LOG_FULL;
  const isSized = readFlash(IMAGE_FILE, at - 4, 4) === size || writeFlash(IMAGE_FILE, size, at - 4, 0);
  return isSized && mark(run, other, 'd') ? COMMAND_RESULT_DONE : REFUSAL_STORAGE;
}
