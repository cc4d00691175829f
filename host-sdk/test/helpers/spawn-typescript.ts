import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

let compiled: string | undefined;

/** Starts a TypeScript file as a process of its own: something that can be killed. Its standard output is a pipe. */
export function spawnTypescript(file: URL, parameters: readonly string[]): ChildProcess {
  if (compiled === undefined) {
    const folder = mkdtempSync(join(tmpdir(), 'hengzhun-compiled-'));
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
    compiled = folder;
  }
  const register = new URL('./typescript-register.mjs', import.meta.url).href;
  const options = ['--conditions=hengzhun-source', `--import=${register}`];
  return spawn(process.execPath, [...options, fileURLToPath(file), ...parameters], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, HENGZHUN_COMPILED: compiled },
  });
}
