import {
  computeDispenserSheet,
  computeScaleSheet,
  readDispenserSheet,
  readScaleSheet,
  type SheetResult,
  sheetOutcomeText,
  sheetTable,
} from '@hengzhun/host-sdk';
import type { ComputeAnswer, Procedure, SheetNote } from '../../api/sheets.js';
import type { Readings } from './field-values.js';
import { noteOfFinding } from './finding-place.js';
import { type Draft, readDraft } from './read-draft.js';
import { sheetPoints } from './sheet-points.js';

/** Without these nothing can be computed: the limits depend on them. */
const needed: Readonly<Record<Procedure['name'], readonly string[]>> = {
  r76: ['occasion', 'accuracyClass', 'maximumCapacity', 'minimumCapacity', 'verificationInterval'],
  jjg443: ['occasion', 'thermometer', 'resolution'],
};
const noData = { zh: '缺少铭牌或标准器参数，尚不能计算', en: 'data of the plate or of the standards are missing' };

/**
 * What a sheet comes to as far as it is written. Who and when do not enter into the errors: what is missing of that stays missing in the notes,
 * and only the computation goes on without it.
 * @param now ms since 1970: stands for the time of the check until it is written down
 * @throws {SdkError} `sheet-bad-input`, `rules-out-of-range`
 */
export function computeDraft(procedure: Procedure, readings: Readings, now: number): ComputeAnswer {
  const draft = readDraft(procedure, readings);
  const lacking = needed[procedure.name].some((name) => draft.sheet[name] === undefined);
  const result = lacking ? undefined : compute(procedure, draft, now);
  const found = result?.findings.map((finding) => noteOfFinding(finding, result, draft)) ?? [];
  const notes = [...draft.notes, ...found];
  const outcome = result?.outcome ?? 'needs-data';
  const steps = stepStates(procedure, draft, notes);
  return {
    procedure: procedure.name,
    outcome,
    outcomeText: outcome === 'needs-data' ? noData : sheetOutcomeText[outcome],
    certain: result?.certain ?? false,
    complete: draft.notes.length === 0 && (outcome === 'pass' || outcome === 'fail'),
    rules: procedure.rules,
    ...(result?.quantity === 'mass' && { zeroError: result.zeroError }),
    points: result === undefined ? [] : sheetPoints(result, draft),
    single: result === undefined ? [] : singleRuns(result, draft),
    requirements: result?.quantity === 'mass' ? [...result.requirements] : [],
    notes,
    steps,
    next: steps.find(({ id }) => notes.some(({ step, severity }) => step === id && severity !== 'doubt'))?.id ?? null,
    // Facts that are not written yet would be shown as if they were.
    table: result === undefined || draft.notes.length > 0 ? null : plainTable(result),
  };
}

/** The sheet as it is to be kept. @throws {SdkError} `sheet-bad-input` */
export function computeWhole(procedure: Procedure, sheet: unknown): SheetResult {
  return procedure.name === 'r76'
    ? computeScaleSheet(readScaleSheet(sheet))
    : computeDispenserSheet(readDispenserSheet(sheet));
}

function compute(procedure: Procedure, { sheet }: Draft, now: number): SheetResult {
  const head = {
    id: 'draft',
    instrument: '0'.repeat(34),
    kind: 'reference-check',
    at: now,
    person: '-',
    authority: '-',
  };
  return computeWhole(procedure, { ...head, ...sheet });
}

function singleRuns(result: SheetResult, { kept }: Draft): ComputeAnswer['single'] {
  if (result.quantity === 'mass') return [];
  const { runs } = result.sheet;
  return result.single.map(({ run, standard, error }) => ({
    entry: kept.get('runs')?.[runs.indexOf(run)] ?? 0,
    standard,
    error,
  }));
}

function stepStates({ steps }: Procedure, { entries }: Draft, notes: readonly SheetNote[]): ComputeAnswer['steps'] {
  return steps.map(({ id }) => {
    const own = notes.filter(({ step }) => step === id);
    const count = entries.get(id) ?? 0;
    const state = own.some(({ severity }) => severity === 'blocks')
      ? 'wrong'
      : count === 0
        ? 'empty'
        : own.some(({ severity }) => severity === 'missing')
          ? 'part'
          : 'done';
    return { id, state, entries: count };
  });
}

function plainTable(result: SheetResult): ComputeAnswer['table'] {
  const { facts, tables, findings, ...rest } = sheetTable(result);
  return {
    ...rest,
    facts: [...facts],
    tables: tables.map(({ title, columns, rows }) => ({
      title,
      columns: [...columns],
      rows: rows.map((row) => [...row]),
    })),
    findings: [...findings],
  };
}
