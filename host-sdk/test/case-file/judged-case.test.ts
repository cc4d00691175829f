import { CHANNEL_SPAN_REFERENCE, packChannel } from '@hengzhun/protocol';
import { describe, expect, it } from 'vitest';
import { toHex } from '../../src/bytes.js';
import { gatherCaseFile } from '../../src/case-file/gather-case-file.js';
import { verifyCaseFile } from '../../src/case-file/verify-case-file.js';
import { writeCaseFile } from '../../src/case-file/write-case-file.js';
import { JudgementBook } from '../../src/estimates/judgement-book.js';
import { Ledger } from '../../src/ledger/ledger.js';
import type { JsonValue } from '../../src/ledger/ledger-entry.js';
import { stepDraft } from '../../src/replacement/case-entries.js';
import { caseRules } from '../../src/replacement/case-rules-1.js';
import { keepVerification } from '../helpers/keep-verification.js';
import { databases } from '../helpers/temporary-database.js';
import { received, temporaryStore, testClock } from '../helpers/temporary-store.js';
import { TestInstrument } from '../helpers/test-instrument.js';
import { newKey } from '../ledger/ledger-helpers.js';
import { CaseDriver, pudong } from '../replacement/case-helpers.js';
import { verification } from '../sampling/sample.js';

const DAY = 86_400_000;
const start = 1_790_000_000_000;
const actor = { person: 'hengzhun 0.1.0', role: 'software', authority: pudong.authority };

/** An instrument is judged from its reports and a verification, and a case is opened on the judgement. */
async function judgedCase(place: string, change: (body: JsonValue) => JsonValue = (body) => body) {
  const clock = testClock(start);
  const store = await temporaryStore({ clock }, place);
  const instrument = new TestInstrument();
  await store.registry.enrol(instrument.record());
  const key = newKey();
  const ledger = new Ledger({ database: store.database, key });
  const ueid = toHex(instrument.ueid);
  const found = verification(ueid, 1.6, { id: 'V1', at: start, kind: 'in-service-inspection' });
  await keepVerification(store, found);
  for (let week = 1; week <= 5; week++) {
    const at = start + 7 * week * DAY;
    const channels = packChannel(CHANNEL_SPAN_REFERENCE, 0, 40 * week, 20);
    await store.ingest([received(instrument.status({ channels }), { earliest: at, latest: at })]);
  }
  const now = start + 36 * DAY;
  clock.set(now);
  const changing = {
    append: (draft: Parameters<Ledger['append']>[0]) =>
      ledger.append(draft.kind === 'judgement' ? { ...draft, body: change(draft.body) } : draft),
    entries: (query: Parameters<Ledger['entries']>[0]) => ledger.entries(query),
  };
  const book = new JudgementBook({ estimates: store.estimates, ledger: changing, actor });
  const { entry } = await book.judge((await store.registry.instruments())[0]!, now);
  const step = new CaseDriver().step('open', 'software', {
    at: now,
    basis: 0,
    instrument: ueid,
    jurisdiction: pudong,
    source: 'status-evaluation',
    evidence: [`ledger/${entry.number}`],
  });
  const opened = await ledger.append(stepDraft('C-1', undefined, step, caseRules));
  const file = await gatherCaseFile('case/C-1', { store, ledger, key, at: now + DAY, by: actor });
  const trusted = { ledger: [key.publicKey], instruments: [instrument.publicKey] };
  return { file, key, trusted, judged: entry.number, opened: opened.number };
}

describe.each(databases)('the case file of a case that a judgement opened, from a store on $name', ({ place }) => {
  it('verifies offline: the judgement is made again from the frames and the verification in it, and the step from the judgement', async () => {
    const { file, key, trusted, judged, opened } = await judgedCase(await place());
    const verdict = await verifyCaseFile(writeCaseFile(file, key), trusted);
    expect(verdict.findings.filter((finding) => finding.verdict === 'bad')).toEqual([]);
    expect(verdict).toMatchObject({ ok: true, decision: opened });
    const good = verdict.findings.filter((finding) => finding.verdict === 'good');
    expect(good.find(({ code }) => code === 'decision-recomputed')?.about).toBe(`ledger/${opened}`);
    // Both of them.
    expect(good.find(({ code }) => code === 'entries-recomputed')?.text.en).toMatch(/^2 entries /);
    expect(good.filter(({ code }) => code === 'rules-same').map(({ about }) => about)).toEqual([
      'hengzhun-replacement@1',
      'hengzhun-estimation@1',
      'hengzhun-judgement@1',
      'hengzhun-status@2',
    ]);
    // Without its frames the judgement cannot be made again.
    const emptied = { ...file, instruments: file.instruments.map((one) => ({ ...one, frames: [] })) };
    const missing = await verifyCaseFile(writeCaseFile(emptied, key), trusted);
    expect(missing.findings.filter((finding) => finding.verdict === 'bad')).toMatchObject([
      { code: 'replay-evidence-missing', about: `ledger/${judged}` },
    ]);
  });

  it('shows that a judgement says something else than its evidence, though the ledger’s own key signed it', async () => {
    const { file, key, trusted, judged } = await judgedCase(await place(), (body) => {
      const copy = structuredClone(body) as { judgement: { level: string } };
      copy.judgement.level = 'normal';
      return copy as unknown as JsonValue;
    });
    const verdict = await verifyCaseFile(writeCaseFile(file, key), trusted);
    const bad = verdict.findings.filter((finding) => finding.verdict === 'bad');
    expect(bad).toMatchObject([{ code: 'replay-different', about: `ledger/${judged}` }]);
    expect(bad[0]!.text.en).toContain('/judgement/level');
  });
});
