import { computeDispenserSheet, computeScaleSheet } from '@hengzhun/host-sdk';
import { describe, expect, it } from 'vitest';
import { dispenserSheet, scaleSheet } from '../../../host-sdk/test/check-sheets/sheet-helpers.js';
import type { ComputeAnswer, DraftAnswer, KeepSheetAnswer, ProceduresAnswer } from '../../src/console/api/sheets.js';
import { codeOf } from '../helpers/console.js';
import { bodyOf, startMarket } from '../helpers/console-market.js';
import { ueidOf } from '../helpers/supervised-market.js';

const year = 365 * 86_400_000;
/** As the page sends it: valid standards, and not older than the register. */
const now = () => Date.now();
const whole = (changes: object = {}) => {
  const { standards, ...rest } = scaleSheet();
  return {
    ...{ ...rest, instrument: ueidOf(0), at: now() },
    standards: standards.map((one) => ({ ...one, validUntil: now() + year })),
    ...changes,
  };
};

describe('check sheets', () => {
  it('are described step by step, in both languages, with units and bounds', async () => {
    const { nobody } = await startMarket();
    const { procedures } = await bodyOf<ProceduresAnswer>(await nobody.get('/api/sheets'));
    expect(procedures.map(({ name }) => name)).toEqual(['r76', 'jjg443']);
    for (const { steps } of procedures) {
      expect(new Set(steps.map(({ id }) => id)).size).toBe(steps.length);
      for (const { title, guidance, fields, shared = [] } of steps) {
        for (const text of [title, guidance]) expect(text.zh).toMatch(/[\u4e00-\u9fff]/);
        for (const field of [...fields, ...shared]) {
          expect(field.label.en).not.toBe('');
          if (field.kind === 'number') expect(field.maximum).toBeGreaterThan(field.minimum!);
        }
      }
    }
    const eccentricity = procedures[0]!.steps.find(({ id }) => id === 'eccentricity')!;
    // R 76-1 A.4.7: each point of support.
    expect(eccentricity).toMatchObject({ clause: expect.stringContaining('A.4.7'), count: { site: 4 } });
  });

  it('begin with what the register says, and the loads of R 76-1 A.4.4.1', async () => {
    const { inspector } = await startMarket();
    const draft = await bodyOf<DraftAnswer>(await inspector.get('/api/sheets/draft?instrument=HZ-0'));
    expect(draft).toMatchObject({
      procedure: 'r76',
      readings: { instrument: ueidOf(0), accuracyClass: 3, maximumCapacity: 3_000_000, verificationInterval: 1000 },
      // Class III with e = 1 g: the limit changes at 500 e and 2000 e (table 6).
      suggestions: { loads: { verification: [0, 500_000, 2_000_000, 3_000_000] }, discrimination: 1400 },
    });
    expect(await codeOf(await inspector.get('/api/sheets/draft?instrument=none'))).toBe('404 tool-unknown-instrument');
  });

  it('are computed reading by reading: what is missing, and where', async () => {
    const { nobody } = await startMarket();
    const compute = async (readings: object) =>
      bodyOf<ComputeAnswer>(await nobody.send('POST', '/api/sheets/compute', { procedure: 'r76', readings }));
    const empty = await compute({});
    expect(empty).toMatchObject({ outcome: 'needs-data', complete: false, points: [], next: 'identity', table: null });
    const plate = {
      ...{ occasion: 'in-service', accuracyClass: 3, maximumCapacity: 3_000_000, minimumCapacity: 20_000 },
      ...{ verificationInterval: 1000, standards: whole().standards },
    };
    // The first row has no indication yet, the second is whole: it is computed, and stands where the person wrote it.
    const weighings = [
      { load: 500_000, direction: 'up', indication: null },
      { load: 3_000_000, direction: 'up', indication: 3_004_000, additional: 500 },
    ];
    const part = await compute({ ...plate, weighings });
    expect(part.points).toMatchObject([
      // R 76-1 A.4.4.3: P = I + 0.5 e − ΔL; in service ± 2 × 1.5 e at 3000 e.
      { test: 'weighing', entries: [1], nominal: 3_000_000, error: 4000, limit: 3000, judgement: 'fail' },
    ]);
    expect(part.outcome).toBe('fail');
    expect(part.complete).toBe(false);
    const codes = part.notes.map(({ code, step, path }) => `${step} ${code} ${path}`);
    expect(codes).toContain('weighing value-missing weighings[0].indication');
    expect(codes).toContain('zero zero-missing ');
    expect(part.steps).toContainEqual({ id: 'weighing', state: 'part', entries: 2 });
    // kg for g: blocked at the reading as the person sees it.
    const blocked = await compute({ ...plate, weighings: [weighings[0], { ...weighings[1], indication: 3000 }] });
    expect(blocked.notes).toContainEqual(
      expect.objectContaining({ code: 'unit-suspicious', severity: 'blocks', path: 'weighings[1]' }),
    );
    expect(blocked).toMatchObject({ outcome: 'incomplete', points: [] });
  });

  it('come to what the SDK makes of the whole sheet', async () => {
    const { nobody } = await startMarket();
    const readings = whole();
    const path = '/api/sheets/compute';
    const scale = await bodyOf<ComputeAnswer>(await nobody.send('POST', path, { procedure: 'r76', readings }));
    const expected = computeScaleSheet(readings as Parameters<typeof computeScaleSheet>[0]);
    expect(scale).toMatchObject({ outcome: 'pass', complete: true, next: null, zeroError: expected.zeroError });
    expect(scale.points.map(({ corrected, expanded }) => [corrected, expanded])).toEqual(
      expected.points.map(({ corrected, judgement }) => [corrected, judgement.expanded]),
    );
    expect(scale.requirements).toEqual(expected.requirements);
    expect(scale.table!.conclusion.zh).toContain('合格');

    const runs = [{ indicated: 20_050 }, { indicated: 20_060 }, { indicated: 20_040, at: 'low' as const }];
    const sheet = dispenserSheet(runs);
    const provers = sheet.provers.map((one) => ({ ...one, validUntil: now() + year }));
    const dispenser = await bodyOf<ComputeAnswer>(
      await nobody.send('POST', path, { procedure: 'jjg443', readings: { ...sheet, provers } }),
    );
    const volume = computeDispenserSheet({ ...sheet, provers });
    expect(dispenser.points).toMatchObject([
      { test: 'runs', entries: [0, 1], nozzle: 0, at: 'high', error: volume.points[0]!.judged.meanError, limit: 0.003 },
    ]);
    expect(dispenser.single).toMatchObject([{ entry: 2 }]);
    expect(dispenser.notes.map(({ code, step }) => `${step} ${code}`)).toContain('runs runs-missing');
  });

  it.each([
    ['an unknown field', { wieghings: [] }, 'wieghings'],
    ['an unknown field of a reading', { weighings: [{ laod: 1 }] }, 'weighings[0].laod'],
    ['a value out of its range', { weighings: [{ load: -1 }] }, 'weighings[0].load'],
    ['text for a number', { maximumCapacity: '3000000' }, 'maximumCapacity'],
    ['a list for an object', { zero: [] }, 'zero'],
    ['an object for a list', { weighings: { length: 3 } }, 'weighings'],
    ['a number for a reading', { weighings: [7] }, 'weighings[0]'],
    ['too many readings', { weighings: Array(201).fill({}) }, 'weighings'],
    ['control characters', { person: 'a\u0007' }, 'person'],
    ['a name of every object', { constructor: 1 }, 'constructor'],
  ])('refuse %s', async (_what, readings, path) => {
    const { nobody } = await startMarket();
    const answer = await nobody.send('POST', '/api/sheets/compute', { procedure: 'r76', readings });
    expect(await answer.clone().json()).toMatchObject({ detail: { path } });
    expect(await codeOf(answer)).toBe('422 sheet-bad-input');
  });

  it('refuse numbers without end, prototypes and other procedures before anything is read', async () => {
    const { nobody, console } = await startMarket();
    const post = (text: string) =>
      fetch(`${console.origin}/api/sheets/compute`, {
        method: 'POST',
        headers: {
          ...{ cookie: nobody.cookie, origin: console.origin, 'content-type': 'application/json' },
          'x-csrf-token': nobody.session.csrfToken,
        },
        body: text,
      });
    expect(await codeOf(await post('{"procedure":"r76","readings":{"maximumCapacity":1e999}}'))).toBe(
      '422 sheet-bad-input',
    );
    const bad = '400 tool-console-bad-request';
    expect(await codeOf(await post('{"procedure":"r76","readings":{"__proto__":{"at":1}}}'))).toBe(bad);
    expect(await codeOf(await post('{"procedure":"r117","readings":{}}'))).toBe(bad);
    expect(await codeOf(await post('{"procedure":"r76","readings":[]}'))).toBe(bad);
    expect(await codeOf(await post(`{"procedure":"r76","readings":{"a":"${'a'.repeat(1_000_000)}"}}`))).toBe(
      '413 tool-console-too-large',
    );
  });

  it('are kept when they are whole, by the inspector who is signed in', async () => {
    const { inspector, supervisor, nobody, store, supervision } = await startMarket();
    const { person: _p, authority: _a, ...readings } = whole();
    const keep = (visitor: typeof inspector, changes = {}) =>
      visitor.send('POST', '/api/sheets', { procedure: 'r76', readings: { ...readings, ...changes } });
    expect(await codeOf(await keep(nobody))).toBe('403 tool-console-person-needed');
    expect(await codeOf(await keep(supervisor))).toBe('403 tool-console-role');
    expect(await codeOf(await keep(inspector, { id: null }))).toBe('422 tool-console-sheet-unfinished');
    expect(await codeOf(await keep(inspector, { weighings: [] }))).toBe('422 sheet-incomplete');
    // Whoever is signed in did it, whatever the readings say.
    const kept = await bodyOf<KeepSheetAnswer>(await keep(inspector, { person: 'P-9' }), 201);
    expect(kept).toMatchObject({ verification: 'S-1', outcome: 'pass', repeated: false });
    expect(await store.records.verification('S-1')).toMatchObject({
      person: 'P-1',
      authority: 'SH-1',
      outcome: 'pass',
    });
    expect(await supervision.attachments.has(kept.sha256)).toBe(true);
    expect(await bodyOf<KeepSheetAnswer>(await keep(inspector), 201)).toMatchObject({ repeated: true });
  });
});
