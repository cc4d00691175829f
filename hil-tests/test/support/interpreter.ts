import { spawnSync } from 'node:child_process';

/** Path of the interpreter under test. Call only where {@link withoutInterpreter} is false. */
export function binary(): string {
  return process.env.ESPRUINO_BIN!;
}

/** True, with a word about it, where tests on the real interpreter cannot run. */
export function withoutInterpreter(): boolean {
  if (!process.env.ESPRUINO_BIN) {
    console.warn('ESPRUINO_BIN is not set: tests on the real interpreter are left out, the emulation host runs alone');
    return true;
  }
  return withoutSocat();
}

/** True, with a word about it, where emulated serial ports outside this process cannot be made. */
export function withoutSocat(): boolean {
  if (spawnSync('socat', ['-V'], { stdio: 'ignore' }).error === undefined) return false;
  console.warn('socat is not installed: tests that need pseudo-terminals are left out (apt-get install socat)');
  return true;
}
