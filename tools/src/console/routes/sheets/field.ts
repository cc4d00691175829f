import type { Bilingual } from '@hengzhun/host-sdk';
import type { SheetField } from '../../api/sheets.js';

type Rest = Partial<Omit<SheetField, 'name' | 'label' | 'kind'>>;

const field = (kind: SheetField['kind'], name: string, zh: string, en: string, rest: Rest): SheetField => ({
  name,
  label: { zh, en },
  kind,
  unit: '',
  optional: false,
  ...rest,
});

export const numberField = (name: string, zh: string, en: string, minimum: number, maximum: number, rest: Rest = {}) =>
  field('number', name, zh, en, { minimum, maximum, ...rest });

export const wholeField = (name: string, zh: string, en: string, minimum: number, maximum: number, rest: Rest = {}) =>
  field('whole', name, zh, en, { minimum, maximum, ...rest });

export const textField = (name: string, zh: string, en: string, rest: Rest = {}) => field('text', name, zh, en, rest);

export const identifierField = (name: string, zh: string, en: string, rest: Rest = {}) =>
  field('identifier', name, zh, en, rest);

export const momentField = (name: string, zh: string, en: string, rest: Rest = {}) =>
  field('moment', name, zh, en, { minimum: 0, maximum: 4_102_444_800_000, ...rest });

export const flagField = (name: string, zh: string, en: string, rest: Rest = {}) => field('flag', name, zh, en, rest);

export const choiceField = (
  name: string,
  zh: string,
  en: string,
  choices: readonly (readonly [value: string | number, label: Bilingual])[],
  rest: Rest = {},
) => field('choice', name, zh, en, { choices: choices.map(([value, label]) => ({ value, label })), ...rest });

const grams = { unit: 'g', divisor: 1000 };
const litres = { unit: 'L', divisor: 1000 };

/** A mass in mg, written in g. 10 t is beyond any retail scale. */
export const massField = (name: string, zh: string, en: string, rest: Rest = {}) =>
  numberField(name, zh, en, 0, 1e10, { unit: 'mg', shown: grams, ...rest });

/** An indication of a scale: below zero, too. */
export const indicationField = (name: string, zh: string, en: string, rest: Rest = {}) =>
  massField(name, zh, en, { minimum: -1e10, ...rest });

/** A volume in mL, written in L. */
export const volumeField = (name: string, zh: string, en: string, maximum: number, rest: Rest = {}) =>
  numberField(name, zh, en, 0, maximum, { unit: 'mL', shown: litres, ...rest });
