import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import https from 'node:https';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { findProgram } from '../../bootstrap/system.mjs';
import { openOrMakeData } from '../../src/stores/open-data.js';
import { build, hengzhun, temporaryFolder } from '../helpers/cli.js';
import { startConsole } from '../helpers/console.js';

const folder = temporaryFolder();
const executable = fileURLToPath(new URL('../../bin/hengzhun.mjs', import.meta.url));
const compiled = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

beforeAll(async () => {
  await build();
  await (await openOrMakeData(folder.path)).close();
});
afterAll(() => folder.remove());

/** Runs the console as a person does; gives what it printed first. */
async function running(args: readonly string[]): Promise<{ child: ChildProcess; url: URL }> {
  // The page, which the command would build first, is not what is tested here.
  const script = `const { main } = await import(${JSON.stringify(compiled)}); process.exitCode = await main(process.argv.slice(1));`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, 'console', '--json', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const lines = createInterface({ input: child.stdout! });
  const [line] = (await once(lines, 'line')) as [string];
  return { child, url: new URL((JSON.parse(line) as { url: string }).url) };
}

describe('hengzhun console', () => {
  it('prints an address that begins one session, and ends with Ctrl-C', async () => {
    const { child, url } = await running(['--data', folder.path, '--port', '0', '--no-radio']);
    expect(url.hostname).toBe('127.0.0.1');
    const begun = await fetch(new URL('/api/session', url), {
      method: 'POST',
      headers: { origin: url.origin, 'content-type': 'application/json' },
      body: JSON.stringify({ token: url.hash.slice('#token='.length) }),
    });
    expect(await begun.json()).toMatchObject({ language: 'en', canSign: false, people: [] });
    const used = await hengzhunConsole(['--data', folder.path, '--port', url.port]);
    expect(used).toMatchObject({ code: 3, stderr: expect.stringContaining('tool-console-cannot-listen') });
    const ended = once(child, 'exit');
    child.kill('SIGINT');
    expect(await ended).toEqual([0, null]);
  });

  it.each([
    ['tool-console-no-tls', 2, ['--address', '0.0.0.0']],
    ['tool-console-no-tls', 2, ['--address', 'example.org']],
    ['tool-console-tls-half', 2, ['--certificate', 'c.pem']],
    ['tool-file-missing', 3, ['--certificate', 'no-such.pem', '--private-key', 'no-such.pem']],
    ['tool-console-tls-bad', 3, ['--certificate', executable, '--private-key', executable]],
    ['tool-bad-number', 2, ['--port', '70000']],
    ['tool-data-missing', 3, ['--data', 'no-such-folder']],
  ])('refuses with %s (%i): %j', async (code, exit, args) => {
    const result = await hengzhunConsole(['--data', folder.path, ...args]);
    expect(result).toMatchObject({ code: exit, stderr: expect.stringContaining(code) });
  });
});

const hengzhunConsole = (args: readonly string[]) => hengzhun(['console', '--no-radio', ...args]);

const openssl = findProgram('openssl') !== undefined;

describe.skipIf(!openssl)('a console that other machines reach', () => {
  it('speaks TLS, answers by the names of its certificate and by no other', async () => {
    const [certificateFile, keyFile] = ['c.pem', 'k.pem'].map((name) => path.join(folder.path, name)) as [
      string,
      string,
    ];
    execFileSync(
      'openssl',
      [
        'req',
        '-x509',
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:P-256',
        '-nodes',
        '-days',
        '2',
        '-subj',
        '/CN=console',
      ].concat([
        '-addext',
        'subjectAltName=DNS:console.test,IP:127.0.0.1',
        '-keyout',
        keyFile,
        '-out',
        certificateFile,
      ]),
      { stdio: 'ignore' },
    );
    const [certificate, privateKey] = [certificateFile, keyFile].map((file) => readFileSync(file, 'utf8')) as [
      string,
      string,
    ];
    const { console } = await startConsole({ address: '0.0.0.0', tls: { certificate, privateKey } });
    const { port } = new URL(console.origin);
    const token = new URL(console.newAddress()).hash.slice(7);
    const ask = (host: string) =>
      new Promise<{ status: number; headers: Record<string, unknown> }>((resolve, reject) => {
        const headers = { host, origin: `https://${host}`, 'content-type': 'application/json' };
        const options = {
          host: '127.0.0.1',
          port,
          path: '/api/session',
          method: 'POST',
          headers,
          ca: certificate,
          servername: 'console.test',
        };
        const request = https.request(options, (response) => {
          response.resume();
          resolve({ status: response.statusCode!, headers: response.headers });
        });
        request.on('error', reject);
        request.end(JSON.stringify({ token }));
      });
    expect((await ask(`evil.example:${port}`)).status).toBe(421);
    const { status, headers } = await ask(`console.test:${port}`);
    expect(status).toBe(200);
    expect((headers['set-cookie'] as string[])[0]).toMatch(
      /^__Host-hengzhun-console=.*; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
    );
    expect(headers['strict-transport-security']).toBe('max-age=31536000');
    expect((await ask(`127.0.0.1:${port}`)).status).toBe(401);
    await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow();
  });
});
