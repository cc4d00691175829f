import type { ByteString } from '@hengzhun/protocol/device';
import { STATE_ADDRESS, STATE_BYTES } from '../build-flags.js';
import type { Place } from './ports.js';

// The state file on boards whose Storage cannot hold two slots, or cannot be found by its address: it lies by itself in flash
// pages that neither the interpreter nor its Storage uses (`require("Flash").getFree()`). Offset 0 of the file is their start.

/** What is written first: the file was made. */
const MARK = 'hz 1';
/** Bytes looked at in one go. */
const PIECE = 256;

// no name at the top: boards that need none of this would keep it
function flash(): EspruinoFlash {
  return (globalThis as unknown as EspruinoGlobals).require('Flash');
}

export function readPages(offset: number, length: number): ByteString {
  const bytes = Math.min(STATE_BYTES - offset, length) | 0;
  return bytes > 0 ? E.toString(flash().read(bytes, STATE_ADDRESS + offset)) : '';
}

export function writePages(data: ByteString, offset: number): boolean {
  if (offset + data.length > STATE_BYTES) return false;
  flash().write(data, STATE_ADDRESS + offset);
  return readPages(offset, data.length) === data;
}

/**
 * Makes the file where all its pages are blank, or where the power went while it was made. It erases nothing: pages that hold
 * anything else are a flasher's to clear, lest a spoilt mark cost a log.
 */
export function placePages(front: number, least: number): Place | undefined {
  const page = flash().getPage(STATE_ADDRESS).length;
  // Math.max makes a double of an integer, and an address is an integer
  const slot = Math.max(page, least) | 0;
  const base = STATE_BYTES - 2 * slot;
  if (base < front || slot % page || base % page) return undefined;
  const found = readPages(0, MARK.length);
  if (found !== MARK) {
    for (let i = 0; i < MARK.length; i++) if (~found.charCodeAt(i) & MARK.charCodeAt(i)) return undefined;
    const blank = '\xff'.repeat(PIECE);
    for (let at = MARK.length; at < STATE_BYTES; at += PIECE) {
      const piece = readPages(at, PIECE);
      if (piece !== blank && piece !== blank.substr(0, piece.length)) return undefined;
    }
    if (!writePages(MARK, 0)) return undefined;
  }
  return { base: base, size: slot, address: STATE_ADDRESS + base, page: page };
}
