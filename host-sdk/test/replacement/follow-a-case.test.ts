import { readFileSync } from 'node:fs';
import { expect, it, vi } from 'vitest';
import { checkOnSite } from '../../examples/follow-a-case.js';
import { AttachmentStore } from '../../src/case-file/attachment-store.js';
import { computeSheetBytes } from '../../src/check-sheets/sheet-bytes.js';
import { Ledger } from '../../src/ledger/ledger.js';
import { Registry } from '../../src/registry/registry.js';
import { CaseBook } from '../../src/replacement/case-book.js';
import type { CaseStep } from '../../src/replacement/case-step.js';
import { scaleSheet } from '../check-sheets/sheet-helpers.js';
import { databases } from '../helpers/temporary-database.js';
import { testClock } from '../helpers/temporary-store.js';
import { newKey } from '../ledger/ledger-helpers.js';
import { actors, hour, monday, pudong } from './case-helpers.js';

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');

it('the README shows the example as it is', () => {
  expect(read('../../README.md')).toContain(`\`\`\`ts\n${read('../../examples/follow-a-case.ts')}\`\`\``);
});

it('the example works: 4 g too much at Max of a 3 kg scale is recorded, and who checked may not confirm', async () => {
  const words: string[] = [];
  const log = vi.spyOn(console, 'log').mockImplementation((...all) => void words.push(all.join(' ')));
  const error = vi.spyOn(console, 'error').mockImplementation((...all) => void words.push(all.join(' ')));
  try {
    const database = await databases[0]!.open();
    const clock = testClock(monday + 48 * hour);
    const registry = new Registry(database, clock);
    const attachments = new AttachmentStore(database);
    const book = new CaseBook({
      database,
      ledger: new Ledger({ database, key: newKey() }),
      registry,
      clock,
      attachments,
    });
    const keep = async (bytes: Uint8Array) => (await attachments.put(bytes, 'application/json')).sha256;
    const weighings = scaleSheet().weighings.map((one) =>
      one.load === 3_000_000 ? { ...one, indication: 3_004_000 } : one,
    );
    const readings = scaleSheet({ occasion: 'in-service', weighings });
    const suspicion = {
      actor: actors.software,
      at: monday,
      key: 'evaluation-1',
      documents: [],
      evidence: ['ledger/12'],
      instrument: readings.instrument,
      jurisdiction: pudong,
      source: 'status-evaluation',
    } as const;
    // The example imports the built package, whose classes are others to the compiler.
    const asBuilt = book as unknown as Parameters<typeof checkOnSite>[0];
    const { phase, verification, alone, due } = await checkOnSite(asBuilt, suspicion, readings, keep);
    expect(phase).toEqual({ zh: '待认定', en: 'checked, awaiting decision' });
    expect(verification).toMatchObject({ outcome: 'fail', occasion: 'in-service' });
    expect(alone).toMatchObject({
      refusals: [{ code: 'case-duties' }, { code: 'case-document-missing' }],
    });
    expect(due).toEqual([]);
    const [{ step }] = (await book.history((await book.list())[0]!.id)).slice(-1) as unknown as [{ step: CaseStep }];
    const sheet = await attachments.get(step.documents[0]!.sha256);
    expect(computeSheetBytes(sheet!.bytes).outcome).toBe('fail');
    expect(words.join('\n')).toContain('结论：不合格');
  } finally {
    log.mockRestore();
    error.mockRestore();
  }
});
