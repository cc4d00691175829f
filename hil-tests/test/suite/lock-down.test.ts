import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lockScript } from '@hengzhun/firmware';
import { describe, expect, it } from 'vitest';
import { LINUX_GEOMETRY } from '../../src/espruino/host.js';
import { Flash, Storage } from '../../src/index.js';
import { binary, withoutInterpreter } from '../support/interpreter.js';

const BANNER = 2000;

/** What the interpreter says on its console when somebody types at it. */
async function typeAt(files: Record<string, string>): Promise<string> {
  const directory = mkdtempSync(join(tmpdir(), 'hengzhun-lock-'));
  const flash = new Flash(LINUX_GEOMETRY);
  for (const [name, text] of Object.entries(files)) new Storage(flash).write(name, Buffer.from(text));
  writeFileSync(join(directory, 'espruino.flash'), flash.bytes);
  const child = spawn(binary(), [], { cwd: directory, stdio: ['pipe', 'pipe', 'ignore'] });
  let said = '';
  child.stdout.on('data', (data: Buffer) => {
    said += data.toString('latin1');
  });
  const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
  try {
    await wait(BANNER);
    for (const typed of ['print(6*7)\n', '\x03print(6*7)\n', '\x10print(6*7)\n']) {
      child.stdin.write(typed);
      await wait(300);
    }
    return said;
  } finally {
    // nothing less ends it
    child.kill('SIGKILL');
    rmSync(directory, { recursive: true, force: true });
  }
}

describe.skipIf(withoutInterpreter())('lock-down in .boot0, on the interpreter', () => {
  const program = 'setInterval(function(){},1000);';

  it('answers on its console without it', async () => {
    expect(await typeAt({ '.bootcde': program })).toContain('42');
  });

  it('answers nothing with it: no result, no prompt, no echo', async () => {
    const locked = await typeAt({ '.boot0': lockScript('q7Zk2mWb9xTn4cVd'), '.bootcde': program });
    expect(locked).not.toContain('42');
    expect(locked).not.toContain('6*7');
  });

  it('wants a password that cannot break out of its quotes', () => {
    expect(() => lockScript('short')).toThrow(RangeError);
    expect(() => lockScript('sixteen chars ");')).toThrow(RangeError);
  });
});
