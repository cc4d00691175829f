import { dispenserParameterNumbers, scaleParametersOf } from '@hengzhun/firmware';
import { INSTRUMENT_KIND_SCALE, type MetrologicalClaims } from '@hengzhun/protocol';

/** More than any list has. */
const many = 256;

/** Numbers of a scale's parameters by their names: the firmware's own decoder is given a list in which every value is its index. */
function scaleNames(): Map<string, number> {
  const indices = Array.from({ length: many }, (_, index) => index);
  const { countsPerMilliE, ...fields } = scaleParametersOf(indices);
  const named = { ...fields, ...countsPerMilliE } as unknown as Record<string, number | undefined>;
  return new Map(Object.entries(named).filter((entry): entry is [string, number] => entry[1] !== undefined));
}

function numbersOf(data: MetrologicalClaims): ReadonlyMap<string, number> {
  return data.instrumentKind === INSTRUMENT_KIND_SCALE
    ? scaleNames()
    : dispenserParameterNumbers(data.nozzles?.length ?? 0);
}

/**
 * Number of a parameter of an instrument, from its number or its name; a nozzle's are `nozzle0.calibration` and so on.
 * @returns undefined: there is none of this name
 */
export function parameterNumber(text: string, data: MetrologicalClaims): number | undefined {
  if (/^\d{1,3}$/.test(text)) return Number(text);
  return numbersOf(data).get(text);
}

/** Names of the parameters that can be set by name, in the order of their numbers. */
export function parameterNames(data: MetrologicalClaims): string[] {
  return [...numbersOf(data).keys()];
}
