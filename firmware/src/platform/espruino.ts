import { type ByteString, RESET_REASON_POWER, RESET_REASON_WATCHDOG } from '@hengzhun/protocol/device';
import { HAS_UPDATE, STATE_IN_STORAGE } from '../build-flags.js';
import { STATE_FILE } from '../shell/names.js';
import { placePages, readPages, writePages } from './pages.js';
import type { Place, RunningImage } from './ports.js';

// The functions of `Platform` (ports.ts) on Espruino. Free functions rather than an object: a member costs a variable and
// a look-up on every call.

const natives = globalThis as unknown as EspruinoGlobals;
const storage = natives.require('Storage');
const nativeSha256 = natives.require('crypto').SHA256;

export function readFlash(name: string, offset: number, length: number): ByteString {
  if (!STATE_IN_STORAGE && name === STATE_FILE) return readPages(offset, length);
  // a length of 0 means "to the end" to the interpreter
  return (length > 0 && storage.read(name, offset, length)) || '';
}

export function writeFlash(name: string, data: ByteString, offset: number, size: number): boolean {
  try {
    if (!STATE_IN_STORAGE && name === STATE_FILE) return writePages(data, offset);
    storage.write(name, data, offset, size);
    return readFlash(name, offset, data.length) === data;
  } catch (_) {
    return false;
  }
}

/** Bytes of a file's header in Storage: 3 of its size, 1 of flags, 28 of its name. */
const HEADER = 32;

/** Whether a power cut may have left this of a name that was being written: bits fall from 1 to 0. */
function isBegun(found: ByteString, name: ByteString): boolean {
  for (let i = 0; i < 28; i++) if (~found.charCodeAt(i) & name.charCodeAt(i)) return false;
  return true;
}

export function placeFile(name: string, front: number, least: number): Place | undefined {
  if (!STATE_IN_STORAGE) return placePages(front, least);
  const flash = natives.require('Flash');
  const start = (process as unknown as EspruinoEnvironment).memory().flash_code_start || flash.getFree()[0]!.addr;
  const end = start + storage.getStats().totalBytes;
  const page = flash.getPage(start).length;
  const slot = Math.max(page, least);
  const padded = (name + '\0'.repeat(28)).substr(0, 28);
  for (let at = start, behind = 0, made = false; ; ) {
    const header = at < end ? E.toString(flash.read(HEADER, at)) : '';
    const size = header.charCodeAt(0) + header.charCodeAt(1) * 256 + header.charCodeAt(2) * 65536;
    const data = at + HEADER;
    if (size > 0 && data + size <= end) {
      const found = header.substr(4);
      // made, but the power went before its name stood
      const begun = found !== padded && size === sizeAt(data, front, page, slot) && isBegun(found, padded);
      if (begun) flash.write(padded, at + 4);
      if (begun || found === padded) {
        const base = size - 2 * slot;
        // moved by a compaction of the platform, or made by somebody else
        if (base < 1 || (data + size) % page) return undefined;
        return { base: base, size: slot, address: data + base, page: page };
      }
      behind = 0;
      at = data + ((size + 3) & ~3);
    } else {
      behind = behind || at;
      if (at < end && at % page) {
        // the platform looks for more files at the start of the next page, and there only
        at += page - (at % page);
      } else {
        const room = sizeAt(behind + HEADER, front, page, slot);
        // room for the file as it is: the platform must not compact for it
        if (made || behind + HEADER + room > end) return undefined;
        if (!writeFlash(name, 'hz 1', 0, room)) return undefined;
        made = true;
        at = start;
        behind = 0;
      }
    }
  }
}

/** Size of a file with data from `data` on whose last two slots begin and end with pages, behind at least `front` bytes. */
function sizeAt(data: number, front: number, page: number, slot: number): number {
  const last = data + front + page - 1;
  return last - (last % page) + 2 * slot - data;
}

export function eraseFlash(place: Place, slot: number): boolean {
  const flash = natives.require('Flash');
  const from = place.address + slot * place.size;
  try {
    for (let at = 0; at < place.size; at += place.page) {
      // only an integer is an address, and some natives make doubles of integers (Math.max)
      flash.erasePage((from + at) | 0);
    }
    return true;
  } catch (_) {
    return false;
  }
}

export function runningImage(): RunningImage | undefined {
  return natives.hzRun;
}

export function measureSoftware(): ByteString {
  const run = HAS_UPDATE ? natives.hzRun : undefined;
  return sha256((run ? storage.read(run.file, run.at, run.length) : storage.read('.bootcde')) || '');
}

export function bytesOf(data: ByteString): Uint8Array {
  return E.toUint8Array(data);
}

export function sha256(data: ByteString): ByteString {
  // The digest needs free variables in a row; without them there is no result. Collecting garbage makes room in most cases, and
  // otherwise the caller's attempt fails as a whole and is made again later.
  const digest = nativeSha256(data) || ((process as unknown as EspruinoEnvironment).memory() && nativeSha256(data));
  if (!digest) throw 'sha256';
  return E.toString(digest);
}

export function crc32(data: ByteString): number {
  return E.CRC32(data);
}

export function randomBytes(): ByteString {
  const words = new Uint32Array(8);
  for (let i = 0; i < 8; i++) words[i] = E.hwRand();
  return E.toString(new Uint8Array(words.buffer));
}

export function openProtocolPort(path: string, baudrate: number, onData: (chunk: ByteString) => void): void {
  Serial1.setup(baudrate, path ? { path: path } : undefined);
  Serial1.on('data', onData);
}

export function sendProtocol(bytes: ByteString): void {
  Serial1.write(bytes);
}

export function milliseconds(): number {
  return Math.floor(getTime() * 1000);
}

export function callLater(action: () => void, delay: number): void {
  setTimeout(action, delay);
}

export function callEvery(action: () => void, period: number): void {
  setInterval(action, period);
}

export function boardTemperature(): number | undefined {
  const degrees = E.getTemperature();
  // NaN where there is no thermometer
  return degrees > -100 ? Math.floor(degrees * 100) : undefined;
}

export function resetReason(): number {
  // POWER.RESETREAS of the nRF52, bit 1: watchdog (nRF52832 product specification). Cleared by writing ones.
  if (((process as unknown as EspruinoEnvironment).env.CHIP || '').substr(0, 5).toUpperCase() !== 'NRF52')
    return RESET_REASON_POWER;
  const bits = peek32(0x40000400);
  poke32(0x40000400, bits);
  return bits & 2 ? RESET_REASON_WATCHDOG : RESET_REASON_POWER;
}

export function lockDown(watchdogSeconds: number): void {
  E.setConsole(null, { force: true });
  if (watchdogSeconds > 0) E.enableWatchdog(watchdogSeconds, false);
}

export function kickWatchdog(): void {
  E.kickWatchdog();
}

export function onMemoryExhausted(action: () => void): void {
  E.on('errorFlag', (flags) => {
    // LOW_MEMORY only says that garbage had to be collected
    if (flags.indexOf('MEMORY') >= 0) action();
  });
}

export function restart(): void {
  E.reboot();
}
