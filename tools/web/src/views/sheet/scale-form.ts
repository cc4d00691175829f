import { decimalText, parseDecimal } from '../../components/decimal.js';

/** One reading as typed, g. `additional`: ΔL at the changeover. */
export interface ReadingForm {
  readonly indication: string;
  readonly additional: string;
}

export interface WeighingForm extends ReadingForm {
  readonly load: string;
  readonly direction: 'up' | 'down';
}

/** A sheet of a scale as it is being typed. Masses in g, as text until they are read. */
export interface ScaleForm {
  readonly occasion: 'verification' | 'in-service';
  readonly accuracyClass: 1 | 2 | 3 | 4;
  readonly maximumCapacity: string;
  readonly minimumCapacity: string;
  readonly verificationInterval: string;
  readonly standard: {
    readonly id: string;
    /** Expanded uncertainty: constant, mg; and in parts per million of the load. */
    readonly constant: string;
    readonly relative: string;
    readonly validUntil: string;
  };
  readonly temperature: string;
  readonly zero: ReadingForm & { readonly load: string };
  readonly weighings: readonly WeighingForm[];
  readonly eccentricity: { readonly load: string; readonly readings: readonly ReadingForm[] };
  readonly repeatability: { readonly load: string; readonly readings: readonly ReadingForm[] };
  readonly discrimination: {
    readonly load: string;
    readonly indication: string;
    readonly added: string;
    readonly after: string;
  };
}

const blank: ReadingForm = { indication: '', additional: '' };
const grams = (mg: number) => decimalText(mg, 3);
export const mg = (text: string): number | undefined => parseDecimal(text, 3);

/** Where the limits change, in e, by class (R 76-1:2006 table 6). */
const changes: Readonly<Record<1 | 2 | 3 | 4, readonly number[]>> = {
  1: [50_000, 200_000],
  2: [5000, 20_000],
  3: [500, 2000],
  4: [50, 200],
};

/**
 * An empty sheet with the loads that the procedure asks for (R 76-1:2006 A.4.4 to A.4.10): weighing at Min, where the limits change, and Max, up and down
 * at a verification; about half of Max and Max on site; the load off centre about Max/3; repeatability near 0.8 Max.
 */
export function newScaleForm(
  occasion: ScaleForm['occasion'],
  of: { accuracyClass: 1 | 2 | 3 | 4; maximum: number; minimum: number; interval: number },
): ScaleForm {
  const { accuracyClass, maximum, minimum, interval } = of;
  const full = occasion === 'verification';
  const between = changes[accuracyClass]
    .map((steps) => steps * interval)
    .filter((load) => load > minimum && load < maximum);
  const ups = full ? [minimum, ...between, maximum] : [maximum / 2, maximum];
  const round = (load: number) => Math.round(load / interval) * interval;
  const weighing = (load: number, direction: 'up' | 'down'): WeighingForm => ({
    load: grams(load),
    direction,
    ...blank,
  });
  const many = (count: number) => Array.from({ length: count }, () => blank);
  return {
    occasion,
    accuracyClass,
    maximumCapacity: grams(maximum),
    minimumCapacity: grams(minimum),
    verificationInterval: grams(interval),
    standard: { id: '', constant: '0', relative: '', validUntil: '' },
    temperature: '',
    zero: { load: grams(10 * interval), ...blank },
    weighings: [
      ...ups.map((load) => weighing(load, 'up')),
      ...(full
        ? ups
            .slice(0, -1)
            .reverse()
            .map((load) => weighing(load, 'down'))
        : []),
    ],
    eccentricity: { load: grams(round(maximum / 3)), readings: many(4) },
    repeatability: { load: grams(round(maximum * 0.8)), readings: many(full && accuracyClass <= 2 ? 6 : 3) },
    discrimination: { load: grams(round(maximum / 2)), indication: '', added: grams(1.4 * interval), after: '' },
  };
}

const reading = (form: ReadingForm): Record<string, number> | undefined => {
  const indication = mg(form.indication);
  const additional = mg(form.additional);
  if (indication === undefined) return undefined;
  return { indication, ...(additional !== undefined && { additional }) };
};

const atOneLoad = (form: ScaleForm['repeatability']) => {
  const load = mg(form.load);
  const readings = form.readings.map(reading).filter((one) => one !== undefined);
  return load === undefined || readings.length === 0 ? undefined : { load, readings };
};

/** What the sheet says so far, as the computation takes it: mg; rows that nobody has filled in are left out. Undefined until the instrument is described. */
export function scaleReadings(form: ScaleForm): Record<string, unknown> | undefined {
  const [maximumCapacity, minimumCapacity, verificationInterval] = [
    mg(form.maximumCapacity),
    mg(form.minimumCapacity),
    mg(form.verificationInterval),
  ];
  if (!maximumCapacity || minimumCapacity === undefined || !verificationInterval) return undefined;
  const { id, constant, relative, validUntil } = form.standard;
  const expires = Date.parse(`${validUntil}T23:59:59+08:00`);
  const zeroLoad = mg(form.zero.load);
  const zero = reading(form.zero);
  const eccentricity = atOneLoad(form.eccentricity);
  const repeatability = atOneLoad(form.repeatability);
  const temperature = parseDecimal(form.temperature);
  const [load, indication, added, after] = (['load', 'indication', 'added', 'after'] as const).map((name) =>
    mg(form.discrimination[name]),
  );
  return {
    occasion: form.occasion,
    accuracyClass: form.accuracyClass,
    maximumCapacity,
    minimumCapacity,
    verificationInterval,
    standards:
      id === '' || !Number.isFinite(expires)
        ? []
        : [
            {
              id,
              constant: parseDecimal(constant) ?? 0,
              relative: parseDecimal(relative, -6) ?? 0,
              coverage: 2,
              validUntil: expires,
            },
          ],
    ...(zero && zeroLoad !== undefined && { zero: { ...zero, load: zeroLoad } }),
    weighings: form.weighings.flatMap((one) => {
      const what = reading(one);
      const at = mg(one.load);
      return what && at !== undefined ? [{ ...what, load: at, direction: one.direction }] : [];
    }),
    ...(eccentricity && { eccentricity }),
    ...(repeatability && { repeatability }),
    ...(load !== undefined &&
      indication !== undefined &&
      added !== undefined &&
      after !== undefined && { discrimination: [{ load, indication, added, after }] }),
    ...(temperature !== undefined && { conditions: { temperature } }),
  };
}
