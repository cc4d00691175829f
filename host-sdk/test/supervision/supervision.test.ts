import { createHash } from 'node:crypto';
import { decodeFrame, frameDigest } from '@hengzhun/protocol';
import { describe, expect, it } from 'vitest';
import { toHex } from '../../src/bytes.js';
import { attachmentHash } from '../../src/case-file/attachment-store.js';
import { verifyCaseFile } from '../../src/case-file/verify-case-file.js';
import { computeScaleSheet } from '../../src/check-sheets/compute-scale-sheet.js';
import { readScaleSheet } from '../../src/check-sheets/scale-sheet.js';
import { sheetBytes } from '../../src/check-sheets/sheet-bytes.js';
import { sheetVerification } from '../../src/check-sheets/sheet-verification.js';
import { frameId } from '../../src/frames/frame-id.js';
import { type Checkpoint, readCheckpoint } from '../../src/ledger/checkpoint.js';
import { provesConsistency } from '../../src/ledger/merkle-proof.js';
import { measurementOf } from '../../src/replacement/measurement-of.js';
import type { Suspicion } from '../../src/replacement/suspicion.js';
import { openSupervision } from '../../src/supervision/open-supervision.js';
import { scaleSheet } from '../check-sheets/sheet-helpers.js';
import { keepVerification } from '../helpers/keep-verification.js';
import { databases } from '../helpers/temporary-database.js';
import { collect, received, temporaryStore, testClock } from '../helpers/temporary-store.js';
import { TestInstrument } from '../helpers/test-instrument.js';
import { newKey } from '../ledger/ledger-helpers.js';
import { hour, monday } from '../replacement/case-helpers.js';
import { alikeLot, DAY, drawnAt, fixedAt, verification as found } from '../sampling/sample.js';

const jurisdiction = { authority: 'SH-PD', region: '310115' };
const supervisor = { person: 'P-2', role: 'supervisor', authority: 'SH-PD' };

/** The identifier that a frame would have in a store. */
function idOf(bytes: Uint8Array): string {
  const frame = decodeFrame(bytes);
  return frameId(toHex(frame.kid), frame.claims.sequence, toHex(frameDigest(frame)));
}

/** A store with everything that a check of one scale refers to. */
async function registered(place: string) {
  const clock = testClock(fixedAt);
  const store = await temporaryStore({ clock }, place);
  const instrument = new TestInstrument();
  const data = { ...instrument.record().data, instrumentKind: 1, accuracyClass: 3 };
  await store.registry.enrol({ ...instrument.record(), data });
  const { errors } = await store.records.importJson(
    JSON.stringify({
      authority: [{ id: 'SH-1', name: '上海市计量院', kind: 'institute', region: '310000' }],
      person: [{ id: 'P-1', name: '张检', roles: ['inspector'], authority: 'SH-1' }],
      standard: [
        {
          ...{ id: 'W-7', name: 'M1 砝码', quantity: 'mass', nominal: 3_000_000, owner: 'SH-1' },
          certificates: [
            {
              ...{ number: 'C-1', issuer: '上海市计量院', issued: '2026-01-10', validUntil: '2026-12-31' },
              ...{ value: 3_000_000, expandedUncertainty: 90, coverageFactor: 2 },
            },
          ],
        },
      ],
    }),
  );
  expect(errors).toEqual([]);
  return { store, clock, instrument };
}

describe.each(databases)('the supervision of a store on $name', ({ place }) => {
  it('leads a case from the suspicion to the check: documents, records, registry and ledger are the same for all its parts', async () => {
    const { store, clock, instrument } = await registered(await place());
    const key = newKey();
    const supervision = openSupervision(store, { key, clock });
    const { cases, attachments, ledger } = supervision;
    const ueid = toHex(instrument.ueid);

    const judged = await supervision
      .judgements({ ...supervisor, role: 'software' })
      .judge((await store.registry.find(ueid))!, monday);
    const suspicion = { actor: supervisor, at: monday, key: 'a', documents: [], source: 'complaint' } as const;
    const evidence = [`ledger/${judged.entry.number}`];
    const invented = { ...suspicion, evidence: ['ledger/2'], instrument: ueid, jurisdiction };
    expect(await cases.suspect(invented, 'C-1')).toMatchObject({ refusals: [{ code: 'case-evidence-unknown' }] });
    const opened = await cases.suspect({ ...suspicion, evidence, instrument: ueid, jurisdiction }, 'C-1');
    expect(opened.outcome).toBe('taken');
    const order = { ...suspicion, name: 'order-check', key: 'b', evidence: [], inspectors: ['P-1'] } as const;
    const { source: _, ...ordered } = order;
    await cases.take('C-1', { ...ordered, basis: (await cases.get('C-1')).last });

    const sheet = computeScaleSheet(
      readScaleSheet(
        scaleSheet({ instrument: ueid, occasion: 'in-service', at: monday + hour, person: 'P-1', authority: 'SH-1' }),
      ),
    );
    const verification = sheetVerification(sheet);
    const check = {
      name: 'record-check',
      actor: { person: 'P-1', role: 'inspector', authority: 'SH-1' },
      at: monday + hour,
      key: 'c',
      basis: (await cases.get('C-1')).last,
      documents: [{ kind: 'check-sheet', sha256: 'a'.repeat(64) }],
      evidence: [],
      measurement: measurementOf(verification),
    } as const;
    // Neither the sheet nor the record is there yet: each part looks into the same store.
    const early = await cases.take('C-1', check);
    expect(early).toMatchObject({
      refusals: [{ code: 'case-attachment-missing' }, { code: 'case-measurement-unknown' }],
    });
    const { record, attachment } = await supervision.keepSheet(sheet);
    expect(record.record.data).toEqual(verification);
    const { sha256 } = attachment;
    expect((await attachments.get(sha256))?.bytes).toEqual(sheetBytes(sheet));
    const taken = await cases.take('C-1', { ...check, documents: [{ kind: 'check-sheet', sha256 }] });
    expect(taken).toMatchObject({ outcome: 'taken', case: { phase: 'awaiting-decision' } });

    const replayed = await collect(supervision.replay());
    expect(replayed.map(({ outcome }) => outcome)).toEqual(['same', 'same', 'same', 'same']);
    expect((await collect(supervision.replay({ from: 3, to: 3 }))).map(({ entry }) => entry.number)).toEqual([3]);

    const archive = await supervision.caseFile('case/C-1', { by: supervisor });
    const verdict = await verifyCaseFile(archive, { ledger: [key.publicKey], instruments: [instrument.publicKey] });
    expect(verdict.findings.filter((one) => one.verdict === 'bad')).toEqual([]);
    expect(verdict).toMatchObject({ ok: true, subject: 'case/C-1', decision: 4 });
    expect((await ledger.head())?.number).toBe(4);
  });

  it('takes of the evidence of a step what is there, and names each identifier that is not', async () => {
    const { store, clock, instrument } = await registered(await place());
    const { cases, attachments } = openSupervision(store, { key: newKey(), clock });
    const [frame, never, forged] = instrument.statuses(3);
    forged![forged!.length - 1]! ^= 1;
    const [accepted] = await store.ingest([received(frame!), received(forged!)]);
    const [refused] = await collect(store.refused());
    const photograph = await attachments.put(Uint8Array.of(7), 'image/jpeg');
    const there = [accepted!.frameId!, refused!.id, `attachment/${photograph.sha256}`, 'record/person/P-1/1'];
    const unknown = [
      idOf(never!),
      `refused/${'0'.repeat(32)}`,
      `attachment/${'0'.repeat(64)}`,
      'record/person/P-1/2',
      'ledger/1',
      'a-word-of-mouth',
    ];
    const ueid = toHex(instrument.ueid);
    const suspicion: Suspicion = {
      ...{
        actor: supervisor,
        at: monday,
        key: 'a',
        documents: [],
        source: 'complaint',
        instrument: ueid,
        jurisdiction,
      },
      evidence: [...there, ...unknown],
    };
    const outcome = await cases.suspect(suspicion, 'C-1');
    expect(outcome).toMatchObject({ refusals: unknown.map((detail) => ({ code: 'case-evidence-unknown', detail })) });
    expect(await cases.list()).toEqual([]);

    // A file that comes with the step is there once the step is taken.
    const file = { bytes: Uint8Array.of(8), mediaType: 'image/jpeg' };
    const evidence = [...there, `instrument/${ueid}`, `attachment/${attachmentHash(file.bytes)}`];
    expect(await cases.suspect({ ...suspicion, evidence }, 'C-1', [file])).toMatchObject({ outcome: 'taken' });
  });

  it('keeps a check sheet whole or not at all', async () => {
    const { store, clock, instrument } = await registered(await place());
    const supervision = openSupervision(store, { clock });
    const sheet = scaleSheet({ instrument: toHex(instrument.ueid), at: monday, person: 'nobody', authority: 'SH-1' });
    const result = computeScaleSheet(readScaleSheet(sheet));
    await expect(supervision.keepSheet(result)).rejects.toMatchObject({ code: 'record-unknown-reference' });
    const sha256 = createHash('sha256').update(sheetBytes(result)).digest('hex');
    expect(await supervision.attachments.has(sha256)).toBe(false);
  });

  it('fixes and draws a lot, and proves that the ledger only grew between two checkpoints', async () => {
    const { store, clock } = await registered(await place());
    const key = newKey();
    const supervision = openSupervision(store, { key, clock });
    const by = { at: fixedAt, actor: supervisor };
    await supervision.lots.fix(alikeLot(), by);
    const first = readCheckpoint((await supervision.checkpoint(fixedAt)).bytes, key.publicKey);
    await supervision.lots.draw('lot-1', '0f1e2d', { ...by, at: fixedAt + 2 * DAY });
    const second = readCheckpoint((await supervision.checkpoint(fixedAt + 2 * DAY)).bytes, key.publicKey);
    const proof = await supervision.consistency(first.number, second.number);
    const headOf = ({ number, root }: Checkpoint) => ({ size: number, root: Buffer.from(root, 'hex') });
    expect(provesConsistency(headOf(first), headOf(second), proof)).toBe(true);
    expect((await collect(supervision.replay({ kind: 'draw' }))).map(({ outcome }) => outcome)).toEqual(['same']);
  });

  it('takes as results of a lot only verifications that are on record, as they are on record', async () => {
    const { store, clock } = await registered(await place());
    const supervision = openSupervision(store, { key: newKey(), clock });
    const { lots, ledger } = supervision;
    await lots.fix(alikeLot(), { at: fixedAt, actor: supervisor });
    const { draw } = await lots.draw('lot-1', '0f1e2d', { at: drawnAt, actor: supervisor });
    const [first, second, third] = draw!.strata[0]!.sample.map((ueid) => found(ueid, 0.4));
    const by = { at: drawnAt + 2 * DAY, actor: supervisor };
    const unrecorded = {
      code: 'sampling-result-unrecorded',
      message: expect.stringContaining(`${first!.id} is not on record. Import it first`),
      detail: { ueid: first!.instrument, verification: first!.id },
    };
    await expect(lots.result('lot-1', first!, by)).rejects.toMatchObject(unrecorded);
    expect((await ledger.head())?.number).toBe(2);

    for (const one of [first!, second!]) await keepVerification(store, one);
    const better = { ...second!, points: second!.points.map((point) => ({ ...point, error: 0 })) };
    const { code } = unrecorded;
    expect(await lots.results('lot-1', [first!, better, third!], by)).toMatchObject([
      { outcome: 'taken', entry: 3 },
      { outcome: 'refused', code, message: expect.stringContaining('on record with something else') },
      { outcome: 'refused', code, message: expect.stringContaining('not on record') },
    ]);
    await lots.result('lot-1', second!, by);
    const replayed = await collect(supervision.replay({ kind: 'sample-result' }));
    expect(replayed.map(({ outcome }) => outcome)).toEqual(['same', 'same']);
  });

  it('without a key reads everything and writes nothing', async () => {
    const { store, clock } = await registered(await place());
    const key = newKey();
    await openSupervision(store, { key, clock }).lots.fix(alikeLot(), { at: fixedAt, actor: supervisor });
    const { lots, cases, ...reading } = openSupervision(store, { clock });
    expect((await lots.find('lot-1'))?.lot.members).toHaveLength(300);
    expect(await cases.list()).toEqual([]);
    expect(reading.ledger).toBeDefined();
    const late = { at: fixedAt + 2 * DAY, actor: supervisor };
    await expect(lots.draw('lot-1', '0f1e2d', late)).rejects.toMatchObject({ code: 'ledger-key-missing' });
    const supervision = openSupervision(store, { clock });
    await expect(supervision.checkpoint()).rejects.toMatchObject({ code: 'ledger-key-missing' });
    const by = supervisor;
    await expect(supervision.caseFile('lot/lot-1', { by })).rejects.toMatchObject({ code: 'ledger-key-missing' });
  });
});
