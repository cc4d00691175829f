import { parquetMetadataAsync, parquetReadObjects, parquetSchema } from 'hyparquet';
import { describe, expect, it } from 'vitest';
import { concatBytes, toHex } from '../../src/bytes.js';
import { csvText, parseCsv } from '../../src/registry/csv.js';
import { historyCsv, historyParquet, instrumentsCsv, instrumentsParquet } from '../../src/reports/index.js';
import { writeParquet } from '../../src/reports/tables/write-parquet.js';
import { collect } from '../helpers/temporary-store.js';
import { market, now } from './market.js';

const whole = async (pieces: AsyncIterable<Uint8Array>) => {
  const bytes = Uint8Array.from(concatBytes(await collect(pieces)));
  return bytes.buffer;
};
const csvObjects = (text: string) => {
  const { records, unclosedLine } = parseCsv(text);
  expect(unclosedLine).toBeUndefined();
  const [head, ...lines] = records.map(({ fields }) => fields);
  return lines.map((fields) => Object.fromEntries(head!.map((name, index) => [name, csvText(fields[index] ?? '')])));
};
const columnsOf = (metadata: { key_value_metadata?: { key: string; value?: string }[] | undefined }) =>
  JSON.parse(metadata.key_value_metadata!.find(({ key }) => key === 'hengzhun.columns')!.value!) as {
    name: string;
    unit: string | null;
    zh: string;
    en: string;
  }[];

describe('instruments with their judgements', () => {
  it('the same figures as CSV and as Parquet, as `judge` gives them; progress is told', async () => {
    const { store, instruments } = await market(3);
    const progress: number[][] = [];
    const csv = (await collect(instrumentsCsv(store, { now, onProgress: (...done) => progress.push(done) }))).join('');
    expect(progress).toEqual([1, 2, 3].map((done) => [done, 3]));
    expect(csv.startsWith('\ufeffueid,serial_number,')).toBe(true);
    const rows = csvObjects(csv);
    const file = await whole(instrumentsParquet(store, { now }));
    const read = await parquetReadObjects({ file });
    expect(rows).toHaveLength(3);
    expect(read).toHaveLength(3);
    const judgement = await store.estimates.judge((await store.registry.find(toHex(instruments[0]!.ueid)))!, now);
    const [point] = [...judgement.points].sort((a, b) => b.probability - a.probability);
    expect(read[0]).toMatchObject({
      ...{
        ueid: judgement.instrument,
        serial_number: 'HZ-0',
        maker: '@沪衡器厂',
        kind: 'scale',
        level: judgement.level,
      },
      ...{ probability_outside: judgement.probability, quantity: 'mass', quantity_unit: 'mg', fresh: false },
      ...{ judged_at: new Date(now), nominal: point!.nominal, place: '=菜市场 12 号摊', trader: 'T-1' },
      reasons_zh: judgement.reasons.map(({ text }) => text.zh).join('；'),
    });
    const { error, uncertainty, limit } = read[0] as Record<string, number>;
    expect([error, uncertainty, limit]).toEqual([point!.error, point!.uncertainty, point!.limit]);
    expect(Number(rows[0]!.error)).toBe(error);
    expect(rows[0]!.reasons_en).toBe(judgement.reasons.map(({ text }) => text.en).join('; '));
    expect(rows[0]!.judged_at).toBe(new Date(now).toISOString());
  });

  it('no cell of a CSV runs in a spreadsheet (OWASP, CSV injection); Parquet holds the text itself', async () => {
    const { store } = await market(1);
    const csv = (await collect(instrumentsCsv(store, { now }))).join('');
    expect(csv).toContain(",'=菜市场 12 号摊,T-1,");
    expect(csv).toContain(",'@沪衡器厂,");
    expect(csv).not.toMatch(/[,\n][=@]/);
  });

  it('typed columns (Parquet LogicalTypes): timestamps in UTC, decimals, dates, and units in the metadata', async () => {
    const { store } = await market(1);
    const metadata = await parquetMetadataAsync(await whole(instrumentsParquet(store, { now })));
    const elements = new Map(parquetSchema(metadata).children.map(({ element }) => [element.name, element]));
    expect(elements.get('judged_at')?.logical_type).toEqual({
      type: 'TIMESTAMP',
      isAdjustedToUTC: true,
      unit: 'MILLIS',
    });
    expect(elements.get('error')?.logical_type).toEqual({ type: 'DECIMAL', scale: 4, precision: 18 });
    expect(elements.get('predicted_crossing')?.logical_type).toEqual({ type: 'DATE' });
    expect(elements.get('level')?.logical_type).toEqual({ type: 'STRING' });
    const columns = columnsOf(metadata);
    expect(columns.find(({ name }) => name === 'horizon_days')).toMatchObject({ unit: 'd', zh: '预测期' });
    expect(columns.map(({ name }) => name)).toEqual([...elements.keys()]);
  });

  it('only those that are asked for, and not after it was called off', async () => {
    const { store } = await market(3);
    const rows = csvObjects(
      (await collect(instrumentsCsv(store, { now, only: ({ serialNumber }) => serialNumber === 'HZ-1' }))).join(''),
    );
    expect(rows.map(({ serial_number }) => serial_number)).toEqual(['HZ-1']);
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(collect(instrumentsCsv(store, { now, signal }))).rejects.toThrow('enough');
  });
});

describe('the history of an instrument', () => {
  it('a row for each channel of each status frame, in the units of the channels', async () => {
    const { store, instruments } = await market(1, 30);
    const kid = instruments[0]!.kid;
    const rows = csvObjects((await collect(historyCsv(store, 'HZ-0'))).join(''));
    const read = (await parquetReadObjects({ file: await whole(historyParquet(store, kid)) })) as Record<
      string,
      unknown
    >[];
    expect(rows).toHaveLength(60);
    expect(read).toHaveLength(60);
    // Channel 1 of `TestInstrument` is 40/1000 e with 10/1000 e.
    expect(read[0]).toMatchObject({
      ...{ kid, sequence: 2n, channel: 1, channel_zh: '零点', value: 0.04, uncertainty: 0.01, channel_unit: 'e' },
      ...{ temperature: 21.5, self_state: 'normal', proof: 'covered', forked: false, uptime: 1200n },
    });
    expect(read[0]!.received_latest).toBeInstanceOf(Date);
    expect(rows[0]).toMatchObject({ value: '0.04', sequence: '2', frame: read[0]!.frame });
  });

  it('is cut by sequence numbers, and an unknown instrument is told', async () => {
    const { store } = await market(1, 30);
    const rows = csvObjects((await collect(historyCsv(store, 'HZ-0', { from: 5, to: 6 }))).join(''));
    expect([...new Set(rows.map(({ sequence }) => sequence))]).toEqual(['5', '6']);
    await expect(collect(historyCsv(store, 'nobody'))).rejects.toMatchObject({ code: 'registry-unknown-instrument' });
  });

  it('is written in row groups: no more than one is in memory', async () => {
    const table = {
      name: 'test@1',
      columns: [{ name: 'n', kind: 'count' as const, text: { zh: '数', en: 'number' }, value: (n: number) => n }],
    };
    async function* rows() {
      for (let n = 0; n < 25_000; n++) yield n;
    }
    const pieces = await collect(writeParquet(table, rows()));
    expect(pieces).toHaveLength(3);
    const bytes = Uint8Array.from(concatBytes(pieces));
    const metadata = await parquetMetadataAsync(bytes.buffer);
    expect(metadata.row_groups.map(({ num_rows }) => Number(num_rows))).toEqual([10_000, 10_000, 5000]);
    const read = (await parquetReadObjects({ file: bytes.buffer })) as { n: bigint }[];
    expect(read.every(({ n }, index) => Number(n) === index)).toBe(true);
  });
});
