import { generateKeyPairSync } from 'node:crypto';
import { KEY_ASSURANCE_SECURE_ELEMENT, LIFE_STAGE_BORN, LIFE_STAGE_COMMISSIONED } from '@hengzhun/protocol';
import { describe, expect, it } from 'vitest';
import { certifyBirth, witnessBirth } from '../../src/index.js';
import { connected } from '../helpers/connected.js';
import { until } from '../helpers/socat.js';
import { temporaryStore } from '../helpers/temporary-store.js';
import { TestInstrument } from '../helpers/test-instrument.js';

async function newborn(changes: TestInstrument['identityChanges'] = {}) {
  const instrument = new TestInstrument();
  instrument.identityChanges = { lifeStage: LIFE_STAGE_BORN, ...changes };
  return connected(instrument);
}

const dispenser = {
  instrumentKind: 2 as const,
  reportingInterval: 600,
  typeApproval: '',
  serialNumber: 'SN-9',
  keyAssurance: KEY_ASSURANCE_SECURE_ELEMENT,
  observedChannels: '\x10',
  nozzles: [{ fuel: '92', minimumFlow: 5000, maximumFlow: 50_000, minimumQuantity: 5000, pulses: 10_000 }],
  unobserved: 1 << 6,
};

describe('birth', () => {
  it('the key is taken with proof of possession, certified, and enrols', async () => {
    const { stream, instrument } = await newborn({ data: dispenser, element: '\x01\x23\x45\x67\x89\xab\xcd\xef\xee' });
    const birth = await witnessBirth(stream, { ueid: instrument.ueid });
    expect(birth.kid).toBe(instrument.kid);
    expect(birth.identity.verified).toBe(true);

    const maker = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const record = certifyBirth(birth, maker.privateKey, { maker: '衡准', issuedAt: Math.floor(Date.now() / 1000) });
    const store = await temporaryStore();
    await store.registry.trustMaker('衡准', maker.publicKey.export({ format: 'jwk' }));
    const { key, instrument: enrolled, notes } = await store.registry.enrol(record);
    expect(notes).toEqual([]);
    expect(key).toMatchObject({ kid: instrument.kid, assurance: 'secure-element', certifiedBy: '衡准' });
    expect(enrolled.serialNumber).toBe('SN-9');
    expect(enrolled.data).toMatchObject({ instrumentKind: 2, nozzles: dispenser.nozzles, observedChannels: [16] });
  });

  it('an assurance without an element is certified as low', async () => {
    const { stream, instrument } = await newborn({ data: dispenser });
    const birth = await witnessBirth(stream, { ueid: instrument.ueid, element: false });
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    expect(certifyBirth(birth, privateKey, { maker: 'm', issuedAt: 1 }).assurance).toBe('low');
  });

  it('an instrument that still makes its key is asked again', async () => {
    const { rig, stream, instrument } = await newborn();
    rig.faults.busy = 1;
    const birth = witnessBirth(stream, { ueid: instrument.ueid });
    await until(() => rig.requests.length === 1);
    rig.faults.busy = 0;
    expect((await birth).kid).toBe(instrument.kid);
    expect(rig.requests).toEqual(['key', 'key', 'identify']);
    rig.faults.busy = 9;
    const impatient = witnessBirth(stream, { ueid: instrument.ueid }, { patience: 8000 });
    await expect(impatient).rejects.toMatchObject({ code: 'request-busy' });
  });

  it('a key that the instrument does not hold is refused', async () => {
    const { rig, stream, instrument } = await newborn();
    rig.faults.key = new TestInstrument().publicKey;
    const birth = witnessBirth(stream, { ueid: instrument.ueid }, { timeout: 50 });
    await expect(birth).rejects.toMatchObject({ code: 'birth-no-proof' });
  });

  it.each([
    ['birth-wrong-instrument', {}, { ueid: new Uint8Array(17) }],
    ['birth-not-newborn', { lifeStage: LIFE_STAGE_COMMISSIONED }, {}],
    ['birth-no-element', { data: dispenser }, {}],
    ['birth-no-element', {}, { element: true }],
  ])('%s', async (code, changes, expected) => {
    const { stream, instrument } = await newborn(changes);
    await expect(witnessBirth(stream, { ueid: instrument.ueid, ...expected })).rejects.toMatchObject({ code });
  });
});
