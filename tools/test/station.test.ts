import { createHash, createPublicKey, verify } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Sign1 } from '@auth0/cose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { build, hengzhun, objects, type Run, temporaryFolder } from './helpers/cli.js';

const folder = temporaryFolder();
const file = (...names: string[]) => path.join(folder.path, ...names);
const station = (data: string, ...more: string[]) =>
  hengzhun(['station', '--data', data, ...more], { directory: folder.path });
/** Long enough, in simulated time, for every scale to show its state, however slow this machine is. */
const quickly = ['--speed', '400', '--json', '--until', '20m'];

beforeAll(build);
afterAll(() => folder.remove());

type Told = Record<string, unknown> & { name?: string; type: string };

describe('the station, four scales and two dispensers on the emulation host', () => {
  let first: Run;
  let told: Told[];
  beforeAll(async () => {
    first = await station('data', ...quickly);
    told = objects(first.stdout) as Told[];
  }, 300_000);
  const resultOf = (name: string) => told.find((one) => one.type === 'result' && one.name === name)!;

  it('ends by itself with exit code 0 and prints nothing but JSON objects', () => {
    expect(first.stderr).toBe('');
    expect(first.code).toBe(0);
    expect(told[0]).toMatchObject({ type: 'start', host: 'emulation', speed: 400 });
    expect(told.filter(({ type }) => type === 'instrument').map(({ name, fresh }) => [name, fresh])).toEqual([
      ['healthy', true],
      ['creeping', true],
      ['noisy', true],
      ['tampered', true],
      ['forecourt', true],
      ['cheating', true],
    ]);
    expect(told.at(-1)).toMatchObject({ type: 'summary', instruments: 6, keys: 6 });
  });

  it('finds nothing wrong with the healthy scale', () => {
    expect(resultOf('healthy')).toMatchObject({ level: 'normal', selfState: 'normal', refused: 0 });
  });

  it('shows the creeping and the noisy scale for what they are, and why', () => {
    for (const [name, code] of [
      ['creeping', 'flag-creep'],
      ['noisy', 'flag-noise'],
    ] as const) {
      const result = resultOf(name);
      expect(result.level, name).toMatch(/attention|warning|out-of-tolerance/);
      expect(result.refused).toBe(0);
      expect(JSON.stringify(result.reasons)).toContain(code);
    }
  });

  it('finds nothing wrong with the honest dispenser, and sees the other one stop itself', () => {
    expect(resultOf('forecourt')).toMatchObject({ level: 'normal', selfState: 'normal', refused: 0 });
    const cheat = resultOf('cheating');
    expect(cheat).toMatchObject({ level: 'warning', selfState: 'inoperative', refused: 0 });
    expect(JSON.stringify(cheat.reasons)).toContain('flag-locked');
    expect(JSON.stringify(cheat.reasons)).toContain('flag-pulse-deviation');
  });

  it('refuses every frame that was rewritten on the line, keeps it, and holds it against the scale', () => {
    const refused = told.filter(({ type }) => type === 'refused');
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.every(({ name, protocolCode }) => name === 'tampered' && protocolCode === 'signature-invalid')).toBe(
      true,
    );
    expect(resultOf('tampered')).toMatchObject({ refused: refused.length });
    expect(resultOf('tampered').level).not.toBe('normal');
    expect(told.at(-1)!.refused).toBe(refused.length);
  });

  it('keeps the flash with the keys to its owner', () => {
    const flash = file('data', 'instruments', 'emulation', 'healthy', 'flash.bin');
    expect(statSync(flash).mode & 0o777).toBe(0o600);
    expect(existsSync(file('data', 'station.lock'))).toBe(false);
  });

  it('exports frames and keys that others can check: node:crypto and @auth0/cose', async () => {
    const frames = await hengzhun(['export', 'frames', '--data', 'data', '--out', 'frames.cbor'], {
      directory: folder.path,
    });
    const keys = await hengzhun(['export', 'keys', '--data', 'data', '--out', 'keys.json'], { directory: folder.path });
    expect([frames.code, keys.code]).toEqual([0, 0]);
    const jwks = JSON.parse(readFileSync(file('keys.json'), 'utf8')) as { keys: Jwk[] };
    expect(jwks.keys.length).toBe(6);
    const items = splitFrames(readFileSync(file('frames.cbor')));
    expect(items.length).toBe(told.at(-1)!.frames);
    const byKid = new Map(jwks.keys.map((jwk) => [jwk.kid, createPublicKey({ key: { ...jwk }, format: 'jwk' })]));
    for (const jwk of jwks.keys) {
      const point = Buffer.concat([Buffer.from([4]), Buffer.from(jwk.x, 'base64url'), Buffer.from(jwk.y, 'base64url')]);
      expect(createHash('sha256').update(point).digest('hex').slice(0, 16)).toBe(jwk.kid);
    }
    for (const { bytes, header, payload, signature } of items) {
      const key = byKid.get(header.subarray(5).toString('hex'))!;
      const signed = Buffer.concat([
        Buffer.from('846a5369676e617475726531', 'hex'),
        byteString(header),
        Buffer.from([0x40]),
        byteString(payload),
      ]);
      expect(verify('sha256', signed, { key, dsaEncoding: 'ieee-p1363' }, signature)).toBe(true);
      await expect(Sign1.decode(bytes).verify(key)).resolves.toBeUndefined();
    }
  });

  it('verifies its own export, and refuses it after one bit was turned', async () => {
    const good = await hengzhun(['verify', 'frames.cbor', '--keys', 'keys.json'], { directory: folder.path });
    expect(good.code).toBe(0);
    const bytes = readFileSync(file('frames.cbor'));
    bytes[bytes.length - 100]! ^= 1;
    writeFileSync(file('turned.cbor'), bytes);
    expect((await hengzhun(['verify', 'turned.cbor', '--keys', 'keys.json'], { directory: folder.path })).code).toBe(1);
  });

  it('exports the register and what was refused', async () => {
    const register = await hengzhun(['export', 'instruments', '--data', 'data', '--out', '-'], {
      directory: folder.path,
    });
    expect(JSON.parse(register.stdout).instruments.length).toBe(6);
    const refused = await hengzhun(['export', 'refused', '--data', 'data', '--out', '-'], { directory: folder.path });
    const lines = objects(refused.stdout);
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.every(({ code }) => code === 'frame-signature-invalid')).toBe(true);
  });

  it('does not overwrite an export unless told to', async () => {
    const again = ['export', 'keys', '--data', 'data', '--out', 'keys.json'];
    const refused = await hengzhun(again, { directory: folder.path });
    expect(refused.code).toBe(3);
    expect(refused.stderr).toContain('tool-file-exists');
    expect((await hengzhun([...again, '--force'], { directory: folder.path })).code).toBe(0);
  });

  it('goes on with the same instruments the next time, without a fork or a rollback', async () => {
    const { code, stdout } = await station('data', '--speed', '400', '--json', '--until', '5m');
    const next = objects(stdout) as Told[];
    expect(code).toBe(0);
    expect(next.filter(({ type }) => type === 'instrument').every(({ fresh }) => fresh === false)).toBe(true);
    const kids = (all: Told[]) => all.filter(({ type }) => type === 'instrument').map(({ kid }) => kid);
    expect(kids(next)).toEqual(kids(told));
    const evidence = JSON.stringify(next.filter(({ type, name }) => type === 'result' && name !== 'tampered'));
    expect(evidence).not.toMatch(/fork|rollback|replayed/);
  });
});

describe('the station, ended and hindered', () => {
  it.each([
    ['SIGINT', 'en', 'calls itself', '4 emulated scales and 2 fuel dispensers', /Ended after .*simulated time/],
    ['SIGTERM', 'zh', '自评', '4 台仿真电子秤和 2 台加油机', /模拟时间 .*后结束/],
  ] as const)('ends in good order at %s, with a summary (%s)', async (send, language, when, begin, summary) => {
    const args = ['station', '--data', `ended-${send}`, '--speed', '100', '--lang', language];
    const { code, stdout } = await hengzhun(args, { directory: folder.path, signal: { when, send } });
    expect(code).toBe(0);
    expect(stdout).toContain(begin);
    expect(stdout).toMatch(summary);
    expect(existsSync(file(`ended-${send}`, 'station.lock'))).toBe(false);
  });

  it('refuses a folder that another station uses', async () => {
    mkdirSync(file('busy'));
    writeFileSync(file('busy', 'station.lock'), String(process.pid));
    const { code, stderr } = await station('busy', '--for', '1s');
    expect(code).toBe(3);
    expect(stderr).toContain('tool-data-busy');
    expect(readFileSync(file('busy', 'station.lock'), 'utf8')).toBe(String(process.pid));
  });

  it('refuses a store that is damaged and leaves it as it is', async () => {
    mkdirSync(file('damaged'));
    const wreck = Buffer.alloc(8192, 'not a database');
    writeFileSync(file('damaged', 'hengzhun.db'), wreck);
    const { code, stdout } = await station('damaged', '--for', '1s', '--json');
    expect(code).toBe(3);
    expect(objects(stdout).at(-1)).toMatchObject({ type: 'error', code: 'store-not-a-database' });
    expect(readFileSync(file('damaged', 'hengzhun.db'))).toEqual(wreck);
  });

  it('refuses a flash that is damaged', async () => {
    mkdirSync(file('flash', 'instruments', 'emulation', 'healthy'), { recursive: true });
    writeFileSync(file('flash', 'instruments', 'emulation', 'healthy', 'flash.bin'), 'x');
    copyFileSync(
      file('data', 'instruments', 'emulation', 'healthy', 'enrolment.json'),
      file('flash', 'instruments', 'emulation', 'healthy', 'enrolment.json'),
    );
    const { code, stderr } = await station('flash', '--for', '1s');
    expect(stderr).toContain('tool-data-damaged');
    expect(code).toBe(3);
  });

  // /dev/full gives ENOSPC for every write: a disk without a byte left.
  it.skipIf(!existsSync('/dev/full'))('names a full disk', async () => {
    const { code, stderr } = await hengzhun(['export', 'keys', '--data', 'data', '--out', '/dev/full', '--force'], {
      directory: folder.path,
    });
    expect(stderr).toContain('tool-disk-full');
    expect(code).toBe(3);
  });

  it('ends after the real time that was asked for', async () => {
    const { code, stdout } = await station('for', '--for', '1s', '--json');
    expect(code).toBe(0);
    expect(objects(stdout).at(-1)).toMatchObject({ type: 'summary', instruments: 6 });
  });
});

describe('replaying a recording', () => {
  /** A load of 500 g that creeps by 8 g, with some noise: as a recording would hold it. */
  const recording = () => {
    const lines = ['sample,reading'];
    for (let i = 0; i < 1200; i++) {
      const creep = i < 100 ? 0 : 8 * (1 - Math.exp(-(i - 100) / 400));
      lines.push(`${i},${(500 + creep + 0.05 * Math.sin(i * 1.7)).toFixed(2)}`);
    }
    return `${lines.join('\n')}\n`;
  };

  it('says at which reading the level changes and why, and how large the drift is', async () => {
    writeFileSync(file('creep.csv'), recording());
    const { code, stdout } = await station('replay', '--recording', 'creep.csv', '--json');
    const told = objects(stdout) as Told[];
    expect(code).toBe(0);
    expect(told[0]).toMatchObject({ type: 'start', readings: 1200, class: 'III', maxMg: 3_000_000, eMg: 1000 });
    const changes = told.filter(({ type }) => type === 'level').map(({ to }) => to);
    expect(changes[0]).toBe('normal');
    expect(changes.at(-1)).toBe('out-of-tolerance');
    const result = told.at(-1) as unknown as { drift: { reportedG: number; recordingG: number }; refused: number };
    expect(result.refused).toBe(0);
    expect(result.drift.recordingG).toBeCloseTo(7.4, 0);
    expect(Math.abs(result.drift.reportedG / result.drift.recordingG - 1)).toBeLessThan(0.05);
  });

  const shared = path.resolve(import.meta.dirname, '../../../shared/recordings/hx711-creep.csv');
  if (!existsSync(shared))
    console.warn('tools: ../shared/recordings is not there; the replay of hx711-creep.csv is skipped');
  it.skipIf(!existsSync(shared))(
    'flags the creep of hx711-creep.csv before reading 600, alarm before 1500, drift within 5 %',
    async () => {
      const { stdout } = await station('replay', '--recording', shared, '--json');
      const told = objects(stdout) as (Told & { reading: number; to: number; flags: number })[];
      const own = told.filter(({ type }) => type === 'self-state');
      expect(own.find(({ flags }) => (flags & 4) !== 0)!.reading).toBeLessThan(600);
      expect(own.find(({ to }) => to >= 2)!.reading).toBeLessThan(1500);
      const { drift } = told.at(-1) as unknown as { drift: { relativeDeviation: number } };
      expect(Math.abs(drift.relativeDeviation)).toBeLessThan(0.05);
    },
  );
});

const interpreter = process.env.ESPRUINO_BIN;
if (!interpreter) console.warn('tools: ESPRUINO_BIN is not set; the station on the real interpreter is skipped');

describe.skipIf(!interpreter)('the station on the real interpreter, over pseudo-terminals', () => {
  const environment = { ESPRUINO_BIN: interpreter };

  it('reads what six interpreters sign, and ends by itself', async () => {
    const args = ['station', '--data', 'real', '--speed', '15', '--until', '3m', '--json'];
    const { code, stdout, stderr } = await hengzhun(args, { directory: folder.path, environment });
    expect(stderr).toBe('');
    expect(code).toBe(0);
    const told = objects(stdout) as Told[];
    expect(told[0]).toMatchObject({ host: 'espruino' });
    const results = told.filter(({ type }) => type === 'result');
    expect(results.length).toBe(6);
    for (const { frames, refused } of results) {
      expect(frames).toBeGreaterThan(1);
      expect(refused).toBe(0);
    }
    await hengzhun(['export', 'frames', '--data', 'real', '--out', 'real.cbor'], { directory: folder.path });
    await hengzhun(['export', 'keys', '--data', 'real', '--out', 'real.json'], { directory: folder.path });
    const verified = await hengzhun(['verify', 'real.cbor', '--keys', 'real.json', '--each'], {
      directory: folder.path,
    });
    expect(verified.code).toBe(0);
  });
});

interface Jwk {
  kty: string;
  crv: string;
  kid: string;
  x: string;
  y: string;
}

/** Cuts the sequence by the rules of RFC 8949 alone, without a line of ours that reads frames. */
function splitFrames(bytes: Buffer): { bytes: Buffer; header: Buffer; payload: Buffer; signature: Buffer }[] {
  const items = [];
  let at = 0;
  const string = (): Buffer => {
    const short = bytes[at]! & 31;
    const width = short < 24 ? 0 : short === 24 ? 1 : 2;
    const length = width === 0 ? short : bytes.readUIntBE(at + 1, width);
    const from = at + 1 + width;
    at = from + length;
    return bytes.subarray(from, at);
  };
  while (at < bytes.length) {
    const start = at;
    expect(bytes.readUInt16BE(at)).toBe(0xd284);
    at += 2;
    const header = string();
    expect(bytes[at++]).toBe(0xa0);
    const payload = string();
    const signature = string();
    items.push({ bytes: bytes.subarray(start, at), header, payload, signature });
  }
  return items;
}

function byteString(content: Buffer): Buffer {
  const { length } = content;
  const head = length < 24 ? [0x40 + length] : length < 256 ? [0x58, length] : [0x59, length >> 8, length & 255];
  return Buffer.concat([Buffer.from(head), content]);
}
