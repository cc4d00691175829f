import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NozzleRecord } from '../../src/index.js';
import { readNozzles, writeNozzles } from '../../src/registry/read-nozzles.js';
import { temporaryStore } from '../helpers/temporary-store.js';
import { TestInstrument } from '../helpers/test-instrument.js';

const nozzles: NozzleRecord[] = [
  { fuel: '92', minimumFlow: 5000, maximumFlow: 50_000, minimumQuantity: 5000, pulses: 10_000 },
  { fuel: '柴油 0#', minimumFlow: 8000, maximumFlow: 80_000, minimumQuantity: 5000, pulses: 10_000 },
];

/** A scale and a dispenser whose names hold what CSV has to quote. */
async function filled() {
  const { registry } = await temporaryStore();
  const [scale, dispenser] = [new TestInstrument(1), new TestInstrument(2)];
  await registry.enrol({ ...scale.record(), maker: 'A, "B" and\nC', place: { region: '沪', name: '菜市场;12' } });
  await registry.enrol({
    ...dispenser.record(),
    model: '=HYPERLINK("http://example.com")',
    data: {
      instrumentKind: 2,
      reportingInterval: 600,
      typeApproval: 'T',
      batch: '-2024-07',
      manufactured: '2024-05',
      trader: 'T-1',
      observedChannels: [16, 17],
      nozzles: [{ ...nozzles[0]!, fuel: '-10#' }, ...nozzles],
    },
  });
  return registry;
}

const told = async (registry: Awaited<ReturnType<typeof filled>>) =>
  (await registry.instruments()).map(({ ueid, serialNumber, maker, model, data, place, keys }) => ({
    ueid,
    serialNumber,
    maker,
    model,
    data,
    place,
    keys: keys.map(({ kid, assurance }) => [kid, assurance]),
  }));

describe('export', () => {
  it.each([
    ['JSON', 'exportJson', 'importJson'],
    ['CSV', 'exportCsv', 'importCsv'],
  ] as const)('what is exported as %s comes back, dispensers with their nozzles too', async (_, write, read) => {
    const registry = await filled();
    const text = await registry[write]();
    const { registry: other } = await temporaryStore();
    const { results, errors } = await other[read](text);
    expect(errors).toEqual([]);
    expect(results.map(({ outcome }) => outcome)).toEqual(['enrolled', 'enrolled']);
    expect(await told(other)).toEqual(await told(registry));
    expect((await registry[read](text)).results.map(({ outcome }) => outcome)).toEqual(['known', 'known']);
  });

  it('an instrument whose key was retired is exported with it', async () => {
    const registry = await filled();
    const [first] = await registry.instruments();
    await registry.retireKey(first!.keys[0]!.kid, 9, 'board exchanged');
    const { instruments } = JSON.parse(await registry.exportJson());
    expect(instruments[0].publicKey.kid).toBe(first!.keys[0]!.kid);
  });
});

describe('fields that lots are built from', () => {
  it.each([
    ['a day that does not exist', { manufactured: '2026-02-30' }],
    ['a month that does not exist', { manufactured: '2026-13' }],
    ['a date in another form', { manufactured: '5/2026' }],
    ['a batch that breaks a line', { batch: 'a\nb' }],
    ['a NUL', { batch: 'a\0' }],
    ['a trader by name', { trader: '老王' }],
  ])('%s is refused by name', async (_, data) => {
    const { registry } = await temporaryStore();
    const [field] = Object.keys(data);
    const refused = registry.enrol({ ...new TestInstrument(3).record(), data });
    await expect(refused).rejects.toMatchObject({
      code: 'registry-bad-record',
      message: expect.stringContaining(field!),
    });
  });

  it('are read from Chinese columns', async () => {
    const { registry } = await temporaryStore();
    const { publicKey, ueid } = new TestInstrument(5).record();
    const { x, y } = publicKey as { x: string; y: string };
    const point = `04${[x, y].map((one) => Buffer.from(one, 'base64url').toString('hex')).join('')}`;
    const text = `ueid,公钥,型式批准,生产批号,生产日期,经营者\n${ueid},${point},2024F1,B7,2024-05-17,T-1\n`;
    expect((await registry.importCsv(text)).errors).toEqual([]);
    const [{ data }] = (await registry.instruments()) as unknown as [{ data: unknown }];
    expect(data).toEqual({ typeApproval: '2024F1', batch: 'B7', manufactured: '2024-05-17', trader: 'T-1' });
  });
});

describe('nozzles of a record', () => {
  const uint32 = fc.integer({ min: 0, max: 0xffffffff });
  const fuel = fc.string({ minLength: 1, maxLength: 12 }).filter((text) => text.trim() === text && !text.includes('|'));

  it('come back from the text of a CSV field', () => {
    const nozzle = fc
      .record({ fuel, minimumFlow: uint32, maximumFlow: uint32, minimumQuantity: uint32, pulses: uint32 })
      .filter(({ minimumFlow, maximumFlow }) => minimumFlow <= maximumFlow);
    fc.assert(
      fc.property(fc.array(nozzle, { minLength: 1, maxLength: 4 }), (list) => {
        expect(readNozzles(writeNozzles(list))).toEqual(list);
      }),
    );
  });

  const [good] = nozzles;
  it.each<[string, unknown]>([
    ['none', []],
    ['five', Array(5).fill(good)],
    ['one without fuel', [{ ...good, fuel: ' ' }]],
    ['fuel of 13 bytes', [{ ...good, fuel: '汽油汽油1' }]],
    ['half a pulse', [{ ...good, pulses: 0.5 }]],
    ['no flow', [{ ...good, minimumFlow: undefined }]],
    ['flows the wrong way round', [{ ...good, minimumFlow: 60_000 }]],
    ['text with a number missing', '92/5000/50000/5000'],
    ['text that is empty between slashes', '92/5000//5000/10000'],
    ['no list at all', 7],
    ['nozzles that are numbers', [1]],
  ])('are refused: %s', async (_, list) => {
    const { registry } = await temporaryStore();
    const record = { ...new TestInstrument().record(), data: { instrumentKind: 2, nozzles: list } };
    const { errors } = await registry.importJson(JSON.stringify(record));
    expect(errors.map(({ code }) => code)).toEqual(['registry-bad-record']);
  });
});
