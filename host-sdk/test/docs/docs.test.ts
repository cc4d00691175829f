import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Actor,
  openLedgerKey,
  openStore,
  openSupervision,
  type Store,
  type Verification,
} from '@hengzhun/host-sdk';
import { describe, expect, it, vi } from 'vitest';
import { evaluateInstruments } from '../../examples/evaluate-instruments.js';
import { importRecords } from '../../examples/import-records.js';
import { ingestArrivals } from '../../examples/ingest-frames.js';
import { leadACase } from '../../examples/lead-a-case.js';
import { replayTheLedger } from '../../examples/replay-the-ledger.js';
import { sampleOnRecord } from '../../examples/sample-on-record.js';
import { checkTaken, takeAway } from '../../examples/take-away.js';
import { visitTheNearest } from '../../examples/visit-around.js';
import { toHex } from '../../src/bytes.js';
import { scaleSheet } from '../check-sheets/sheet-helpers.js';
import { InstrumentRig } from '../helpers/instrument-rig.js';
import { NobleStandIn, PeripheralStandIn } from '../helpers/noble-stand-in.js';
import { databases } from '../helpers/temporary-database.js';
import { afterThisTest, temporaryFolder } from '../helpers/temporary-store.js';
import { TestInstrument } from '../helpers/test-instrument.js';

const folder = new URL('../../docs/', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');
const pages = readdirSync(folder).filter((name) => name.endsWith('.md'));
const DAY = 86_400_000;

describe('the pages', () => {
  it.each(pages)('%s shows its examples as they are executed here', (page) => {
    const text = readFileSync(new URL(page, folder), 'utf8');
    const blocks = [...text.matchAll(/```ts\n(.*?)```/gs)].map(([, block]) => block!);
    const examples = readdirSync(new URL('../../examples/', import.meta.url));
    const executed = read('./docs.test.ts') + read('../readme.test.ts') + read('../replacement/follow-a-case.test.ts');
    expect(blocks.length > 0 || page === 'README.md').toBe(true);
    for (const block of blocks) {
      const example = examples.find((name) => read(`../../examples/${name}`) === block);
      expect(example, `an example of ${page}: ${block.slice(0, 80)}`).toBeDefined();
      expect(executed).toContain(`../examples/${example!.replace('.ts', '.js')}'`);
    }
  });

  it.each(pages)('%s leads to nothing that is not there', (page) => {
    const text = readFileSync(new URL(page, folder), 'utf8');
    for (const [, target] of text.matchAll(/\]\((?!https?:)([^)#]+)[^)]*\)/g)) {
      expect(existsSync(new URL(target!, folder)), `${page}: ${target}`).toBe(true);
    }
  });

  it('are all in the list of pages and in the README', () => {
    for (const page of pages.filter((name) => name !== 'README.md')) {
      expect(read('../../docs/README.md')).toContain(`(${page})`);
      expect(read('../../README.md')).toContain(`(docs/${page})`);
    }
  });
});

/** Runs an example and gives what it said. */
async function listening<T>(work: () => Promise<T>): Promise<{ result: T; words: string[] }> {
  const words: string[] = [];
  const take = (...all: unknown[]) => void words.push(all.map(String).join(' '));
  const spies = [
    vi.spyOn(console, 'log').mockImplementation(take),
    vi.spyOn(console, 'error').mockImplementation(take),
  ];
  try {
    return { result: await work(), words };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

const now = Date.now();
const day = (at: number) => new Date(at).toISOString().slice(0, 10);
const supervisor: Actor = { person: 'P-2', role: 'supervisor', authority: 'SH-PD' };
const records = {
  authority: [
    { id: 'SH-PD', name: '浦东新区市场监管局', kind: 'administration', region: '310115' },
    { id: 'SH-1', name: '上海市计量院', kind: 'institute', region: '310000' },
  ],
  person: [{ id: 'P-1', name: '张检', roles: ['inspector'], authority: 'SH-1' }],
  standard: [
    {
      ...{ id: 'W-7', name: 'M1 砝码', quantity: 'mass', nominal: 3_000_000, owner: 'SH-1' },
      certificates: [
        {
          ...{ number: 'C-1', issuer: '中国计量院', issued: day(now - 100 * DAY), validUntil: day(now + 200 * DAY) },
          ...{ value: 3_000_000, expandedUncertainty: 90, coverageFactor: 2 },
        },
      ],
    },
  ],
};

describe.each(databases)('the examples on $name', ({ place }) => {
  /** A store with `count` scales that are alike and everything that a check of them refers to. */
  async function market(count: number) {
    const database = await place();
    const store = await openStore(database);
    afterThisTest(() => store.close());
    const instruments = Array.from({ length: count }, (_, index) => new TestInstrument(index + 1));
    const register = instruments.map((one, index) => ({
      ...one.record(),
      ...{
        serialNumber: `HZ-${index}`,
        maker: '沪衡器厂',
        model: 'ACS-3',
        place: { region: '310115', name: '菜市场' },
      },
      data: {
        ...{ instrumentKind: 1, accuracyClass: 3, maximumCapacity: 3_000_000, verificationInterval: 1000 },
        manufactured: '2024',
      },
    }));
    expect((await store.registry.importJson(JSON.stringify(register))).errors).toEqual([]);
    expect((await store.records.importJson(JSON.stringify(records))).errors).toEqual([]);
    const key = openLedgerKey(join(temporaryFolder(), 'ledger.pem'), { create: true });
    return { database, store, instruments, key, ueids: instruments.map((one) => toHex(one.ueid)) };
  }

  const checked = (
    id: string,
    instrument: string,
    error: number,
    kind: Verification['kind'],
    at = now,
  ): Verification => ({
    ...{ id, instrument, kind, at, occasion: 'in-service', standards: ['W-7'], person: 'P-1', authority: 'SH-1' },
    points: [{ quantity: 'mass', nominal: 3_000_000, error, uncertainty: 100, limit: 3000 }],
    outcome: Math.abs(error) > 3000 ? 'fail' : 'pass',
  });

  it('ingest: frames from any transport, each with its outcome', async () => {
    const database = await place();
    const instrument = new TestInstrument();
    const frames = instrument.statuses(3);
    const tampered = Uint8Array.from(frames[2]!);
    tampered[tampered.length - 1]! ^= 1;
    const arrivals = [...frames, tampered].map((bytes) => ({ bytes, link: 'broker/market-12', at: now }));
    const register = JSON.stringify([{ ...instrument.record(), serialNumber: 'HZ-1' }, { ueid: '12' }]);
    const { result, words } = await listening(() => ingestArrivals(database, register, arrivals));
    expect(result).toMatchObject([{ serial: 'HZ-1' }]);
    expect(words[0]).toMatch(/^instrument 2: registry-bad-record: /);
    expect(words.slice(1).map((line) => line.split(' ')[0])).toEqual([
      ...Array(3).fill('frame-accepted'),
      'frame-signature-invalid',
    ]);
  });

  it('records: taken line by line, traced upwards', async () => {
    const { store, ueids } = await market(1);
    const head =
      'id,instrument,kind,at,occasion,outcome,standards,person,authority,quantity,nominal,error,uncertainty,limit';
    const line = (id: string, person: string) =>
      `${id},${ueids[0]},subsequent-verification,${new Date(now - DAY).toISOString()},verification,pass,W-7,${person},SH-1,mass,3000000,400,100,1500`;
    const csv = [head, line('V-1', 'P-1'), line('V-2', 'nobody')].join('\n');
    const { result, words } = await listening(() => importRecords(store, JSON.stringify(records), csv, now));
    expect(result).toEqual({ taken: 1, refused: 1, untraceable: [] });
    expect(words[0]).toMatch(/^line 3: record-unknown-reference: /);
    expect(words[1]).toBe('record/verification/V-1/1 added');
  });

  it('evaluate: one instrument on record, the fleet by false discovery rate', async () => {
    const { store, ueids, key } = await market(3);
    for (const [index, error] of [9000, 9200].entries()) {
      const found = checked(`V-${index}`, ueids[0]!, error, 'in-service-inspection', now - (3 - index) * DAY);
      await store.records.put('verification', found);
    }
    const software: Actor = { person: 'back office 1.0', role: 'software', authority: 'SH-PD' };
    const { result, words } = await listening(() => evaluateInstruments(store, key, software, 'HZ-0', Date.now()));
    expect(result.judgement.level).toBe('out-of-tolerance');
    expect(result.suspected).toEqual([(await store.registry.find('HZ-0'))!.id]);
    expect(words.some((one) => one.includes(' | '))).toBe(true);
    const { result: replayed } = await listening(() => replayTheLedger(store, [key.publicKey], []));
    expect(replayed).toEqual({ holds: true, outcomes: { same: 2 } });
  });

  it('a case: from the suspicion to the decision, with a file that others check', async () => {
    const { store, ueids, key } = await market(1);
    const readings = scaleSheet({
      ...{ instrument: ueids[0]!, occasion: 'in-service', at: now - DAY, person: 'P-1', authority: 'SH-1' },
      standards: [{ id: 'W-7', constant: 0, relative: 3e-5, coverage: 2, validUntil: now + DAY }],
      weighings: scaleSheet().weighings.map((one) =>
        one.load === 3_000_000 ? { ...one, indication: 3_004_000 } : one,
      ),
    });
    const complaint = await openSupervision(store).attachments.put(new TextEncoder().encode('投诉'), 'text/plain');
    const suspicion = {
      ...{
        actor: supervisor,
        at: now - 100 * DAY,
        key: 'complaint-7',
        documents: [],
        evidence: [`attachment/${complaint.sha256}`],
      },
      ...{
        instrument: ueids[0]!,
        jurisdiction: { authority: 'SH-PD', region: '310115' },
        source: 'complaint' as const,
      },
    };
    const people = {
      supervisor,
      inspector: { person: 'P-1', role: 'inspector', authority: 'SH-1' },
      reviewer: { person: 'P-3', role: 'reviewer', authority: 'SH-PD' },
    };
    const reasons = new TextEncoder().encode('%PDF-1.7');
    const { result } = await listening(() => leadACase(store, key, suspicion, readings, reasons, people));
    expect(result.phase).toBe('confirmed');
    expect(toHex(result.archive.subarray(0, 4))).toBe('504b0304'); // a ZIP file
  });

  it('a sample: from the register to the decision and the audit', async () => {
    const { store, key, ueids } = await market(120);
    let clock = now;
    const beacon = {
      source: 'drand quicknet round 4567890',
      notBefore: now + 10_000,
      value: async () => {
        clock = now + 20_000;
        return '0f1e2d3c';
      },
    };
    const verify = async (ueid: string) => checked(`R-${ueid.slice(-4)}`, ueid, 400, 'sampling-verification', clock);
    const { result, words } = await listening(() =>
      sampleOnRecord(store, key, supervisor, beacon, verify, () => (clock += 10)),
    );
    expect(new Set(ueids).size).toBe(120);
    expect(result).toMatchObject({ outcome: 'accepted', strata: [{ size: 120, nonconforming: 0 }] });
    expect(words[0]).toMatch(/^publish now: [0-9a-f]{64} SHA-256 of \d+ bytes$/);
    const { result: replayed } = await listening(() => replayTheLedger(store, [key.publicKey], []));
    // Lot, draw, results, decision, audit.
    const looked = result.strata[0]!.looked;
    expect(replayed).toEqual({ holds: true, outcomes: { same: looked + 4 } });
  });

  it('take away: a signed record and tables, checked by those who have public keys only', async () => {
    const { store, ueids, key, instruments } = await market(2);
    const [first] = instruments as [TestInstrument];
    const arrivals = [first.identity(), ...first.statuses(3)].map((bytes) => ({
      bytes,
      earliest: now - DAY,
      latest: now - DAY,
    }));
    await store.ingest(arrivals.map((one) => ({ ...one, link: 'ble/1', connection: 1 })));
    const inspector: Actor = { person: 'P-1', role: 'inspector', authority: 'SH-1' };
    const to = temporaryFolder();
    const seen = { instrument: ueids[0]!, sheets: [] };
    const { result: taken } = await listening(() => takeAway(store, key, inspector, seen, to));
    expect(readFileSync(join(to, 'record.pdf')).equals(taken.bytes)).toBe(true);
    expect(readFileSync(join(to, 'instruments.parquet'), 'latin1')).toMatch(/^PAR1[\s\S]*PAR1$/);
    expect(readFileSync(join(to, 'history.csv'), 'utf8').split('\r\n')).toHaveLength(1 + 3 * 2 + 1);
    const trusted = { ledger: [key.publicKey], instruments: [first.publicKey] };
    const { result, words } = await listening(() => checkTaken(taken.bytes, taken.statement, trusted));
    expect(result).toEqual({ ok: true, signature: 'good', rules: 'good', level: 'unknown' });
    expect(words[0]).toMatch(/^good pdf-signed /);
  });

  it('replay: a ledger that somebody else signed, or cut, does not hold', async () => {
    const { store, key } = await market(1);
    const other = openLedgerKey(join(temporaryFolder(), 'other.pem'), { create: true });
    await note(store, key);
    const foreign = await listening(() => replayTheLedger(store, [other.publicKey], []));
    expect(foreign.result.holds).toBe(false);
    expect(foreign.words[0]).toMatch(/^entry 1: .* \| the entry is signed by a key that is not to be trusted here$/);
    const cut = await listening(() => replayTheLedger(store, [key.publicKey], [{ number: 2, hash: 'ab' }]));
    expect(cut.result.holds).toBe(false);
  });
});

async function note(store: Store, key: ReturnType<typeof openLedgerKey>): Promise<void> {
  const draft = { kind: 'note', subject: 'case/1', at: now, actor: supervisor, rules: '', evidence: [], body: {} };
  await openSupervision(store, { key }).ledger.append(draft);
}

describe('the example of a visit', () => {
  it('lists who is around, visits the nearest and proves it', async () => {
    const instrument = new TestInstrument();
    const database = join(temporaryFolder(), 'store.db');
    const store = await openStore(database);
    await store.registry.enrol(instrument.record());
    await store.close();
    const noble = new NobleStandIn();
    noble.peripherals.push(new PeripheralStandIn('c0:ff:ee:00:00:01', new InstrumentRig(instrument)));
    const { result, words } = await listening(() => visitTheNearest(database, 200, noble));
    expect(result?.result).toBe('proved');
    expect(words[0]).toMatch(/^c0:ff:ee:00:00:01 -60 says 0, frame 100/);
    expect(words).toContain('challenge good '.concat(result!.steps[3]!.text.en));
    expect(noble.isScanning).toBe(false);
  });
});
