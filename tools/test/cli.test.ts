import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeChain } from '../src/bench/frames.js';
import { publicJwk } from '../src/provision/public-jwk.js';
import { whitewash } from '../src/station/tamper.js';
import { build, hengzhun, objects, temporaryFolder } from './helpers/cli.js';

const folder = temporaryFolder();
const file = (name: string) => path.join(folder.path, name);

beforeAll(build);
afterAll(() => folder.remove());

describe('help', () => {
  const commands = [
    'station',
    'monitor',
    'inspect',
    'verify',
    'evaluate',
    'case',
    'sample',
    'ledger',
    'replay',
    'flash',
    'provision',
    'command',
    'ticket',
    'update',
    'import',
    'export',
  ];

  it('shows every command and the exit codes, in English', async () => {
    const { code, stdout } = await hengzhun(['--help']);
    expect(code).toBe(0);
    for (const command of commands) expect(stdout).toMatch(new RegExp(`^  ${command} `, 'm'));
    expect(stdout).toContain('Usage: hengzhun');
    expect(stdout).toMatch(/^ {2}4 +the instrument did not answer$/m);
  });

  it('speaks Chinese when the locale does, or when asked to', async () => {
    const byLocale = await hengzhun(['--help'], { environment: { LC_ALL: 'zh_CN.UTF-8' } });
    const byOption = await hengzhun(['--help', '--lang', 'zh']);
    expect(byLocale.stdout).toContain('用法');
    expect(byOption.stdout).toBe(byLocale.stdout);
    expect((await hengzhun(['--lang', 'en', '--help'], { environment: { LC_ALL: 'zh_CN.UTF-8' } })).stdout).toContain(
      'Usage',
    );
  });

  it.each(['en', 'zh'])('explains each command and its options (%s)', async (language) => {
    const all = await Promise.all(commands.map((command) => hengzhun([command, '--help', '--lang', language])));
    for (const { code, stdout } of all) {
      expect(code).toBe(0);
      // Nothing of commander's own English is left in Chinese help.
      if (language === 'zh') expect(stdout).not.toMatch(/Options:|Usage:|default:|display help/);
    }
  });
});

describe('wrong calls: exit code 2, a stable code, what to do', () => {
  it.each([
    ['tool-missing-command', []],
    ['tool-unknown-command', ['bogus']],
    ['tool-unknown-option', ['station', '--bogus']],
    ['tool-bad-duration', ['station', '--for', 'soon']],
    ['tool-missing-value', ['station', '--for']],
    ['tool-bad-number', ['station', '--speed', '0']],
    ['tool-bad-class', ['station', '--class', 'V']],
    ['tool-bad-mass', ['station', '--max', '3']],
    ['tool-missing-argument', ['monitor']],
    ['tool-missing-option', ['verify', 'x']],
    ['tool-excess-argument', ['export', 'keys', 'more', '--out', 'x']],
    ['tool-bad-language', ['station', '--lang', 'fr']],
    ['tool-bad-ueid', ['export', 'frames', '--out', 'x', '--instrument', '12']],
    ['tool-bad-choice', ['provision', '--out', 'x', '--serial', '1', '--driver', 'y']],
    [
      'tool-bad-scale',
      [
        'provision',
        '--inject-key',
        '--out',
        'x',
        '--serial',
        '1',
        '--max',
        '300kg',
        '--no-enrol',
        '--maker-key',
        'm',
        '--master-key',
        'k',
      ],
    ],
  ])('%s', async (expected, args) => {
    const { code, stdout, stderr } = await hengzhun(args, { directory: folder.path });
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(new RegExp(`^hengzhun: ${expected}: .{10,}\n$`));
  });

  it('suggests what was meant', async () => {
    expect((await hengzhun(['statoin'])).stderr).toContain('Did you mean station?');
  });

  it('is told to programs as JSON and to people in their language', async () => {
    const { code, stdout, stderr } = await hengzhun(['station', '--for', 'soon', '--json', '--lang', 'zh']);
    expect(code).toBe(2);
    const [error] = objects(stdout);
    expect(error).toMatchObject({ type: 'error', code: 'tool-bad-duration', exit: 2 });
    expect(error!.message).toMatch(/时间长度/);
    expect(stderr).toContain('时间长度');
  });
});

describe('files and folders that cannot be used: exit code 3, each its own code', () => {
  beforeAll(() => {
    writeFileSync(file('not-a-folder'), 'x');
    writeFileSync(file('bad.json'), '{"keys": [{"kty": "EC", "crv": "P-256", "x": "AA", "y": "AA"}]}');
    writeFileSync(file('not.json'), 'keys');
    writeFileSync(file('empty.cbor'), '');
    writeFileSync(file('keys.json'), JSON.stringify(publicJwk(makeChain(1).publicKey)));
  });

  it.each([
    ['tool-file-missing', ['verify', 'nothing.cbor', '--keys', 'keys.json']],
    ['tool-file-missing', ['verify', 'empty.cbor', '--keys', 'nothing.json']],
    ['tool-keys-bad', ['verify', 'empty.cbor', '--keys', 'bad.json']],
    ['tool-keys-bad', ['verify', 'empty.cbor', '--keys', 'not.json']],
    ['tool-no-frames', ['verify', 'empty.cbor', '--keys', 'keys.json']],
    ['tool-data-missing', ['export', 'frames', '--data', 'nowhere', '--out', 'x']],
    ['tool-data-unwritable', ['station', '--data', 'not-a-folder', '--for', '1s']],
    ['tool-recording-missing', ['station', '--recording', 'nothing.csv']],
    ['recording-header', ['station', '--recording', 'not.json']],
    ['tool-keys-missing', ['monitor', '/dev/null', '--data', 'nowhere']],
    ['link-path-missing', ['inspect', 'no-such-port', '--keys', 'keys.json']],
  ])('%s', async (expected, args) => {
    const { code, stderr } = await hengzhun(args, { directory: folder.path });
    expect(stderr).toContain(`hengzhun: ${expected}: `);
    expect(code).toBe(3);
  });
});

describe('verify', () => {
  const chain = makeChain(12);
  const other = makeChain(2);
  beforeAll(() => {
    writeFileSync(file('good.cbor'), Buffer.concat(chain.frames));
    writeFileSync(file('good.hex'), chain.frames.map((frame) => Buffer.from(frame).toString('hex')).join('\n'));
    writeFileSync(file('forged.cbor'), Buffer.concat(chain.frames.with(4, whitewash(chain.frames[4]!))));
    writeFileSync(file('stranger.cbor'), Buffer.concat([...chain.frames, ...other.frames]));
    writeFileSync(file('chain.json'), JSON.stringify({ keys: [publicJwk(chain.publicKey)] }));
    const { kid: _kid, ...swapped } = publicJwk(other.publicKey);
    writeFileSync(
      file('wrong-kid.json'),
      JSON.stringify({ keys: [{ ...swapped, kid: publicJwk(chain.publicKey).kid }] }),
    );
  });
  const verify = (name: string, ...more: string[]) =>
    hengzhun(['verify', file(name), '--keys', file('chain.json'), ...more]);

  it.each(['good.cbor', 'good.hex'])('finds %s good', async (name) => {
    const { code, stdout } = await verify(name, '--json');
    expect(code).toBe(0);
    expect(objects(stdout).at(-1)).toMatchObject({
      type: 'summary',
      frames: 12,
      signatureValid: 1,
      covered: 11,
      refused: 0,
      good: true,
    });
  });

  it('refuses a rewritten frame and says which and why', async () => {
    const { code, stdout } = await verify('forged.cbor', '--json');
    expect(code).toBe(1);
    const refused = objects(stdout).filter(({ verdict }) => verdict === 'refused');
    expect(refused).toMatchObject([{ index: 4, code: 'signature-invalid', sequence: 5 }]);
  });

  it('refuses frames of a key that nobody trusts', async () => {
    const { code, stdout } = await verify('stranger.cbor');
    expect(code).toBe(1);
    expect(stdout).toContain('unknown-key');
  });

  it('refuses a key set whose kid is not that of the key', async () => {
    const { code, stderr } = await hengzhun(['verify', file('good.cbor'), '--keys', file('wrong-kid.json')]);
    expect(code).toBe(3);
    expect(stderr).toContain('tool-keys-bad');
  });

  it('writes no colours where there is no terminal', async () => {
    expect((await verify('good.cbor')).stdout).not.toContain('\u001b');
  });
});
