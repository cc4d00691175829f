import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const executable = path.join(root, 'tools', 'bin', 'hengzhun.mjs');

export interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly directory?: string;
  /** Sends this signal once standard output holds the text. */
  readonly signal?: { readonly when: string; readonly send: NodeJS.Signals };
}

/** Runs any program to its end. English unless the environment says otherwise. */
export function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<Run> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, LC_ALL: 'C.UTF-8', NO_COLOR: '1', ESPRUINO_BIN: undefined, ...options.environment };
    const child = spawn(command, args, { cwd: options.directory ?? root, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    let sent = false;
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      stdout += chunk;
      if (options.signal && !sent && stdout.includes(options.signal.when)) {
        sent = true;
        child.kill(options.signal.send);
      }
    });
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      stderr += chunk;
    });
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code: code ?? 128 + constants.signals[signal!], stdout, stderr }));
  });
}

/** Runs `hengzhun` as a person would. */
export function hengzhun(args: readonly string[], options: RunOptions = {}): Promise<Run> {
  return run(process.execPath, [executable, ...args], options);
}

/** Compiles what the command line runs; quick when nothing changed. */
export async function build(): Promise<void> {
  const { code, stderr } = await run(process.execPath, [path.join(root, 'tools', 'bootstrap', 'run.mjs'), 'build']);
  if (code !== 0) throw new Error(`the command line does not compile:\n${stderr}`);
}

/** The JSON objects of an output, of which every line must be one. */
export function objects(stdout: string): Record<string, unknown>[] {
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

/** A folder for one test; `remove` when it is done. */
export function temporaryFolder(): { path: string; remove(): void } {
  const folder = mkdtempSync(path.join(tmpdir(), 'hengzhun-tools-'));
  return { path: folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
