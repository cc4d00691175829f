import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RigError } from '../error.js';
import { adopt, end } from '../host/children.js';

export interface PtyPairOptions {
  /** Directory of the two links; default: a new temporary one, removed with the pair. */
  directory?: string;
  /** File names of the two links. */
  names?: [string, string];
}

/** Two pseudo-terminals, each the other's line, under paths that stay the same while the device comes and goes. */
export interface PtyPair {
  readonly a: string;
  readonly b: string;
  /** Pulls the plug: both devices and their paths disappear; an open end sees the hang-up. */
  vanish(): Promise<void>;
  /** Plugs it in again, under the same paths. */
  restore(): Promise<void>;
  close(): Promise<void>;
}

/** Longest wait for socat to make the links, ms. */
const START_LIMIT_MS = 5000;

/** What to say where socat is missing. */
export const SOCAT_HINT =
  'socat is needed for emulated serial ports outside this process: install it (Debian and Ubuntu: apt-get install socat)';

/**
 * A pair of emulated serial ports that any program can open, made by socat.
 *
 * @throws RigError `socat-missing`, `socat-failed`.
 */
export async function openPtyPair(options: PtyPairOptions = {}): Promise<PtyPair> {
  const directory = options.directory ?? (await mkdtemp(join(tmpdir(), 'hengzhun-pty-')));
  const [first, second] = options.names ?? ['instrument', 'host'];
  const a = join(directory, first);
  const b = join(directory, second);
  let socat: ChildProcess | undefined = await startSocat(a, b);

  const vanish = async (): Promise<void> => {
    if (!socat) return;
    const child = socat;
    socat = undefined;
    await end(child, 'SIGTERM');
    // socat takes its links away itself unless it was killed the hard way.
    await Promise.all([rm(a, { force: true }), rm(b, { force: true })]);
  };
  return {
    a,
    b,
    vanish,
    async restore() {
      if (!socat) socat = await startSocat(a, b);
    },
    async close() {
      await vanish();
      if (options.directory === undefined) await rm(directory, { recursive: true, force: true });
    },
  };
}

async function startSocat(a: string, b: string): Promise<ChildProcess> {
  const child = spawn('socat', ['-d', '-d', `PTY,link=${a},rawer`, `PTY,link=${b},rawer`], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  adopt(child);
  let notices = '';
  // The links alone do not say that both ends are raw yet: what came earlier would be changed on its way.
  let ready = false;
  let failure: RigError | undefined;
  child.stderr?.on('data', (chunk: Buffer) => {
    if (ready) return;
    notices += chunk.toString();
    ready = notices.includes('starting data transfer loop');
  });
  const complaint = (): string =>
    notices
      .split('\n')
      .filter((line) => / [EF] /.test(line))
      .join('; ') || 'no message';
  child.once('error', (cause: NodeJS.ErrnoException) => {
    failure =
      cause.code === 'ENOENT'
        ? new RigError('socat-missing', `${SOCAT_HINT}.`, { cause })
        : new RigError('socat-failed', `socat did not start: ${cause.message}`, { cause });
  });
  child.once('exit', (code) => {
    failure ??= new RigError('socat-failed', `socat ended with code ${code}: ${complaint()}`);
  });
  const deadline = Date.now() + START_LIMIT_MS;
  while (!ready) {
    if (failure) throw failure;
    if (Date.now() > deadline) {
      await end(child, 'SIGKILL');
      throw new RigError('socat-failed', `socat made no ports within ${START_LIMIT_MS} ms: ${complaint()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return child;
}
