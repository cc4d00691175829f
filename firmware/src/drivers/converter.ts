import { HAS_BRIDGE, HAS_HX711 } from '../build-flags.js';
import { createHx711, readHx711 } from './hx711.js';
import { createNau7802, isSecond, type Nau7802, readNau7802 } from './nau7802.js';
import { DRIVER_HX711, DRIVER_NAU7802, type DriverRecord } from './records.js';

/** A bridge converter and the place of its cells among all of the scale. */
export interface Converter {
  /** Looks at the chip: the next conversion, if there is one. Called as it is, since a wrapper would cost every sample. */
  read: (chip: never) => number | undefined;
  chip: never;
  /** The chip, where it has two channels that take turns. */
  turns: Nau7802 | undefined;
  /** Cell of its first channel. */
  cell: number;
}

/**
 * The converters of the records, in their order; one that this build has no driver for is left out.
 * @cold
 */
export function openConverters(records: DriverRecord[]): Converter[] {
  const list: Converter[] = [];
  let cell = 0;
  for (let i = 0; i < records.length; i++) {
    const record = records[i]!;
    const numbers = record.numbers;
    const texts = record.texts;
    if (HAS_HX711 && record.kind === DRIVER_HX711) {
      const hx711 = createHx711(texts[0]!, texts[1]!, numbers[0]!);
      list.push({ read: readHx711, chip: hx711 as never, turns: undefined, cell: cell++ });
    }
    if (HAS_BRIDGE && record.kind === DRIVER_NAU7802) {
      const nau7802 = createNau7802(numbers, texts);
      const turns = nau7802.channels === 3 ? nau7802 : undefined;
      list.push({ read: readNau7802, chip: nau7802 as never, turns: turns, cell: cell });
      cell += turns ? 2 : 1;
    }
  }
  return list;
}

/** Cells of all converters. */
export function countCells(converters: Converter[]): number {
  const last = converters[converters.length - 1];
  return last ? last.cell + (last.turns ? 2 : 1) : 0;
}

/** The cell that the next conversion is of. */
export function cellOf(converter: Converter): number {
  return HAS_BRIDGE && converter.turns && isSecond(converter.turns) ? converter.cell + 1 : converter.cell;
}
