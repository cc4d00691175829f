import { intervalOf } from './reading-value.js';
import type { MassStandard, ScaleReading, ScaleSheet } from './scale-sheet.js';
import { finding, type SheetFinding } from './sheet-findings.js';
import type { SheetRules } from './sheet-rules.js';

/** What is missing in a sheet of a scale and what cannot be right. */
export function scaleSheetFindings(sheet: ScaleSheet, rules: SheetRules): SheetFinding[] {
  return [...standards(sheet.standards, sheet.at), ...implausible(sheet, rules), ...missing(sheet, rules)];
}

export function* standards(
  list: readonly Pick<MassStandard, 'id' | 'validUntil'>[],
  at: number,
): Generator<SheetFinding> {
  if (list.length === 0) yield finding('standard-missing', '');
  for (const { id, validUntil } of list) if (validUntil < at) yield finding('standard-expired', id);
}

function* implausible(sheet: ScaleSheet, rules: SheetRules): Generator<SheetFinding> {
  const d = intervalOf(sheet);
  const { zero, eccentricity, repeatability, tare } = sheet;
  const readings: [string, ScaleReading & { load: number }][] = [
    ...(zero === undefined ? [] : [['zero', zero] as [string, ScaleReading & { load: number }]]),
    ...sheet.weighings.map((one, i) => [`weighing ${i + 1}`, one] as [string, typeof one]),
    ...named('eccentricity', eccentricity),
    ...named('repeatability', repeatability),
    ...(tare?.weighings ?? []).map((one, i) => [`tare ${i + 1}`, one] as [string, typeof one]),
  ];
  for (const [where, { load, indication, additional }] of readings) {
    if (load > sheet.maximumCapacity) yield finding('load-above-maximum', where);
    // A scale may be wrong by a good deal. Nobody's scale is wrong by a third and by more than 20 e: that is kg for g, or jin 斤 for kg.
    const far = Math.abs(indication - load);
    if (far > Math.max(load / 3, 20 * sheet.verificationInterval)) yield finding('unit-suspicious', where);
    if (additional !== undefined && additional > d * 1.0001) yield finding('additional-too-large', where);
    const steps = indication / d;
    if (Math.abs(steps - Math.round(steps)) > 1e-6) yield finding('indication-not-multiple', where);
  }
  for (const [i, { added }] of (sheet.discrimination ?? []).entries()) {
    if (Math.abs(added / d - rules.discrimination) > 0.05)
      yield finding('discrimination-load', `discrimination ${i + 1}`);
  }
  if (eccentricity !== undefined) {
    const wanted = sheet.maximumCapacity / Math.max(3, (sheet.supports ?? 4) - 1);
    if (Math.abs(eccentricity.load / wanted - 1) > 0.2) yield finding('eccentricity-load', 'eccentricity');
  }
}

function named(name: string, test: ScaleSheet['repeatability']): [string, ScaleReading & { load: number }][] {
  return (test?.readings ?? []).map((one, i) => [`${name} ${i + 1}`, { ...one, load: test!.load }]);
}

interface Wanted {
  readonly load: number;
  readonly least: number;
  readonly most: number;
}

function* missing(sheet: ScaleSheet, rules: SheetRules): Generator<SheetFinding> {
  const full = sheet.occasion === 'verification';
  const { maximumCapacity: maximum, minimumCapacity: minimum, verificationInterval: e, weighings } = sheet;
  const loads = weighings.map(({ load }) => load);
  // R 76-1 A.4.4.1: Min, Max, and at or near the loads where the limit changes. On site: about half of Max and Max itself.
  const changes = (rules.mass.classes[sheet.accuracyClass] ?? [])
    .map(({ upTo }) => (upTo ?? Number.POSITIVE_INFINITY) * e)
    .filter((load) => load > minimum && load < maximum);
  const nearTo = (load: number): Wanted => {
    const near = Math.max(load * 0.1, 10 * e);
    return { load, least: load - near, most: load + near };
  };
  const wanted: Wanted[] = full
    ? [minimum, ...changes, maximum].map(nearTo)
    : [
        { load: 0.5 * maximum, least: 0.35 * maximum, most: 0.7 * maximum },
        { load: maximum, least: 0.8 * maximum, most: maximum },
      ];
  for (const { load, least, most } of wanted) {
    if (!loads.some((one) => one >= least && one <= most)) yield finding('weighing-missing', `${load} mg`);
  }
  if (full && !weighings.some(({ direction }) => direction === 'down')) yield finding('descending-missing', '');
  if (sheet.zero === undefined) yield finding('zero-missing', '');
  const positions = sheet.supports === undefined || sheet.supports < 4 ? 4 : sheet.supports;
  const placed = sheet.eccentricity?.readings.length ?? 0;
  if (placed < positions) yield finding('eccentricity-missing', String(positions - placed));
  const repetitions = full ? rules.repetitions[sheet.accuracyClass] : rules.siteRepetitions;
  const repeated = sheet.repeatability?.readings.length ?? 0;
  if (repeated < repetitions) yield finding('repeatability-missing', String(repetitions - repeated));
  if (full && (sheet.discrimination ?? []).length === 0) yield finding('discrimination-missing', '');
}
