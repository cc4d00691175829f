import { ledgerKeyOf } from '@hengzhun/host-sdk';
import { verifyRecordPdf } from '@hengzhun/host-sdk/reports';
import { describe, expect, it } from 'vitest';
import { newKeyPair } from '../../../protocol/test/support/new-key-pair.js';
import { codeOf, startConsole, visit } from '../helpers/console.js';
import { fleetStore } from '../helpers/console-fleet.js';

async function supervised() {
  const { store } = await fleetStore(4, 90);
  const key = ledgerKeyOf(newKeyPair().privateKey);
  await store.records.put('person', { id: 'P-7', name: '周修', roles: ['repairer'], authority: 'SH-1' });
  const chains = await Promise.all((await store.registry.keys()).map(({ kid }) => store.evaluate(kid)));
  const { instrument } = chains.find(({ chain }) => chain.status !== undefined)!;
  return { store, key, instrument };
}

describe('what is taken away', () => {
  it('is a signed record, by somebody who answers for it, that anyone verifies', async () => {
    const { store, key, instrument } = await supervised();
    const { console } = await startConsole({ store, key });
    const path = `/api/instruments/${instrument.ueid}/record.pdf?language=en`;
    expect(await codeOf(await (await visit(console)).get(path))).toBe('403 tool-console-person-needed');
    expect(await codeOf(await (await visit(console, 'P-7')).get(path))).toBe('403 tool-console-role');
    const inspector = await visit(console, 'P-1');
    const answer = await inspector.get(path);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="[\w.-]+\.pdf"$/);
    const trusted = { ledger: [key.publicKey], instruments: (await store.registry.keys()).map((one) => one.publicKey) };
    const verdict = await verifyRecordPdf(new Uint8Array(await answer.arrayBuffer()), trusted);
    expect(verdict.ok).toBe(true);
    expect(verdict.record?.record.madeBy).toEqual({ person: 'P-1', role: 'inspector', authority: 'SH-1' });
    expect(await codeOf(await inspector.get('/api/visits/none/record.pdf'))).toBe('404 tool-console-visit-unknown');
  });

  it('is not signed where there is no key', async () => {
    const { store, instrument } = await supervised();
    const { console } = await startConsole({ store });
    const inspector = await visit(console, 'P-1');
    expect(inspector.session.canSign).toBe(false);
    const answer = await inspector.get(`/api/instruments/${instrument.ueid}/record.pdf`);
    expect(await codeOf(answer)).toBe('409 ledger-key-missing');
  });

  it('are tables of all instruments and of the history of one, as CSV and as Parquet', async () => {
    const { store, instrument } = await supervised();
    const { console } = await startConsole({ store });
    const visitor = await visit(console);
    for (const table of ['/api/export/instruments', `/api/instruments/${instrument.ueid}/frames`]) {
      const csv = await visitor.get(`${table}.csv`);
      expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
      const bytes = Buffer.from(await csv.arrayBuffer());
      // RFC 4180, with the mark by which spreadsheets know UTF-8.
      expect(bytes.subarray(0, 3).toString('hex')).toBe('efbbbf');
      expect(bytes.toString('utf8').split('\r\n').length).toBeGreaterThan(3);
      const parquet = Buffer.from(await (await visitor.get(`${table}.parquet`)).arrayBuffer());
      expect([parquet.subarray(0, 4).toString(), parquet.subarray(-4).toString()]).toEqual(['PAR1', 'PAR1']);
    }
    expect(await codeOf(await visitor.get('/api/export/instruments.xlsx'))).toBe('400 tool-console-bad-request');
  });
});
