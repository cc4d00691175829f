import type { DraftAnswer, Procedure, SheetField, SheetStep } from '../../api/types.js';
import { decimalText, parseDecimal } from '../../components/decimal.js';

/** A sheet as it is being typed: texts by path in the readings (`weighings[2].indication`), and how many rows each list has. */
export interface SheetForm {
  readonly texts: Readonly<Record<string, string>>;
  readonly rows: Readonly<Record<string, number>>;
}

type Values = Record<string, unknown>;

/** Path of the object in which a step's values stand; for a list or readings that of one entry. */
export function entryPath(step: SheetStep, row: number): string {
  const { place } = step;
  if (place.shape === 'fields') return place.at ?? '';
  return place.shape === 'list' ? `${place.at}[${row}]` : `${place.at}.${place.list}[${row}]`;
}

export function fieldPath(base: string, field: SheetField): string {
  return base === '' ? field.name : `${base}.${field.name}`;
}

/** Rows that a step shows: those of the form, or as many as the procedure asks for. */
export function rowsOf(step: SheetStep, form: SheetForm, occasion: string): number {
  if (step.place.shape === 'fields') return 1;
  const wanted = step.count ? (occasion === 'verification' ? step.count.verification : step.count.site) : 1;
  return Math.max(1, form.rows[step.id] ?? wanted);
}

/** Whether a person writes it down: not what the session or the register says, nor which instrument it is. */
export function isAsked(field: SheetField, path: string, known: ReadonlySet<string>): boolean {
  return field.given === undefined || (field.given === 'register' && field.name !== 'instrument' && !known.has(path));
}

/** A value that is shown and not asked, with its unit. */
export function givenText(field: SheetField, text: string): { zh: string; en: string } {
  const chosen = field.choices?.find(({ value }) => String(value) === text);
  if (chosen) return chosen.label;
  const whole = `${text} ${field.shown?.unit ?? field.unit}`.trim();
  return { zh: whole, en: whole };
}

const shiftOf = (field: SheetField) => (field.shown ? Math.round(Math.log10(field.shown.divisor)) : 0);
const isPowerOfTen = (field: SheetField) => field.shown === undefined || 10 ** shiftOf(field) === field.shown.divisor;

/** Whether a moment is a day, such as the last one of a certificate, and not a time of day. */
export function isDay(field: SheetField): boolean {
  return /until/i.test(field.name);
}

/** The value of a text as the API takes it, in the API's unit; undefined: nothing was written, or it cannot be read yet. */
export function readField(field: SheetField, text: string | undefined): unknown {
  const written = text?.trim() ?? '';
  if (written === '') return undefined;
  switch (field.kind) {
    case 'number':
    case 'whole': {
      if (isPowerOfTen(field)) return parseDecimal(written, shiftOf(field));
      const value = parseDecimal(written);
      return value === undefined ? undefined : value * field.shown!.divisor;
    }
    case 'choice':
      return field.choices?.find(({ value }) => String(value) === written)?.value;
    case 'flag':
      return written === 'true';
    case 'moment': {
      // By the clock of Shanghai, as deadlines and certificates are; what is valid until a day is so until its end.
      const at = Date.parse(`${isDay(field) ? `${written}T23:59:59` : written}+08:00`);
      return Number.isFinite(at) ? at : undefined;
    }
    default:
      return written;
  }
}

/** The text of a value, as people write it. */
export function fieldText(field: SheetField, value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'number' && (field.kind === 'number' || field.kind === 'whole'))
    return isPowerOfTen(field) ? decimalText(value, shiftOf(field)) : decimalText(value / field.shown!.divisor);
  if (typeof value === 'number' && field.kind === 'moment')
    return new Date(value + 8 * 3_600_000).toISOString().slice(0, isDay(field) ? 10 : 16);
  return String(value);
}

/** The readings of the form: everything that was written and can be read, over what the draft of the register says. */
export function sheetReadings(procedure: Procedure, form: SheetForm, draft: Values, occasion: string): Values {
  const readings: Values = structuredClone(draft);
  const take = (fields: readonly SheetField[], base: string, into: Values) => {
    for (const field of fields) {
      const path = fieldPath(base, field);
      // A text that nobody has changed stands for the whole value, also where it shows less of it.
      if (into[field.name] !== undefined && fieldText(field, into[field.name]) === form.texts[path]) continue;
      const value = readField(field, form.texts[path]);
      if (value !== undefined) into[field.name] = value;
      else if (form.texts[path] !== undefined) delete into[field.name];
    }
    return into;
  };
  const inside = (name: string | undefined) =>
    name === undefined ? readings : ((readings[name] as Values | undefined) ?? {});
  for (const step of procedure.steps) {
    const { place } = step;
    if (place.shape === 'fields') {
      const values = take(step.fields, place.at ?? '', inside(place.at));
      if (place.at !== undefined && Object.keys(values).length > 0) readings[place.at] = values;
      continue;
    }
    const entries = Array.from({ length: rowsOf(step, form, occasion) }, (_, row) =>
      take(step.fields, entryPath(step, row), {}),
    );
    // Rows at the end in which nothing stands are no entries; one in between keeps its place.
    while (entries.length > 0 && Object.keys(entries.at(-1)!).length === 0) entries.pop();
    if (place.shape === 'list') {
      if (entries.length > 0) readings[place.at] = entries;
      else delete readings[place.at];
      continue;
    }
    const shared = take(step.shared ?? [], place.at, {});
    if (entries.length > 0 || Object.keys(shared).length > 0) readings[place.at] = { ...shared, [place.list]: entries };
  }
  return readings;
}

/** The form of a draft: what the register says of the instrument, and the loads that it is to be tested at. */
export function formOfDraft(procedure: Procedure, draft: DraftAnswer, occasion: string): SheetForm {
  const texts: Record<string, string> = {};
  const rows: Record<string, number> = {};
  const put = (fields: readonly SheetField[], base: string, values: unknown) => {
    for (const field of fields) {
      const text = fieldText(field, (values as Values | undefined)?.[field.name]);
      if (text !== '') texts[fieldPath(base, field)] = text;
    }
  };
  for (const step of procedure.steps) {
    const { place } = step;
    if (place.shape === 'fields') {
      put(step.fields, place.at ?? '', place.at === undefined ? draft.readings : draft.readings[place.at]);
      continue;
    }
    const holder = draft.readings[place.at] as Values | readonly Values[] | undefined;
    const list = place.shape === 'list' ? holder : (holder as Values | undefined)?.[place.list];
    if (place.shape === 'readings') put(step.shared ?? [], place.at, holder);
    if (Array.isArray(list)) {
      for (const [row, values] of list.entries()) put(step.fields, entryPath(step, row), values);
      if (list.length > 0) rows[step.id] = list.length;
    }
  }
  return suggest(procedure, draft, occasion, { texts, rows });
}

/** A new sheet: the draft of the register where there is one; today, on site, and a number of its own unless it says otherwise. */
export function beginSheet(procedure: Procedure, draft: DraftAnswer | undefined, now = Date.now()): SheetForm {
  const first = draft === undefined ? { texts: {}, rows: {} } : formOfDraft(procedure, draft, 'in-service');
  const texts: Record<string, string> = {};
  const shanghai = new Date(now + 8 * 3_600_000).toISOString();
  const proposals: Readonly<Record<string, string>> = {
    occasion: 'in-service',
    kind: 'in-service-inspection',
    at: shanghai.slice(0, 16),
    id: `check-${shanghai.slice(0, 10)}-${now.toString(36).slice(-5)}`,
  };
  for (const step of procedure.steps)
    if (step.place.shape === 'fields' && step.place.at === undefined)
      for (const { name } of step.fields) if (proposals[name] !== undefined) texts[name] = proposals[name];
  return { texts: { ...texts, ...first.texts }, rows: first.rows };
}

/** Writes the suggested loads where nothing stands yet. */
function suggest(procedure: Procedure, draft: DraftAnswer, occasion: string, form: SheetForm): SheetForm {
  const texts: Record<string, string> = { ...form.texts };
  const rows: Record<string, number> = { ...form.rows };
  const { loads, eccentricity, repeatability, discrimination } = draft.suggestions;
  const write = (field: SheetField | undefined, base: string, value: unknown) => {
    if (field !== undefined && value !== undefined) texts[fieldPath(base, field)] ??= fieldText(field, value);
  };
  const named = (fields: readonly SheetField[] | undefined, name: string) => fields?.find((one) => one.name === name);
  const atLoad: Record<string, number | undefined> = { eccentricity, repeatability };
  for (const step of procedure.steps) {
    const { place } = step;
    if (place.shape === 'list' && place.at === 'weighings' && loads) {
      const up = occasion === 'verification' ? loads.verification : loads.site;
      // R 76-1 A.4.4.1: a verification also takes the loads off again.
      const series = [
        ...up.map((load) => ({ load, direction: 'up' })),
        ...(occasion === 'verification' ? up.slice(0, -1).toReversed() : []).map((load) => ({
          load,
          direction: 'down',
        })),
      ];
      if (rows[step.id] === undefined) rows[step.id] = Math.max(series.length, rowsOf(step, form, occasion));
      for (const [row, { load, direction }] of series.entries()) {
        write(named(step.fields, 'load'), entryPath(step, row), load);
        write(named(step.fields, 'direction'), entryPath(step, row), direction);
      }
    }
    if (place.shape === 'readings') write(named(step.shared, 'load'), place.at, atLoad[place.at]);
    if (place.shape === 'list' && place.at === 'discrimination' && occasion === 'verification')
      write(named(step.fields, 'added'), entryPath(step, 0), discrimination);
  }
  return { texts, rows };
}

/** The form without one row of a step: the rows behind it move up. */
export function withoutRow(step: SheetStep, form: SheetForm, row: number, count: number): SheetForm {
  const texts: Record<string, string> = { ...form.texts };
  for (let place = row; place < count; place++)
    for (const field of step.fields) {
      const next = place + 1 < count ? form.texts[fieldPath(entryPath(step, place + 1), field)] : undefined;
      const path = fieldPath(entryPath(step, place), field);
      if (next === undefined) delete texts[path];
      else texts[path] = next;
    }
  return { texts, rows: { ...form.rows, [step.id]: Math.max(1, count - 1) } };
}
