import { readdirSync, readFileSync } from 'node:fs';
import Module from 'node:module';
import { afterEach, expect, it, vi } from 'vitest';
import { recordPdf } from '../../src/reports/index.js';
import { inspection } from './record-helpers.js';

type Resolve = (request: string, ...rest: unknown[]) => string;
const node = Module as unknown as { _resolveFilename: Resolve };
const installed = node._resolveFilename;
afterEach(() => {
  node._resolveFilename = installed;
  vi.resetModules();
});

/** The reports as they are on a machine where the optional package was not installed. */
async function withoutFonts() {
  node._resolveFilename = (request, ...rest) => {
    if (request !== '@embedpdf/fonts-sc') return installed(request, ...rest);
    throw Object.assign(new Error(`Cannot find module '${request}'`), { code: 'MODULE_NOT_FOUND' });
  };
  vi.resetModules();
  return import('../../src/reports/index.js');
}

it('without the fonts no record is made, and the error says what to install', async () => {
  const { input, office } = await inspection();
  const reports = await withoutFonts();
  await expect(reports.recordPdf(input, { key: office })).rejects.toMatchObject({
    code: 'report-fonts-missing',
    message: expect.stringContaining('npm install @embedpdf/fonts-sc'),
  });
});

it('without the fonts a record is checked all the same, save that it is not laid out again', async () => {
  const { input, office, instrument } = await inspection();
  const { bytes } = await recordPdf(input, { key: office });
  const reports = await withoutFonts();
  const verdict = await reports.verifyRecordPdf(bytes, {
    ledger: [office.publicKey],
    instruments: [instrument.publicKey],
  });
  expect(verdict).toMatchObject({ ok: true, signature: { verdict: 'open' }, rules: { verdict: 'good' } });
  expect(verdict.signature.findings).toContainEqual(
    expect.objectContaining({
      code: 'print-not-compared',
      text: expect.objectContaining({ en: expect.stringContaining('not installed here') }),
    }),
  );
});

it('the main entry loads nothing of the reports', () => {
  const source = new URL('../../src/', import.meta.url);
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  const outside = files.filter((name) => !name.startsWith('reports'));
  expect(outside.length).toBeGreaterThan(400);
  for (const name of outside) {
    expect(readFileSync(new URL(name, source), 'utf8'), name).not.toMatch(
      /from '(\.\.?\/.*reports\/|pdfkit|pkijs|qrcode|hyparquet)/,
    );
  }
});
