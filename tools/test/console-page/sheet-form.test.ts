import { describe, expect, it } from 'vitest';
import { computeScaleSheet, readScaleSheet } from '../../../host-sdk/src/index.js';
import type { DraftAnswer, Procedure, SheetField, SheetStep } from '../../src/console/api/sheets.js';
import { draftOfInstrument } from '../../src/console/routes/sheets/draft-of-instrument.js';
import { procedures } from '../../src/console/routes/sheets/procedures.js';
import {
  beginSheet,
  entryPath,
  fieldPath,
  fieldText,
  formOfDraft,
  readField,
  rowsOf,
  type SheetForm,
  sheetReadings,
  withoutRow,
} from '../../web/src/views/sheet/sheet-form.js';

const now = Date.UTC(2026, 10, 27, 3, 4, 5);
const scale: Procedure = procedures.r76;
const draft: DraftAnswer = draftOfInstrument(
  {
    ueid: `01${'ab'.repeat(16)}`,
    data: {
      instrumentKind: 1,
      accuracyClass: 3,
      maximumCapacity: 3_000_000,
      minimumCapacity: 20_000,
      verificationInterval: 1000,
    },
  } as Parameters<typeof draftOfInstrument>[0],
  now,
);
const step = (id: string): SheetStep => scale.steps.find((one) => one.id === id)!;
const field = (of: string, name: string): SheetField => step(of).fields.find((one) => one.name === name)!;

/** What a person would type into every field that is open, for a scale that shows what lies on it. */
function filled(form: SheetForm, occasion: string): SheetForm {
  const texts: Record<string, string> = {
    ...form.texts,
    'standards[0].id': 'W-7',
    'standards[0].constant': '0.001',
    'standards[0].relative': '0.000005',
    'standards[0].coverage': '2',
    'standards[0].validUntil': '2027-06-01',
    'zero.load': '10',
    'zero.indication': '10',
    'zero.additional': '0.5',
    'discrimination[0].load': '1500',
    'discrimination[0].indication': '1500',
    'discrimination[0].added': '1.4',
    'discrimination[0].after': '1501',
  };
  for (const id of ['weighing', 'eccentricity', 'repeatability']) {
    const of = step(id);
    for (let row = 0; row < rowsOf(of, form, occasion); row++) {
      const base = entryPath(of, row);
      const load = of.place.shape === 'readings' ? `${of.place.at}.load` : `${base}.load`;
      texts[`${base}.indication`] = form.texts[load]!;
      texts[`${base}.additional`] = '0.5';
    }
  }
  return { ...form, texts };
}

describe('a check sheet as it is typed', () => {
  it('begins with the loads of R 76-1 A.4.4.1, up and, at a verification, down again', () => {
    const loads = (occasion: string) => {
      const { texts, rows } = formOfDraft(scale, draft, occasion);
      return Array.from(
        { length: rows.weighing! },
        (_, row) => `${texts[`weighings[${row}].load`]} ${texts[`weighings[${row}].direction`]}`,
      );
    };
    expect(loads('in-service')).toEqual(['1500 up', '3000 up']);
    expect(loads('verification')).toEqual([
      '20 up',
      '500 up',
      '2000 up',
      '3000 up',
      '2000 down',
      '500 down',
      '20 down',
    ]);
  });

  it.each(['verification', 'in-service'])('filled in as it proposes, lacks nothing: %s', (occasion) => {
    const form = filled(
      { ...formOfDraft(scale, { ...draft, readings: { ...draft.readings, occasion } }, occasion) },
      occasion,
    );
    const readings = sheetReadings(scale, form, { ...draft.readings, occasion }, occasion);
    const sheet = readScaleSheet({ ...readings, id: 'c-1', person: 'P-1', authority: 'SH-1' });
    const { findings, outcome } = computeScaleSheet(sheet);
    expect(findings).toEqual([]);
    expect(outcome).toBe('pass');
  });

  it('goes in the units of the API: g are typed and mg sent, exactly', () => {
    const form: SheetForm = { texts: { 'weighings[0].load': '0.1', 'weighings[0].indication': '1.005' }, rows: {} };
    expect(sheetReadings(scale, form, {}, 'in-service').weighings).toEqual([{ load: 100, indication: 1005 }]);
    expect(fieldText(field('weighing', 'load'), 1005)).toBe('1.005');
  });

  it('leaves out rows at the end in which nothing stands, and keeps the place of one in between', () => {
    const form: SheetForm = { texts: { 'weighings[2].load': '5' }, rows: { weighing: 6 } };
    expect(sheetReadings(scale, form, {}, 'in-service').weighings).toEqual([{}, {}, { load: 5000 }]);
    expect(sheetReadings(scale, { texts: {}, rows: { weighing: 6 } }, {}, 'in-service')).not.toHaveProperty(
      'weighings',
    );
  });

  it('what is deleted is gone, and what cannot be read is not sent', () => {
    const texts = { scaleInterval: '', supports: 'four' };
    const readings = sheetReadings(scale, { texts, rows: {} }, { scaleInterval: 500, supports: 4 }, 'in-service');
    expect(readings).not.toHaveProperty('scaleInterval');
    expect(readings).not.toHaveProperty('supports');
  });

  it('a moment that nobody changed keeps its seconds; one that somebody typed is by the clock of Shanghai', () => {
    const form = beginSheet(scale, draft, now);
    expect(form.texts.at).toBe('2026-11-27T11:04');
    expect(sheetReadings(scale, form, draft.readings, 'in-service').at).toBe(now);
    const moved = { ...form, texts: { ...form.texts, at: '2026-11-27T12:00' } };
    expect(sheetReadings(scale, moved, draft.readings, 'in-service').at).toBe(Date.UTC(2026, 10, 27, 4));
    // A certificate holds until the end of its last day.
    expect(readField(field('standards', 'validUntil'), '2027-06-01')).toBe(Date.parse('2027-06-01T23:59:59+08:00'));
  });

  it('without one of its rows the rows behind move up', () => {
    const form: SheetForm = {
      texts: { 'weighings[0].load': '1', 'weighings[1].load': '2', 'weighings[2].load': '3' },
      rows: { weighing: 3 },
    };
    const less = withoutRow(step('weighing'), form, 1, 3);
    expect(less).toEqual({ texts: { 'weighings[0].load': '1', 'weighings[1].load': '3' }, rows: { weighing: 2 } });
  });

  it('has one path for each value, for every field of both procedures', () => {
    for (const procedure of Object.values(procedures)) {
      const paths = procedure.steps.flatMap((one) => [
        ...one.fields.map((of) => fieldPath(entryPath(one, 0), of)),
        ...(one.place.shape === 'readings' ? (one.shared ?? []).map((of) => `${one.place.at}.${of.name}`) : []),
      ]);
      expect(new Set(paths).size).toBe(paths.length);
    }
  });
});
