import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/**
 * Starts a TypeScript file as a process of its own: something that can be killed. Its standard output is a pipe.
 * @param compiled folder for what was compiled, shared by all that are started
 */
export function spawnTypescript(file: URL, parameters: readonly string[], compiled: string): ChildProcess {
  const register = new URL('./typescript-register.mjs', import.meta.url).href;
  const options = ['--conditions=hengzhun-source', `--import=${register}`];
  return spawn(process.execPath, [...options, fileURLToPath(file), ...parameters], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, HENGZHUN_COMPILED: compiled },
  });
}
