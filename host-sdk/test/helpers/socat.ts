import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { closeSync, constants, openSync, readSync, rmSync, writeSync } from 'node:fs';
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
    await until(
      () => notices.includes('starting data transfer loop'),
      () => `socat to make its ports: ${notices}`,
    );
    this.#file = openSync(this.far, constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK);
  }

  /** Pulls it out. */
  async unplug(): Promise<void> {
    const socat = this.#socat;
    this.#socat = undefined;
    // The links go first: left for a moment, they would lead to whatever program gets these pseudo-terminals next.
    for (const path of [this.near, this.far]) rmSync(path, { force: true });
    if (socat !== undefined && socat.exitCode === null && socat.signalCode === null) {
      const gone = new Promise((resolve) => socat.once('exit', resolve));
      socat.kill('SIGKILL');
      await within(gone, () => 'socat to end');
    }
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
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

/** Longest wait for anything that a test awaits, in ms: only something broken reaches it, on a busy machine too. */
const patience = 60_000;

/** What is awaited, for the message of a wait that failed. */
type What = () => string;

/** Waits for a condition; fails when it does not come true in time. */
export async function until(condition: () => boolean, what: What = () => String(condition)): Promise<void> {
  const end = Date.now() + patience;
  while (!condition()) {
    if (Date.now() > end) throw new Error(`waited ${patience / 1000} s in vain for: ${what()}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** What a promise resolves to; fails when that takes too long. */
export async function within<T>(promise: Promise<T>, what: What): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`waited ${patience / 1000} s in vain for: ${what()}`)), patience);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
