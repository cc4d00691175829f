import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { closeSync, constants, openSync, readSync, writeSync } from 'node:fs';
import { join } from 'node:path';

export const hasSocat = spawnSync('socat', ['-V']).status === 0;
if (!hasSocat)
  console.warn(
    'socat is not installed: the tests on pseudo-terminals are SKIPPED. Install it (apt-get install socat).',
  );

/** A pair of connected pseudo-terminals: `near` is opened by the SDK, the test plays the instrument on `far`. */
export class PtyPair {
  readonly near: string;
  readonly far: string;
  #socat: ChildProcess | undefined;
  #file: number | undefined;

  constructor(folder: string) {
    this.near = join(folder, 'near');
    this.far = join(folder, 'far');
  }

  /** Plugs the device in. */
  async plug(): Promise<void> {
    const socat = spawn('socat', ['-d', '-d', `PTY,link=${this.near},rawer`, `PTY,link=${this.far},rawer`], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    this.#socat = socat;
    // The links alone do not say that both ends are raw yet: what came earlier would be changed on its way.
    let notices = '';
    socat.stderr.on('data', (chunk: Buffer) => (notices += chunk.toString()));
    await until(() => notices.includes('starting data transfer loop'));
    this.#file = openSync(this.far, constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK);
  }

  /** Pulls it out. */
  async unplug(): Promise<void> {
    const socat = this.#socat;
    this.#socat = undefined;
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
    if (socat === undefined || socat.exitCode !== null) return;
    const gone = new Promise((resolve) => socat.once('exit', resolve));
    socat.kill('SIGKILL');
    await gone;
    // The links outlive socat when it is killed; a real device node does not.
    for (const path of [this.near, this.far]) spawnSync('rm', ['-f', path]);
  }

  /** Resolves when the line has taken all bytes. */
  async write(bytes: Uint8Array): Promise<void> {
    for (let at = 0; at < bytes.length; ) {
      try {
        at += writeSync(this.#file!, bytes, at);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
        await new Promise((resolve) => setTimeout(resolve, 2));
      }
    }
  }

  read(): Uint8Array {
    const buffer = Buffer.alloc(65536);
    try {
      return buffer.subarray(0, readSync(this.#file!, buffer));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return new Uint8Array();
      throw error;
    }
  }
}

/** Waits for a condition; fails after ten seconds, which only a broken test reaches. */
export async function until(condition: () => boolean): Promise<void> {
  for (let i = 0; i < 2000; i++) {
    if (condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error('the condition never came true');
}
