import { HAS_BRIDGE, HAS_HX711 } from '../build-flags.js';
import { createHx711, type Hx711, readHx711 } from './hx711.js';
import { createNau7802, isSecond, type Nau7802, readNau7802 } from './nau7802.js';
import { DRIVER_HX711, DRIVER_NAU7802, type DriverRecord } from './records.js';

/** A bridge converter and the place of its cells among all of the scale. */
export interface Converter {
  hx711: Hx711 | undefined;
  nau7802: Nau7802 | undefined;
  /** Cell of its first channel. */
  cell: number;
}

/** The converters of the records, in their order; one that this build has no driver for is left out. */
export function openConverters(records: DriverRecord[]): Converter[] {
  const list: Converter[] = [];
  let cell = 0;
  for (let i = 0; i < records.length; i++) {
    const record = records[i]!;
    const kind = record.kind;
    const numbers = record.numbers;
    const texts = record.texts;
    if (HAS_HX711 && kind === DRIVER_HX711) {
      list.push({ hx711: createHx711(texts[0]!, texts[1]!, numbers[0]!), nau7802: undefined, cell: cell++ });
    }
    if (HAS_BRIDGE && kind === DRIVER_NAU7802) {
      list.push({ hx711: undefined, nau7802: createNau7802(numbers, texts), cell: cell });
      cell += numbers[4] === 3 ? 2 : 1;
    }
  }
  return list;
}

/** Cells of all converters. */
export function countCells(converters: Converter[]): number {
  let cells = 0;
  for (let i = 0; i < converters.length; i++) {
    const nau7802 = converters[i]!.nau7802;
    cells += HAS_BRIDGE && nau7802 && nau7802.channels === 3 ? 2 : 1;
  }
  return cells;
}

/** The next conversion, if there is one. */
export function readConverter(converter: Converter): number | undefined {
  return HAS_HX711 && converter.hx711
    ? readHx711(converter.hx711)
    : HAS_BRIDGE
      ? readNau7802(converter.nau7802!)
      : undefined;
}

/** The cell that the next conversion is of. */
export function cellOf(converter: Converter): number {
  const nau7802 = converter.nau7802;
  return HAS_BRIDGE && nau7802 && nau7802.channels === 3 && isSecond(nau7802) ? converter.cell + 1 : converter.cell;
}
