import { generateKeyPairSync } from 'node:crypto';
import { issueCertificate } from '@hengzhun/protocol';
import { describe, expect, it } from 'vitest';
import { toHex } from '../../src/bytes.js';
import { toJwk } from '../../src/registry/public-key.js';
import { temporaryStore, testClock } from '../helpers/temporary-store.js';
import { TestInstrument } from '../helpers/test-instrument.js';

const clock = testClock();
const registry = async () => (await temporaryStore({ clock })).registry;
const point = (instrument: TestInstrument) => {
  const { x, y } = instrument.publicKey.export({ format: 'jwk' });
  return `04${Buffer.from(x!, 'base64url').toString('hex')}${Buffer.from(y!, 'base64url').toString('hex')}`;
};

describe('enrolment', () => {
  it('takes an instrument in with its key as low assurance, and finds it by every name', async () => {
    const register = await registry();
    const instrument = new TestInstrument(4);
    const { outcome, key, notes } = await register.enrol({
      ...instrument.record(),
      place: { region: '沪', name: '菜市场 12' },
    });
    expect(outcome).toBe('enrolled');
    expect(key).toMatchObject({ kid: instrument.kid, assurance: 'low', status: 'active', certifiedBy: undefined });
    expect(notes).toEqual([]);
    for (const name of [toHex(instrument.ueid), instrument.kid, 'SN-4', instrument.kid.toUpperCase()]) {
      expect((await register.find(name))?.place).toEqual({ region: '沪', name: '菜市场 12' });
    }
    expect(await register.find('SN-5')).toBeUndefined();
    expect(await register.places()).toEqual([{ region: '沪', name: '菜市场 12' }]);
  });

  it('accepts the same record twice, and the key as JWK or as point', async () => {
    const register = await registry();
    const instrument = new TestInstrument();
    await register.enrol(instrument.record());
    const again = await register.enrol({ ...instrument.record(), publicKey: point(instrument), model: 'HZ-1' });
    expect(again.outcome).toBe('known');
    expect(again.instrument).toMatchObject({ model: 'HZ-1', serialNumber: 'SN-1' });
    expect(await register.keys()).toHaveLength(1);
  });

  it('exports keys as JWK with the key identifier', async () => {
    const register = await registry();
    const instrument = new TestInstrument();
    await register.enrol(instrument.record());
    const [key] = await register.keys();
    const { x, y } = instrument.publicKey.export({ format: 'jwk' });
    expect(toJwk(key!)).toEqual({ kty: 'EC', crv: 'P-256', x, y, kid: instrument.kid, use: 'sig', alg: 'ES256' });
  });

  const good = new TestInstrument();
  const off = point(good).slice(0, -2) + (point(good).endsWith('00') ? '01' : '00');
  it.each([
    ['a point that is not on the curve', off],
    ['the point at infinity', '00'],
    ['a compressed point', `02${point(good).slice(2, 66)}`],
    ['coordinates beyond the field', `04${'ff'.repeat(64)}`],
    ['text that is no hex', 'hello'],
    ['a key of another curve', generateKeyPairSync('ec', { namedCurve: 'P-384' }).publicKey.export({ format: 'jwk' })],
    ['a PRIVATE key', good.privateKey.export({ format: 'jwk' })],
  ])('SP 800-56A 5.6.2.3.3: refuses %s', async (_, publicKey) => {
    const register = await registry();
    const enrol = register.enrol({ ...good.record(), publicKey });
    await expect(enrol).rejects.toMatchObject({ code: 'registry-bad-key' });
    expect(await register.instruments()).toEqual([]);
  });

  it('refuses one key for two instruments, and a second key while the first is active', async () => {
    const register = await registry();
    const [a, b] = [new TestInstrument(1), new TestInstrument(2)];
    await register.enrol(a.record());
    await expect(register.enrol({ ...b.record(), publicKey: point(a) })).rejects.toMatchObject({
      code: 'registry-key-known',
    });
    const exchanged = { ...b.record(), ueid: toHex(a.ueid) };
    await expect(register.enrol(exchanged)).rejects.toMatchObject({ code: 'registry-instrument-conflict' });
    await register.retireKey(a.kid, 100, 'board exchanged');
    expect((await register.enrol(exchanged)).outcome).toBe('key-added');
    const instrument = await register.find(toHex(a.ueid));
    expect(instrument?.keys.map(({ status, endsAt }) => [status, endsAt])).toEqual([
      ['retired', 100],
      ['active', undefined],
    ]);
    expect(await register.find(b.kid)).toEqual(instrument);
  });

  it('refuses to end a key that is not enrolled', async () => {
    const register = await registry();
    await expect(register.revokeKey('00'.repeat(8), 0, 'x')).rejects.toMatchObject({ code: 'registry-unknown-key' });
    await expect(register.retireKey('zz', 0, 'x')).rejects.toMatchObject({ code: 'registry-unknown-key' });
    await expect(register.retireKey('00'.repeat(8), -1, 'x')).rejects.toMatchObject({ code: 'registry-bad-record' });
  });
});

describe("makers' certificates (RFC 8392, RFC 8747)", () => {
  const maker = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const makerKey = maker.publicKey.export({ format: 'jwk' });
  const now = Math.floor(clock.now() / 1000);
  const certify = (instrument: TestInstrument, changes: object = {}, key = maker.privateKey) =>
    toHex(
      issueCertificate(
        {
          issuer: 'Maker',
          ueid: instrument.ueid,
          oemid: new Uint8Array(16),
          hwmodel: new Uint8Array([1]),
          publicKey: instrument.publicKey,
          keyAssurance: 2,
          issuedAt: now,
          ...changes,
        },
        key,
      ),
    );

  it('raise the assurance where the maker is trusted', async () => {
    const register = await registry();
    await register.trustMaker('Good Scales', makerKey);
    const instrument = new TestInstrument();
    const { key } = await register.enrol({ ...instrument.record(), certificate: certify(instrument) });
    expect(key).toMatchObject({ assurance: 'secure-element', certifiedBy: 'Good Scales' });
    expect(toHex(key.certificate!)).toBe(certify(instrument).slice(0, -128) + toHex(key.certificate!).slice(-128));
  });

  it('are needed for it: the word of a file alone is not believed, and that is said', async () => {
    const { key, notes } = await (await registry()).enrol({
      ...new TestInstrument().record(),
      assurance: 'secure-element',
    });
    expect(key.assurance).toBe('low');
    expect(notes[0]).toContain('low assurance');
  });

  it('are refused from a maker that is not trusted, for another instrument or key, expired or cut', async () => {
    const instrument = new TestInstrument();
    const other = new TestInstrument(2);
    const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
    const register = await registry();
    const enrol = (certificate: string) => register.enrol({ ...instrument.record(), certificate });
    await expect(enrol(certify(instrument))).rejects.toMatchObject({ code: 'registry-unknown-maker' });
    await register.trustMaker('Good Scales', makerKey);
    await expect(enrol(certify(instrument, {}, stranger))).rejects.toMatchObject({ code: 'registry-unknown-maker' });
    for (const certificate of [
      certify(other),
      certify(instrument, { publicKey: other.publicKey }),
      certify(instrument, { expires: now - 1 }),
      certify(instrument, { notBefore: now + 60 }),
      certify(instrument).slice(0, -4),
      'not a certificate!',
    ]) {
      await expect(enrol(certificate)).rejects.toMatchObject({ code: 'registry-bad-certificate' });
    }
    expect(await register.instruments()).toEqual([]);
  });
});

describe('import of registers', () => {
  it('reads CSV with Chinese column names, quotes and a byte order mark, and names the lines that are wrong', async () => {
    const register = await registry();
    const [a, b, c] = [new TestInstrument(1), new TestInstrument(2), new TestInstrument(3)];
    const lines = [
      '\ufeffUEID,公钥,出厂编号,地点,地区,准确度等级,reporting_interval',
      `${toHex(a.ueid)},${point(a)},"SN ""A"", 1","菜市场,12",沪,3,600`,
      `${toHex(b.ueid)},${off(b)},SN-B,,,,`,
      '',
      `xyz,${point(b)},SN-B,,,,`,
      `${toHex(c.ueid)},${point(c)},"two`,
      `lines",,苏,3,86400`,
      `${toHex(b.ueid)},${point(b)},SN-B,,,5,`,
      `${toHex(b.ueid)},${point(b)},SN-B,,,,,too many`,
    ];
    const { results, errors } = await register.importCsv(lines.join('\r\n'));
    expect(results.map(({ instrument }) => instrument.serialNumber)).toEqual(['SN "A", 1', 'two\r\nlines']);
    expect(results[0]!.instrument).toMatchObject({
      place: { region: '沪', name: '菜市场,12' },
      data: { accuracyClass: 3, reportingInterval: 600 },
    });
    expect(errors.map(({ line, code }) => [line, code])).toEqual([
      [3, 'registry-bad-key'],
      [5, 'registry-bad-record'],
      [8, 'registry-bad-record'],
      [9, 'registry-bad-record'],
    ]);
    expect(await register.instruments()).toHaveLength(2);
  });

  function off(instrument: TestInstrument): string {
    return point(instrument).slice(0, -2) + (point(instrument).endsWith('00') ? '01' : '00');
  }

  it('says where a quote was never closed', async () => {
    const { errors } = await (await registry()).importCsv('ueid,public_key\n"abc,def\nghi\n');
    expect(errors).toMatchObject([{ line: 2, code: 'registry-bad-record' }]);
  });

  it('refuses CSV without the columns, and text that is no JSON', async () => {
    const register = await registry();
    await expect(register.importCsv('name,key\na,b\n')).rejects.toMatchObject({ code: 'registry-bad-format' });
    await expect(register.importCsv('')).rejects.toMatchObject({ code: 'registry-bad-format' });
    await expect(register.importJson('{"ueid":')).rejects.toMatchObject({ code: 'registry-bad-format' });
  });

  it('reads JSON: one record, an array, or an object with `instruments`', async () => {
    const register = await registry();
    const [a, b, c] = [new TestInstrument(1), new TestInstrument(2), new TestInstrument(3)];
    await register.importJson(JSON.stringify(a.record()));
    await register.importJson(JSON.stringify([b.record()]));
    const { results, errors } = await register.importJson(
      JSON.stringify({
        instruments: [c.record(), { ueid: 7 }, null, { ...a.record(), data: { reportingInterval: 0.5 } }],
      }),
    );
    expect(results).toHaveLength(1);
    expect(errors.map(({ line, code }) => [line, code])).toEqual([
      [2, 'registry-bad-record'],
      [3, 'registry-bad-record'],
      [4, 'registry-bad-record'],
    ]);
    expect(await register.instruments()).toHaveLength(3);
  });
});
