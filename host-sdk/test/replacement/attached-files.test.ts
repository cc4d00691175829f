import { describe, expect, it } from 'vitest';
import { toHex } from '../../src/bytes.js';
import { AttachmentStore, attachmentHash } from '../../src/case-file/attachment-store.js';
import { computeScaleSheet } from '../../src/check-sheets/compute-scale-sheet.js';
import { sheetBytes } from '../../src/check-sheets/sheet-bytes.js';
import { sheetVerification } from '../../src/check-sheets/sheet-verification.js';
import { Ledger } from '../../src/ledger/ledger.js';
import { Registry } from '../../src/registry/registry.js';
import type { AttachedFile } from '../../src/replacement/attached-files.js';
import { CaseBook } from '../../src/replacement/case-book.js';
import type { CaseOutcome } from '../../src/replacement/case-outcome.js';
import type { CaseStep, CaseStepName, DocumentKind } from '../../src/replacement/case-step.js';
import { measurementOf } from '../../src/replacement/measurement-of.js';
import { scaleSheet } from '../check-sheets/sheet-helpers.js';
import { databases } from '../helpers/temporary-database.js';
import { testClock } from '../helpers/temporary-store.js';
import { TestInstrument } from '../helpers/test-instrument.js';
import { newKey } from '../ledger/ledger-helpers.js';
import { type ActorName, actors, hour, monday, pudong } from './case-helpers.js';

const paper = (text: string): AttachedFile => ({
  bytes: new TextEncoder().encode(`%PDF-1.7 ${text}`),
  mediaType: 'application/pdf',
});
const named = (kind: DocumentKind, { bytes }: AttachedFile) => ({ kind, sha256: attachmentHash(bytes) });
const codes = (outcome: CaseOutcome) =>
  outcome.outcome === 'refused' ? outcome.refusals.map(({ code }) => code) : outcome.outcome;

describe.each(databases)('files that come with a step, on $name', ({ open }) => {
  async function desk() {
    const database = await open();
    const clock = testClock(monday + 9 * hour);
    const registry = new Registry(database, clock);
    const ledger = new Ledger({ database, key: newKey() });
    const attachments = new AttachmentStore(database);
    const instrument = new TestInstrument(7);
    await registry.enrol(instrument.record());
    const book = new CaseBook({ database, ledger, registry, clock, attachments });
    const suspect = (who: ActorName, complaint: AttachedFile) =>
      book.suspect(
        {
          ...{ actor: actors[who], at: monday, key: `suspect-${who}`, evidence: [], source: 'complaint' },
          ...{ documents: [named('other', complaint)], instrument: toHex(instrument.ueid), jurisdiction: pudong },
        },
        'C-1',
        [complaint],
      );
    let count = 0;
    const step = async (name: CaseStepName, who: ActorName, changes: Partial<CaseStep>): Promise<CaseStep> => ({
      ...{ name, actor: actors[who], at: monday + hour, key: `k${count++}`, basis: (await book.get('C-1')).last },
      ...{ documents: [], evidence: [], ...changes },
    });
    const addEvidence = async (who: ActorName, file: AttachedFile) =>
      book.take('C-1', await step('add-evidence', who, { documents: [named('other', file)] }), undefined, [file]);
    const kept = async () => {
      const rows = await database.all('SELECT hash FROM attachments');
      return rows.map(([hash]) => toHex(hash as Uint8Array)).sort();
    };
    return { database, registry, ledger, attachments, instrument, book, suspect, step, addEvidence, kept };
  }

  it('are kept when it is taken, and leave nothing when it is refused', async () => {
    const { attachments, book, suspect, step, addEvidence, kept } = await desk();
    const complaint = paper('complaint');
    expect(codes(await suspect('trader', complaint))).toEqual(['case-role']);
    expect(await kept()).toEqual([]);

    expect(codes(await suspect('supervisor', complaint))).toBe('taken');
    const { sha256 } = named('other', complaint);
    expect(await attachments.get(sha256)).toMatchObject({ mediaType: 'application/pdf', bytes: complaint.bytes });
    expect(codes(await suspect('supervisor', complaint))).toBe('repeated');
    expect(codes(await suspect('software', paper('another')))).toBe('taken'); // merged into the open case
    expect(await kept()).toHaveLength(2);

    const reasons = paper('reasons');
    const early = await step('confirm', 'reviewer', { documents: [named('decision-record', reasons)] });
    expect(codes(await book.take('C-1', early, undefined, [reasons]))).toEqual(['case-phase', 'case-check-not-failed']);
    expect(await kept()).not.toContain(attachmentHash(reasons.bytes));
    // What a refused step brought once more, but others keep, stays.
    const again = await step('confirm', 'reviewer', { documents: [named('decision-record', complaint)] });
    expect((await book.take('C-1', again, undefined, [complaint])).outcome).toBe('refused');
    expect(await kept()).toContain(sha256);
    expect(codes(await addEvidence('trader', reasons))).toBe('taken');
    expect(await kept()).toHaveLength(3);
  });

  it('of many that are sent at once, those of the one that is taken are kept', async () => {
    const { book, suspect, step, kept } = await desk();
    await suspect('supervisor', paper('complaint'));
    const papers = Array.from({ length: 8 }, (_, i) => paper(`order ${i}`));
    const steps = await Promise.all(
      papers.map((file) =>
        step('order-check', 'supervisor', {
          inspectors: [actors.inspector.person],
          documents: [named('other', file), named('other', papers[0]!)],
        }),
      ),
    );
    const outcomes = await Promise.all(
      steps.map((one, i) => book.take('C-1', one, undefined, [papers[i]!, papers[0]!])),
    );
    const taken = outcomes.findIndex(({ outcome }) => outcome === 'taken');
    expect(outcomes.filter(({ outcome }) => outcome === 'refused')).toHaveLength(7);
    const [complaint, first, its] = [paper('complaint'), papers[0]!, papers[taken]!].map(({ bytes }) =>
      attachmentHash(bytes),
    );
    expect(await kept()).toEqual([...new Set([complaint, first, its])].sort());
  });

  it('that cannot be kept leave neither the step nor the other files', async () => {
    const { book, ledger, suspect, step, kept } = await desk();
    await suspect('supervisor', paper('complaint'));
    const before = await kept();
    const files = [paper('photograph'), { bytes: new Uint8Array(), mediaType: 'image/jpeg' }];
    const documents = files.map((file) => named('photograph', file));
    const evidence = await step('add-evidence', 'inspector', { documents });
    await expect(book.take('C-1', evidence, undefined, files)).rejects.toMatchObject({ code: 'attachment-empty' });
    expect(await kept()).toEqual(before);
    expect((await ledger.head())!.number).toBe(1);
  });

  it('are looked into before they are kept: raw readings that come to something else are refused', async () => {
    const { book, instrument, suspect, step, kept } = await desk();
    await suspect('supervisor', paper('complaint'));
    await book.take('C-1', await step('order-check', 'supervisor', { inspectors: [actors.inspector.person] }));
    const sheet = scaleSheet({ instrument: toHex(instrument.ueid), at: monday + hour, occasion: 'in-service' });
    const result = computeScaleSheet(sheet);
    const file = { bytes: sheetBytes(result), mediaType: 'application/json' };
    const check = async (outcome: 'pass' | 'fail') => {
      const measurement = { ...measurementOf(sheetVerification(result)), outcome };
      const changes = { documents: [named('check-sheet', file)], measurement };
      return book.take('C-1', await step('record-check', 'inspector', changes), undefined, [file]);
    };
    expect(codes(await check('fail'))).toEqual(['case-sheet-differs']);
    expect(await kept()).toHaveLength(1);
    expect(codes(await check('pass'))).toBe('taken');
    expect(await kept()).toContain(attachmentHash(file.bytes));
  });

  it('must be named by the step, and a book without attachments takes none', async () => {
    const { database, registry, ledger, book, suspect, step, kept } = await desk();
    await suspect('supervisor', paper('complaint'));
    const stray = paper('stray');
    const evidence = await step('add-evidence', 'inspector', { evidence: ['ledger/1'] });
    const refused = { code: 'case-bad-step', message: expect.stringContaining(attachmentHash(stray.bytes)) };
    await expect(book.take('C-1', evidence, undefined, [stray])).rejects.toMatchObject(refused);
    expect(await kept()).toHaveLength(1);
    const asEvidence = { ...evidence, evidence: [`attachment/${attachmentHash(stray.bytes)}`] };
    const bare = new CaseBook({ database, registry, ledger });
    await expect(bare.take('C-1', asEvidence, undefined, [stray])).rejects.toMatchObject({ code: 'case-bad-step' });
    expect(codes(await book.take('C-1', asEvidence, undefined, [stray]))).toBe('taken');
    expect(await kept()).toHaveLength(2);
  });
});
