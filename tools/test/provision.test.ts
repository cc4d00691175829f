import { createPrivateKey } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { importPublicKey, type PublicJwk, verifyCertificate } from '@hengzhun/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publicJwk } from '../src/provision/public-jwk.js';
import { build, hengzhun, objects, temporaryFolder } from './helpers/cli.js';

const folder = temporaryFolder();
const file = (...names: string[]) => path.join(folder.path, ...names);
const provision = (name: string, ...more: string[]) =>
  hengzhun(['provision', '--inject-key', '--out', name, '--serial', name, '--maker', 'Acme 衡器', ...more], {
    directory: folder.path,
  });

beforeAll(build);
afterAll(() => folder.remove());

describe('provision', () => {
  it('makes identity, key, certificate and configuration, and enrols the instrument', async () => {
    const { code, stdout, stderr } = await provision('scale-1', '--json');
    expect(stderr).toBe('');
    expect(code).toBe(0);
    const [made] = objects(stdout);
    expect(made).toMatchObject({
      type: 'provisioned',
      serialNumber: 'scale-1',
      minimumCapacity: 20_000,
      enrolled: 'data',
    });

    const record = JSON.parse(readFileSync(file('scale-1', 'enrolment.json'), 'utf8'));
    const maker = publicJwk(createPrivateKey(readFileSync(file('maker.pem'))));
    const certificate = verifyCertificate(
      readFileSync(file('scale-1', 'certificate.cwt')),
      importPublicKey(maker as unknown as PublicJwk),
      Math.floor(Date.now() / 1000),
    );
    expect(certificate.issuer).toBe('Acme 衡器');
    expect(Buffer.from(certificate.ueid).toString('hex')).toBe(record.ueid);
    expect(publicJwk(certificate.publicKey).x).toBe(record.publicKey.x);

    const keys = await hengzhun(['export', 'keys', '--data', 'data', '--out', '-'], { directory: folder.path });
    expect(JSON.parse(keys.stdout).keys.map(({ kid }: { kid: string }) => kid)).toEqual([made!.kid]);
  });

  it('keeps what is secret to its owner and shows it nowhere', async () => {
    const { stdout, stderr } = await provision('scale-2');
    for (const secret of ['scale-2/hz.cfg', 'maker.pem', 'master.key']) {
      expect(statSync(file(secret)).mode & 0o777, secret).toBe(0o600);
    }
    // Key 11 of hz.cfg: private key, x and y in one byte string.
    const configuration = readFileSync(file('scale-2', 'hz.cfg'));
    const start = configuration.indexOf(Buffer.from([0x0b, 0x58, 96])) + 3;
    expect(start).toBeGreaterThan(3);
    const secret = configuration.subarray(start, start + 32);
    const shown = stdout + stderr + readFileSync(file('scale-2', 'enrolment.json'), 'latin1');
    for (const form of ['hex', 'base64', 'base64url'] as const) expect(shown).not.toContain(secret.toString(form));
    expect(shown).not.toContain(readFileSync(file('master.key'), 'utf8').trim());
  });

  it('never overwrites a key', async () => {
    const before = readFileSync(file('scale-1', 'hz.cfg'));
    const { code, stderr } = await provision('scale-1');
    expect(code).toBe(3);
    expect(stderr).toContain('tool-secret-exists');
    expect(readFileSync(file('scale-1', 'hz.cfg'))).toEqual(before);
  });

  it("uses the maker's key that is there, and refuses what is none", async () => {
    const before = readFileSync(file('maker.pem'));
    expect((await provision('scale-3', '--no-enrol')).code).toBe(0);
    expect(readFileSync(file('maker.pem'))).toEqual(before);
    const { code, stderr } = await provision('scale-4', '--maker-key', 'master.key');
    expect(code).toBe(3);
    expect(stderr).toContain('tool-maker-key-bad');
  });
});
