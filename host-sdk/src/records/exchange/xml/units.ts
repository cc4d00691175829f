/** What a number of a verification counts, and the D-SI unit (SI Brochure, in the syntax of siunitx) in which it is written. */
export const writtenUnits = {
  mass: '\\milli\\gram',
  volume: '\\milli\\litre',
  flow: '\\milli\\litre\\minute\\tothe{-1}',
  nozzle: '\\one',
  temperature: '\\degreecelsius',
  humidity: '\\percent',
  pressure: '\\hecto\\pascal',
} as const;

export type UnitOf = keyof typeof writtenUnits;

/** Units that are read: how many of the record's own units one of them is. */
const readUnits: Readonly<Record<UnitOf, Readonly<Record<string, number>>>> = {
  mass: { '\\milli\\gram': 1, '\\gram': 1e3, '\\kilogram': 1e6, '\\kilo\\gram': 1e6 },
  volume: { '\\milli\\litre': 1, '\\litre': 1e3, '\\centi\\metre\\tothe{3}': 1, '\\metre\\tothe{3}': 1e6 },
  flow: { '\\milli\\litre\\minute\\tothe{-1}': 1, '\\litre\\minute\\tothe{-1}': 1e3 },
  nozzle: { '\\one': 1 },
  temperature: { '\\degreecelsius': 1 },
  humidity: { '\\percent': 1 },
  pressure: { '\\hecto\\pascal': 1, '\\pascal': 1e-2, '\\kilo\\pascal': 10 },
};

/** By what a number in a unit is multiplied; undefined: the unit does not measure that. */
export const unitFactor = (of: UnitOf, unit: string): number | undefined =>
  Object.hasOwn(readUnits[of], unit) ? readUnits[of][unit] : undefined;

export const unitsRead = (of: UnitOf): string => Object.keys(readUnits[of]).join(', ');

/** Which quantity a unit measures: mass of a scale or volume of a dispenser. */
export const quantityOfUnit = (unit: string): 'mass' | 'volume' | undefined =>
  unitFactor('mass', unit) !== undefined ? 'mass' : unitFactor('volume', unit) !== undefined ? 'volume' : undefined;
