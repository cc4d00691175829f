import { toHex } from '../bytes.js';
import type { SqlValue } from '../store/sql.js';
import type { Instrument, InstrumentData } from './records.js';

/** What a row of the table of instruments, with its place, says by itself. */
export type InstrumentOfRow = Omit<Instrument, 'enrolledAt' | 'keys'>;

/** @param row id, UEID, serial number, maker, model, data, region and name of the place, in this order; more may follow */
export function readInstrumentRow(row: readonly SqlValue[]): InstrumentOfRow {
  const [id, ueid, serialNumber, maker, model, data, region, place] = row;
  return {
    id: Number(id),
    ueid: toHex(ueid as Uint8Array),
    serialNumber: String(serialNumber),
    maker: String(maker),
    model: String(model),
    data: JSON.parse(String(data)) as InstrumentData,
    place: place === null ? undefined : { region: String(region), name: String(place) },
  };
}
