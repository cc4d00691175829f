import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RigError } from '../error.js';

/**
 * Runs a script on the interpreter and counts the machine's instructions that it takes, start included. Unlike time, the count is
 * the same every time, whatever else the machine does and wherever memory lies.
 *
 * @param script ends by printing a line with RESULT and by quitting
 * @param flash bytes of its espruino.flash
 * @returns undefined where valgrind is not installed
 * @throws RigError `interpreter-failed` with what it printed
 */
export async function countInstructions(
  binary: string,
  script: string,
  flash: Uint8Array,
): Promise<number | undefined> {
  if (spawnSync('valgrind', ['--version']).status !== 0) return undefined;
  const directory = await mkdtemp(join(tmpdir(), 'hengzhun-instructions-'));
  try {
    await writeFile(join(directory, 'espruino.flash'), flash);
    await writeFile(join(directory, 'script.js'), script, 'latin1');
    const options = ['--tool=cachegrind', '--cache-sim=no', '--cachegrind-out-file=/dev/null'];
    const printed = await new Promise<string>((resolve, reject) => {
      // its standard input must stay open
      const child = spawn('valgrind', [...options, binary, 'script.js'], { cwd: directory, timeout: 300_000 });
      let text = '';
      child.stdout.setEncoding('latin1').on('data', (chunk: string) => {
        text += chunk;
      });
      child.stderr.setEncoding('latin1').on('data', (chunk: string) => {
        text += chunk;
      });
      child.on('error', reject);
      child.on('close', () => resolve(text));
    });
    const count = /I\s+refs:\s+([\d,]+)/.exec(printed);
    if (!count || !printed.includes('RESULT')) {
      throw new RigError('interpreter-failed', `The interpreter printed no result:\n${printed.slice(-2000)}`);
    }
    return Number(count[1]!.replaceAll(',', ''));
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
