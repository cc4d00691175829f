import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RigError } from '../error.js';

export interface EvaluateOptions {
  /** Bytes of an espruino.flash to run on; its `.bootcde` runs first if `boot` is set. */
  flash?: Uint8Array;
  boot?: boolean;
  /** Longest run, ms. Default 60 000. */
  limit?: number;
}

/**
 * Runs a script on the interpreter in an empty directory until it has no timers left.
 *
 * @returns what it printed.
 * @throws RigError `interpreter-failed` with what it printed, when it threw or did not end.
 */
export async function evaluateOnInterpreter(
  binary: string,
  script: string,
  options: EvaluateOptions = {},
): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'hengzhun-evaluate-'));
  try {
    if (options.flash) await writeFile(join(directory, 'espruino.flash'), options.flash);
    const file = join(directory, 'script.js');
    // The interpreter reads a script as bytes.
    await writeFile(file, script, 'latin1');
    const args = options.boot ? ['-e', script] : [file];
    return await new Promise<string>((resolve, reject) => {
      const child = execFile(
        binary,
        args,
        {
          cwd: directory,
          timeout: options.limit ?? 60_000,
          killSignal: 'SIGKILL',
          encoding: 'latin1',
          maxBuffer: 1 << 24,
        },
        (error, stdout, stderr) => {
          if (error) {
            reject(new RigError('interpreter-failed', `The interpreter failed: ${stdout}${stderr}`, { cause: error }));
          } else resolve(stdout);
        },
      );
      // It reads standard input all the time: leave it open and silent.
      child.stdin?.on('error', () => {});
    });
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
