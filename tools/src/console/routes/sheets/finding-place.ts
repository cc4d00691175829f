import type { SheetFinding, SheetResult } from '@hengzhun/host-sdk';
import type { SheetNote } from '../../api/sheets.js';
import type { Draft } from './read-draft.js';

/** Lists that the SDK's findings count in, by the word that they use, with the step of each. */
const lists: Readonly<Record<string, readonly [step: string, list: string]>> = {
  weighing: ['weighing', 'weighings'],
  eccentricity: ['eccentricity', 'eccentricity.readings'],
  repeatability: ['repeatability', 'repeatability.readings'],
  tare: ['tare', 'tare.weighings'],
  discrimination: ['discrimination', 'discrimination'],
  run: ['runs', 'runs'],
};
/** Steps of findings that name no place. */
const steps: Readonly<Record<string, string>> = {
  'weighing-missing': 'weighing',
  'descending-missing': 'weighing',
  'zero-missing': 'zero',
  'eccentricity-missing': 'eccentricity',
  'eccentricity-load': 'eccentricity',
  'repeatability-missing': 'repeatability',
  'discrimination-missing': 'discrimination',
  'runs-missing': 'runs',
  'runs-dropped': 'runs',
  'uncertainty-too-large': 'runs',
  'standard-missing': 'standards',
  'standard-expired': 'standards',
};

/** A finding of the SDK as a note of the guide: in which step, and at which reading as the person sees them. */
export function noteOfFinding(finding: SheetFinding, result: SheetResult, { kept }: Draft): SheetNote {
  const { code, severity, text, where } = finding;
  const place = placeOf(where, result);
  const list = place && lists[place.name];
  if (place === undefined || list === undefined) {
    const step = where.startsWith('zero') ? 'zero' : (steps[code] ?? 'identity');
    return { code, severity, step, path: '', text };
  }
  const entry = kept.get(list[1])?.[place.number - 1];
  return { code, severity, step: list[0], path: entry === undefined ? '' : `${list[1]}[${entry}]`, text };
}

function placeOf(where: string, result: SheetResult): { name: string; number: number } | undefined {
  const found = /^([a-z]+) (\d+)( \(.*mg\))?$/.exec(where);
  if (found === null) return undefined;
  const [, name, digits, load] = found as unknown as [string, string, string, string | undefined];
  const number = Number(digits);
  // A doubt counts over all points of the sheet; the place in its list is what the reader looks for.
  if (load === undefined || result.quantity !== 'mass') return { name, number };
  const before = result.points.slice(0, number).filter(({ test }) => test === name);
  return { name, number: before.length };
}
