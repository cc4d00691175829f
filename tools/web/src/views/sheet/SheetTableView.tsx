import type { ComputeAnswer } from '../../api/types.js';
import { Scrolled } from '../../components/Scrolled.js';
import { Facts } from '../../components/View.js';
import { useWords } from '../../language/language.js';

/** A computed sheet as people read it. */
export function SheetTableView({ table }: { table: NonNullable<ComputeAnswer['table']> }) {
  const { say } = useWords();
  return (
    <div className="hz-stack">
      <Facts rows={table.facts.map(({ name, value }) => [say(name), value] as const)} />
      {table.tables.map((one) => (
        <Scrolled key={one.title.en} label={say(one.title)}>
          <table className="hz-table">
            <caption>{say(one.title)}</caption>
            <thead>
              <tr>
                {one.columns.map((column) => (
                  <th key={column.en}>{say(column)}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {one.rows.map((row, place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place
                <tr key={place}>
                  {row.map((cell, column) => (
                    <td key={one.columns[column]?.en ?? ''}>{typeof cell === 'string' ? cell : say(cell)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </Scrolled>
      ))}
      <strong>{say(table.conclusion)}</strong>
    </div>
  );
}
