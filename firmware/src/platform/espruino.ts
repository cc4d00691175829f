import { type ByteString, RESET_REASON_POWER, RESET_REASON_WATCHDOG } from '@hengzhun/protocol/device';

// The functions of `Platform` (ports.ts) on Espruino. Free functions rather than an object: a member costs a variable and
// a look-up on every call.

const natives = globalThis as unknown as EspruinoGlobals;
const storage = natives.require('Storage');
const nativeSha256 = natives.require('crypto').SHA256;

export function readFlash(name: string, offset: number, length: number): ByteString {
  // a length of 0 means "to the end" to the interpreter
  return (length > 0 && storage.read(name, offset, length)) || '';
}

export function writeFlash(name: string, data: ByteString, offset: number, size: number): boolean {
  try {
    storage.write(name, data, offset, size);
    return readFlash(name, offset, data.length) === data;
  } catch (_) {
    return false;
  }
}

export function measureSoftware(): ByteString {
  return sha256(storage.read('.bootcde') || '');
}

export function bytesOf(data: ByteString): Uint8Array {
  return E.toUint8Array(data);
}

export function sha256(data: ByteString): ByteString {
  return E.toString(nativeSha256(data));
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

export function boardTemperature(): number | undefined {
  const degrees = E.getTemperature();
  // NaN where there is no thermometer
  return degrees > -100 ? Math.floor(degrees * 100) : undefined;
}

export function resetReason(): number {
  // POWER.RESETREAS of the nRF52, bit 1: watchdog (nRF52832 product specification). Cleared by writing ones.
  if (((process as EspruinoEnvironment).env.CHIP || '').substr(0, 5).toUpperCase() !== 'NRF52')
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
