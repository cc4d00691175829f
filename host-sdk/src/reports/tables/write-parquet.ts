import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import type { Cell, Column, ColumnKind, Table } from './column.js';

type SchemaElement = ConstructorParameters<typeof ParquetWriter>[0]['schema'][number];

/** Rows of a row group: what is in memory at once. */
const groupRows = 10_000;

/** How each kind of column is stored (Parquet `LogicalTypes.md`). */
const types: Readonly<Record<ColumnKind, Omit<SchemaElement, 'name'>>> = {
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } },
  integer: { type: 'INT32', logical_type: { type: 'INTEGER', bitWidth: 32, isSigned: true }, converted_type: 'INT_32' },
  count: { type: 'INT64', logical_type: { type: 'INTEGER', bitWidth: 64, isSigned: true }, converted_type: 'INT_64' },
  number: { type: 'DOUBLE' },
  decimal: {
    ...{ type: 'INT64', converted_type: 'DECIMAL', scale: 4, precision: 18 },
    logical_type: { type: 'DECIMAL', scale: 4, precision: 18 },
  },
  time: {
    ...{ type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' },
    logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MILLIS' },
  },
  date: { type: 'INT32', converted_type: 'DATE', logical_type: { type: 'DATE' } },
  boolean: { type: 'BOOLEAN' },
};

/**
 * Rows as a Parquet file, in pieces: one row group after the other. Every column is optional and has a logical type; the file's metadata hold
 * under `hengzhun.table` the table's name and under `hengzhun.columns`, as JSON, unit and meaning of each column in both languages.
 */
export async function* writeParquet<Row>(
  { name, columns }: Table<Row>,
  rows: AsyncIterable<Row>,
): AsyncGenerator<Uint8Array, void, undefined> {
  const bytes = new ByteWriter();
  const described = columns.map(({ name: column, unit = null, text }) => ({ name: column, unit, ...text }));
  const writer = new ParquetWriter({
    writer: bytes,
    schema: [
      { name: 'root', num_children: columns.length },
      ...columns.map(({ name: column, kind }) => ({
        name: column,
        repetition_type: 'OPTIONAL' as const,
        ...types[kind],
      })),
    ],
    kvMetadata: [
      { key: 'hengzhun.table', value: name },
      { key: 'hengzhun.columns', value: JSON.stringify(described) },
    ],
    createdBy: 'hengzhun',
  });
  let group: Row[] = [];
  for await (const row of rows) {
    group.push(row);
    if (group.length < groupRows) continue;
    await writer.write({ columnData: columnsOf(columns, group), rowGroupSize: groupRows });
    group = [];
    yield taken(bytes);
  }
  if (group.length > 0) await writer.write({ columnData: columnsOf(columns, group), rowGroupSize: groupRows });
  await writer.finish();
  yield taken(bytes);
}

/** What was written since; the writer goes on with an empty buffer and the same place in the file. */
function taken(bytes: ByteWriter): Uint8Array {
  const piece = new Uint8Array(bytes.getBytes());
  bytes.index = 0;
  return piece;
}

const columnsOf = <Row>(columns: readonly Column<Row>[], rows: readonly Row[]) =>
  columns.map(({ name, kind, value }) => ({ name, data: rows.map((row) => stored(kind, value(row))) }));

/** A cell as the writer takes it. */
function stored(kind: ColumnKind, cell: Cell): string | number | bigint | boolean | Date | null {
  if (cell === undefined || (typeof cell === 'number' && !Number.isFinite(cell))) return null;
  switch (kind) {
    case 'count':
      return BigInt(cell as number);
    case 'decimal':
      return BigInt(Math.round((cell as number) * 10_000));
    case 'time':
      return new Date(cell as number);
    case 'date':
      return new Date(`${cell as string}T00:00:00Z`);
    default:
      return cell;
  }
}
