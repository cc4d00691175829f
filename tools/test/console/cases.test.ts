import { openCaseFile, provisionalCalendar, shanghaiDate, workingDaysBetween } from '@hengzhun/host-sdk';
import { describe, expect, it } from 'vitest';
import { scaleSheet } from '../../../host-sdk/test/check-sheets/sheet-helpers.js';
import type {
  AttachmentAnswer,
  CaseAnswer,
  CaseRefused,
  CasesAnswer,
  CaseTaken,
  CaseWordsAnswer,
} from '../../src/console/api/cases.js';
import type { KeepSheetAnswer } from '../../src/console/api/sheets.js';
import { codeOf, movableClock, startConsole, type Visitor, visit } from '../helpers/console.js';
import { bodyOf, startMarket } from '../helpers/console-market.js';
import { register, ueidOf } from '../helpers/supervised-market.js';

const day = 86_400_000;
const opening = (changes: object = {}) => ({
  ...{ key: 'open-1', instrument: 'HZ-0', source: 'status-evaluation', region: '310115', judge: true },
  ...changes,
});
const upload = async (visitor: Visitor, text: string) =>
  (await bodyOf<AttachmentAnswer>(await visitor.send('POST', '/api/attachments', Buffer.from(text)), 201)).sha256;

async function openedCase(market: Awaited<ReturnType<typeof startMarket>>) {
  const { id } = await bodyOf<CaseTaken>(await market.supervisor.send('POST', '/api/cases', opening()), 201);
  const page = async (visitor = market.supervisor) => bodyOf<CaseAnswer>(await visitor.get(`/api/cases/${id}`));
  let count = 0;
  const take = async (visitor: Visitor, name: string, fields: object = {}) => {
    const basis = (await page()).last;
    return visitor.send('POST', `/api/cases/${id}/steps`, { key: `k-${++count}`, name, basis, ...fields });
  };
  return { id, page, take };
}

describe('cases', () => {
  it('are opened once, on the judgement that was made for them', async () => {
    const { supervisor, inspector, reviewer, nobody } = await startMarket();
    const open = (visitor: Visitor, changes = {}) => visitor.send('POST', '/api/cases', opening(changes));
    expect(await codeOf(await open(nobody))).toBe('403 tool-console-person-needed');
    expect(await codeOf(await open(reviewer))).toBe('403 tool-console-role');
    expect(await codeOf(await open(supervisor, { instrument: 'none' }))).toBe('404 tool-unknown-instrument');
    expect(await codeOf(await open(supervisor, { source: 'rumour' }))).toBe('400 tool-console-bad-request');
    expect(await codeOf(await open(supervisor, { surprise: 1 }))).toBe('400 tool-console-bad-request');
    const bare = await bodyOf<CaseRefused>(await open(supervisor, { judge: false }), 409);
    expect(bare).toMatchObject({ code: 'tool-console-case-refused', refusals: [{ code: 'case-evidence-missing' }] });

    const opened = await bodyOf<CaseTaken>(await open(supervisor), 201);
    expect(opened).toMatchObject({ outcome: 'taken', phase: 'suspected' });
    // Another suspicion of the same instrument goes into the same case.
    const merged = await bodyOf<CaseTaken>(await open(inspector, { key: 'open-2', source: 'inspection' }), 201);
    expect(merged.id).toBe(opened.id);
    const { cases, next } = await bodyOf<CasesAnswer>(await nobody.get('/api/cases'));
    expect(next).toBeNull();
    expect(cases).toMatchObject([
      {
        id: opened.id,
        serialNumber: 'HZ-0',
        phaseText: { zh: '疑似失准' },
        regionName: '上海市浦东新区',
        urgency: 'later',
      },
    ]);
  });

  it('say what may be done next, by whom, and what stands against it', async () => {
    const market = await startMarket();
    const { page, take } = await openedCase(market);
    const { supervisor, inspector, reviewer, nobody } = market;
    expect((await page(nobody)).steps).toEqual([]);
    const bySupervisor = (await page()).steps;
    expect(bySupervisor.find(({ name }) => name === 'order-check')).toMatchObject({
      ...{ allowed: true, refusals: [], fields: ['inspectors'], text: { zh: '安排现场核查' } },
    });
    // Steps of other phases are not offered at all.
    expect(bySupervisor.map(({ name }) => name)).not.toContain('confirm');
    expect((await page(inspector)).steps.find(({ name }) => name === 'order-check')).toMatchObject({
      ...{ allowed: false, roles: [{ name: 'supervisor' }] },
      refusals: [{ code: 'case-role' }, { code: 'case-authority' }],
    });
    const { refusals = [] } = await bodyOf<CaseRefused>(await take(inspector, 'order-check'), 409);
    expect(refusals.map(({ code }) => code)).toEqual(['case-role', 'case-authority', 'case-field-missing']);
    await bodyOf(await take(supervisor, 'order-check', { inspectors: ['P-1'] }));
    // A decision on what was before that is stale.
    const stale = await take(supervisor, 'withdraw', { basis: 1, reason: '误报' });
    expect((await bodyOf<CaseRefused>(stale, 409)).refusals).toMatchObject([{ code: 'case-step-stale' }]);
    expect((await page(reviewer)).steps.every(({ name, allowed }) => !allowed || name === 'add-evidence')).toBe(true);
  });

  it('go from the check with its sheet to the prohibition; the person who checked does not decide', async () => {
    const market = await startMarket();
    const { supervisor, inspector, reviewer } = market;
    const { id, page, take } = await openedCase(market);
    await bodyOf(await take(supervisor, 'order-check', { inspectors: ['P-1'] }));
    const { standards, weighings, person: _p, authority: _a, ...rest } = scaleSheet({ occasion: 'in-service' });
    const readings = {
      ...{ ...rest, instrument: ueidOf(0), at: Date.now() },
      standards: standards.map((one) => ({ ...one, validUntil: Date.now() + 365 * day })),
      weighings: weighings.map((one) => (one.load < 3_000_000 ? one : { ...one, indication: 3_004_000 })),
    };
    const sheet = await bodyOf<KeepSheetAnswer>(
      await inspector.send('POST', '/api/sheets', { procedure: 'r76', readings }),
      201,
    );
    const check = { measurement: sheet.verification, documents: [{ kind: 'check-sheet', sha256: sheet.sha256 }] };
    expect(await codeOf(await take(inspector, 'record-check', { ...check, measurement: 'S-99' }))).toBe(
      '404 record-unknown',
    );
    const repeated = { ...check, key: 'check', at: Date.now() };
    await bodyOf(await take(inspector, 'record-check', repeated));
    expect(await bodyOf(await take(inspector, 'record-check', repeated))).toMatchObject({ outcome: 'repeated' });

    const reasons = await upload(reviewer, '%PDF-1.7 reasons');
    const confirm = { documents: [{ kind: 'decision-record', sha256: reasons }] };
    expect(
      (await page(inspector)).steps.find(({ name }) => name === 'confirm')!.refusals.map(({ code }) => code),
    ).toContain('case-duties');
    const nowhere = { documents: [{ kind: 'decision-record', sha256: '0'.repeat(64) }] };
    expect((await bodyOf<CaseRefused>(await take(reviewer, 'confirm', nowhere), 409)).refusals).toMatchObject([
      { code: 'case-attachment-missing' },
    ]);
    expect(await bodyOf(await take(reviewer, 'confirm', confirm))).toMatchObject({ phase: 'confirmed' });
    const prohibit = { seals: ['F-1'], documents: [{ kind: 'prohibition-notice', sha256: reasons }] };
    await bodyOf(await take(supervisor, 'prohibit', prohibit));

    const { history, finding, deadlines, summary } = await page();
    expect(finding).toBe('out-of-tolerance');
    expect(history.map(({ name }) => name)).toEqual(['open', 'order-check', 'record-check', 'confirm', 'prohibit']);
    expect(history[2]).toMatchObject({
      ...{ from: 'on-site-check', to: 'awaiting-decision', actor: { person: 'P-1' }, roleText: { zh: '检定员' } },
      measurement: { verification: 'S-1', outcome: 'fail', kind: { text: { zh: '使用中检查' } } },
      documents: [{ kind: 'check-sheet', stored: { mediaType: 'application/json' } }],
    });
    // 行政强制法 Art. 25: 30 days for a prohibition; 5 working days of this product for the next decision.
    expect(deadlines.map(({ what, origin }) => `${what} ${origin}`).sort()).toEqual([
      'phase product',
      'prohibition statute',
    ]);
    expect(summary.dueAt).toBe(deadlines[0]!.end);

    const file = await supervisor.get(`/api/cases/${id}/file`);
    expect(file.headers.get('content-disposition')).toBe(`attachment; filename="case-${id}.zip"`);
    expect(openCaseFile(new Uint8Array(await file.arrayBuffer())).subject).toBe(`case/${id}`);
    expect(await codeOf(await market.nobody.get(`/api/cases/${id}/file`))).toBe('403 tool-console-person-needed');
  });

  it('are listed by state and deadline, counted in working days, page by page', async () => {
    const clock = movableClock();
    const { supervisor, console } = await startMarket(5, clock);
    let visitor = supervisor;
    for (let i = 0; i < 5; i++) {
      await bodyOf(await supervisor.send('POST', '/api/cases', opening({ instrument: `HZ-${i}`, key: `k${i}` })), 201);
    }
    const list = async (query: string) => bodyOf<CasesAnswer>(await visitor.get(`/api/cases?${query}`));
    const seen: string[] = [];
    let cursor = '';
    do {
      const { cases, next } = await list(`limit=2${cursor && `&cursor=${cursor}`}`);
      seen.push(...cases.map(({ id }) => id));
      cursor = next ?? '';
    } while (cursor !== '');
    expect(new Set(seen).size).toBe(5);
    expect((await list('deadline=soon')).cases).toEqual([]);
    expect((await list('state=ended')).cases).toEqual([]);
    expect((await list('region=33')).cases).toEqual([]);
    expect((await list('region=3101&phase=suspected')).cases).toHaveLength(5);
    const { dueAt } = (await list('')).cases[0]!;
    // On the last day of the deadline: due soon, and not overdue before the day has ended.
    clock.advance(dueAt! - 60_000 - Date.now());
    visitor = await visit(console, 'P-2');
    expect((await list('deadline=overdue')).cases).toEqual([]);
    expect((await list('deadline=soon')).cases).toHaveLength(5);
    clock.advance(120_000);
    expect((await list('deadline=overdue')).cases).toHaveLength(5);
    const { deadlines } = await bodyOf<CaseAnswer>(await visitor.get(`/api/cases/${seen[0]}`));
    const workingDays = workingDaysBetween(shanghaiDate(dueAt! - 1), shanghaiDate(clock.now()), provisionalCalendar);
    expect(deadlines).toMatchObject([{ what: 'phase', urgency: 'overdue', workingDays }]);
  });

  it('refuse what is no case, no cursor, no identifier', async () => {
    const { supervisor } = await startMarket();
    expect(await codeOf(await supervisor.get('/api/cases/none'))).toBe('404 case-unknown');
    const step = { key: 'k', name: 'confirm', basis: 0 };
    expect(await codeOf(await supervisor.send('POST', '/api/cases/none/steps', step))).toBe('404 case-unknown');
    for (const query of ['cursor=%00', 'limit=0', 'limit=501', 'phase=none', 'region=3x', 'other=1', 'instrument=1']) {
      expect(await codeOf(await supervisor.get(`/api/cases?${query}`)), query).toBe('400 tool-console-bad-request');
    }
    const words = await bodyOf<CaseWordsAnswer>(await supervisor.get('/api/cases/words'));
    expect(words.steps).toHaveLength(29);
    expect(words.documents).toContainEqual({ name: 'photograph', text: { zh: '照片', en: 'photograph' } });
  });
});

describe('attachments', () => {
  it('are kept under the hash of their bytes, once, with their media type', async () => {
    const { supervisor, nobody, console } = await startMarket();
    const bytes = Buffer.from('{"not":"parsed"}');
    const send = (query: string, type: string | undefined, body: Buffer = bytes) =>
      fetch(`${console.origin}/api/attachments${query}`, {
        method: 'POST',
        headers: {
          ...{ cookie: supervisor.cookie, origin: console.origin, 'x-csrf-token': supervisor.session.csrfToken },
          ...(type !== undefined && { 'content-type': type }),
        },
        body: new Uint8Array(body),
      });
    const kept = await bodyOf<AttachmentAnswer>(await send('', 'application/json; charset=utf-8'), 201);
    expect(kept).toMatchObject({ mediaType: 'application/json', size: 16 });
    expect((await send(`?sha256=${kept.sha256}`, 'application/json')).status).toBe(200);
    expect(await codeOf(await send(`?sha256=${'0'.repeat(64)}`, 'text/plain'))).toBe(
      '422 tool-console-attachment-differs',
    );
    expect(await codeOf(await send('', 'text/plain', Buffer.alloc(0)))).toBe('422 attachment-empty');
    expect(await codeOf(await send('', undefined))).toBe('415 attachment-bad-type');
    expect(await codeOf(await send('', 'no type at all'))).toBe('415 tool-console-media-type');
    const found = await nobody.get(`/api/attachments/${kept.sha256}`);
    expect(Buffer.from(await found.arrayBuffer())).toEqual(bytes);
    // An uploaded page must not run in the console's origin.
    expect(found.headers.get('content-security-policy')).toContain('sandbox');
    expect(found.headers.get('content-disposition')).toMatch(/^attachment/);
    expect(await codeOf(await nobody.get(`/api/attachments/${'0'.repeat(64)}`))).toBe(
      '404 tool-console-attachment-unknown',
    );
    expect(await codeOf(await nobody.send('POST', '/api/attachments', bytes))).toBe('403 tool-console-person-needed');
  });

  it('are bounded', async () => {
    const { supervisor } = await startMarket();
    const large = Buffer.alloc(2 ** 25 + 1);
    expect(await codeOf(await supervisor.send('POST', '/api/attachments', large))).toBe('413 tool-console-too-large');
  });
});

it('without the key of the ledger everything is for reading', async () => {
  const { console, store } = await startConsole();
  await store.registry.importJson(JSON.stringify(register(1)));
  const supervisor = await visit(console, 'P-2');
  expect(await codeOf(await supervisor.send('POST', '/api/cases', opening()))).toBe('409 ledger-key-missing');
  expect((await supervisor.get('/api/cases')).status).toBe(200);
});
