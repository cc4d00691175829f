import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { tryLock, withLock } from '../../bootstrap/lock.mjs';
import { explainNpmFailure, lacksOnlyForeignPackages, packagesAreCurrent } from '../../bootstrap/packages.mjs';
import { findProgram } from '../../bootstrap/system.mjs';
import { run } from '../helpers/cli.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const runner = path.join(root, 'tools', 'bootstrap', 'run.mjs');

describe('whether the installed packages are those of the lock file', () => {
  const lock = {
    packages: {
      '': { name: 'root' },
      'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' },
      'node_modules/b-darwin': { version: '2.0.0', integrity: 'sha512-b', optional: true },
      tools: { version: '0.1.0', dependencies: { a: '^1.0.0' } },
    },
  };
  const installed = {
    packages: {
      'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' },
      tools: { version: '0.1.0', dependencies: { a: '^1.0.0' } },
    },
  };

  it('accepts them without the optional packages of other platforms', () => {
    expect(packagesAreCurrent(lock, installed)).toBe(true);
  });

  it.each([
    ['nothing is installed', undefined],
    ['the record is half written', {}],
    ['a package is missing', { packages: { tools: installed.packages.tools } }],
    [
      'a version differs',
      { packages: { ...installed.packages, 'node_modules/a': { version: '0.9.0', integrity: 'sha512-a' } } },
    ],
    [
      'the content differs',
      { packages: { ...installed.packages, 'node_modules/a': { version: '1.0.0', integrity: 'sha512-x' } } },
    ],
    ['a workspace wants something new', { packages: { ...installed.packages, tools: { version: '0.1.0' } } }],
  ])('installs when %s', (_name, present) => expect(packagesAreCurrent(lock, present)).toBe(false));

  it('accepts what npm installed here', () => {
    const read = (file: string) => JSON.parse(readFileSync(path.join(root, file), 'utf8'));
    expect(packagesAreCurrent(read('package-lock.json'), read('node_modules/.package-lock.json'))).toBe(true);
  });
});

describe('explaining why npm failed', () => {
  it.each([
    ['npmOffline', 'npm error code ENOTFOUND\nnpm error request to the registry failed, reason: getaddrinfo ENOTFOUND'],
    ['npmOffline', 'npm ERR! code EAI_AGAIN'],
    ['npmOffline', 'npm error code SELF_SIGNED_CERT_IN_CHAIN'],
    ['npmRefused', 'npm error code E401\nnpm error Unable to authenticate'],
    ['npmRefused', 'npm error code E404'],
    ['npmIntegrity', 'npm error code EINTEGRITY'],
    ['npmSpace', 'npm error code ENOSPC'],
    ['npmAccess', 'npm error code EACCES'],
    ['npmLock', 'npm error code EUSAGE\nnpm error `npm ci` can only install packages when'],
    ['npmOther', 'Segmentation fault'],
  ])('%s', (kind, output) => expect(explainNpmFailure(output).kind).toBe(kind));

  it("keeps npm's own words", () => {
    expect(explainNpmFailure('npm error code ENOTFOUND\nnpm error getaddrinfo failed').reason).toBe(
      'ENOTFOUND, getaddrinfo failed',
    );
  });
});

describe('a registry without the packages of other platforms', () => {
  const lock = { packages: { 'node_modules/tool': { optionalDependencies: { '@scope/tool-darwin-arm64': '1.0.0' } } } };
  const missing = 'npm error code EUSAGE\nnpm error\nnpm error Missing: @scope/tool-darwin-arm64@ from lock file';
  const verdict = (output: string) => lacksOnlyForeignPackages(output, lock);

  it('is told from a lock file that does not fit', () => {
    expect(verdict(missing)).toBe(true);
    // A registry that carries them names the version.
    expect(verdict(missing.replace('@ from', '@1.0.0 from'))).toBe(true);
    expect(verdict(`${missing}\nnpm error Missing: left-pad@1.0.0 from lock file`)).toBe(false);
    expect(verdict(`${missing}\nnpm error Invalid: lock file's a@1.0.0 does not satisfy a@2.0.0`)).toBe(false);
    expect(verdict('npm error code EUSAGE')).toBe(false);
    expect(verdict('npm error code E404')).toBe(false);
  });
});

describe('one set-up at a time', () => {
  let folder: string;
  let lock: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'hengzhun-lock-'));
    lock = path.join(folder, 'lock');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('names the living holder', () => {
    writeFileSync(lock, String(process.ppid));
    expect(tryLock(lock)).toBe(process.ppid);
  });

  it('takes the lock of a dead process over', async () => {
    const child = spawn(process.execPath, ['-e', '']);
    await new Promise((resolve) => child.once('exit', resolve));
    writeFileSync(lock, String(child.pid));
    expect(tryLock(lock)).toBeUndefined();
    expect(readFileSync(lock, 'utf8')).toBe(String(process.pid));
  });

  it('never lets two processes work at once', async () => {
    const script = `
      import { withLock } from ${JSON.stringify(new URL('../../bootstrap/lock.mjs', import.meta.url).href)};
      import { appendFileSync } from 'node:fs';
      const log = (what) => appendFileSync(${JSON.stringify(path.join(folder, 'log'))}, what + ' ' + process.pid + '\\n');
      for (let i = 0; i < 3; i++) await withLock(async () => {
        log('in');
        await new Promise((resolve) => setTimeout(resolve, 20));
        log('out');
      }, ${JSON.stringify(lock)});`;
    const runs = [1, 2, 3].map(() => run(process.execPath, ['--input-type=module', '-e', script]));
    expect((await Promise.all(runs)).map(({ code }) => code)).toEqual([0, 0, 0]);
    const lines = readFileSync(path.join(folder, 'log'), 'utf8').trim().split('\n');
    expect(lines.length).toBe(18);
    for (let i = 0; i < lines.length; i += 2) {
      expect(lines[i + 1]).toBe(lines[i]!.replace('in', 'out'));
    }
  });

  it('is released when the work throws', async () => {
    await expect(
      withLock(async () => {
        throw new Error('work');
      }, lock),
    ).rejects.toThrow('work');
    expect(tryLock(lock)).toBeUndefined();
  });
});

describe('the entry', () => {
  it('refuses an unknown task', async () => {
    const { code, stderr } = await run(process.execPath, [runner, 'bogus']);
    expect(code).toBe(2);
    expect(stderr).toContain('start|test|bench|check|build');
  });

  it('finds programs on the search path and only those that can be executed', () => {
    expect(findProgram('sh')).toMatch(/\/sh$/);
    expect(findProgram('no-such-program-anywhere')).toBeUndefined();
    expect(findProgram('sh', '')).toBeUndefined();
  });
});
