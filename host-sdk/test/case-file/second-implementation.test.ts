import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { coordinates } from '@hengzhun/protocol';
import { describe, expect, it } from 'vitest';
import { verifyCaseFile } from '../../src/case-file/verify-case-file.js';
import { writeCaseFile } from '../../src/case-file/write-case-file.js';
import { canonicalJson } from '../../src/ledger/canonical-json.js';
import { decodeEntry } from '../../src/ledger/entry-form.js';
import { temporaryFolder } from '../helpers/temporary-store.js';
import { sampleCaseFile } from './sample-case-file.js';

let python = true;
try {
  execFileSync('python3', ['--version']);
} catch {
  python = false;
  console.warn('not tested: a case file checked by a second implementation (there is no python3)');
}

const program = fileURLToPath(new URL('./case_file.py', import.meta.url));

describe.skipIf(!python)('a case file, checked by a program that knows only its published form', () => {
  const run = (archive: Uint8Array, publicKey: string) => {
    const path = join(temporaryFolder(), 'case.zip');
    writeFileSync(path, archive);
    return spawnSync('python3', [program, path, publicKey], { encoding: 'utf8' });
  };

  it('holds: the same entries, the same root; and with another key, or another byte, it does not', async () => {
    const { file, key, trusted } = await sampleCaseFile();
    const archive = writeCaseFile(file, key);
    const { x, y } = coordinates(key.publicKey);
    const point = `04${Buffer.from(x).toString('hex')}${Buffer.from(y).toString('hex')}`;
    const { checkpoint } = await verifyCaseFile(archive, trusted);
    const lines = file.entries.map((bytes) => {
      const { number, kind, subject, body } = decodeEntry(bytes);
      return `${number} ${kind} ${subject} ${createHash('sha256').update(canonicalJson(body)).digest('hex')}`;
    });
    const { stdout, stderr } = run(archive, point);
    expect(stderr).toBe('');
    expect(stdout.trim().split('\n')).toEqual([...lines, `root ${checkpoint!.root}`]);

    const stranger = (await sampleCaseFile()).key.publicKey;
    const other = coordinates(stranger);
    const wrong = `04${Buffer.from(other.x).toString('hex')}${Buffer.from(other.y).toString('hex')}`;
    expect(run(archive, wrong).stderr).toContain('a signature does not fit');
    const entries = [...file.entries];
    entries[0] = Uint8Array.from(entries[0]!);
    entries[0][entries[0].length - 1]! ^= 1;
    expect(run(writeCaseFile({ ...file, entries }, key), point).stderr).toContain('a signature does not fit');
  });
});
