import { type KeyboardEvent, type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { virtualRange } from './virtual-range.js';

export interface VirtualColumn<Row> {
  readonly key: string;
  readonly title: string;
  /** A track of a CSS grid, e.g. `minmax(120px, 2fr)`. */
  readonly width: string;
  /** Left out below 768 px. */
  readonly wide?: boolean;
  render(row: Row): ReactNode;
}

/**
 * A table of any length of which only the rows in view are drawn: rows of one height, the whole announced to assistive technology by
 * `aria-rowcount`. Arrow keys, page keys, Home and End move a marked row; Enter opens it.
 */
export function VirtualTable<Row>({
  label,
  rows,
  columns,
  rowKey,
  onOpen,
  onNearEnd,
  total,
  rowHeight = 52,
  height = 'calc(100vh - 300px)',
}: {
  label: string;
  rows: readonly Row[];
  columns: readonly VirtualColumn<Row>[];
  rowKey: (row: Row) => string;
  onOpen?: (row: Row) => void;
  /** Called when the last rows that are known come near. */
  onNearEnd?: () => void;
  /** How many there are altogether, where more than `rows` are known of. */
  total?: number;
  rowHeight?: number;
  height?: number | string;
}) {
  const box = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: 600 });
  const [marked, setMarked] = useState(0);
  const { first, end } = virtualRange(view.top, view.height, rowHeight, rows.length);
  const template = columns.map(({ width }) => width).join(' ');

  useLayoutEffect(() => {
    const element = box.current!;
    const measure = () => setView({ top: element.scrollTop, height: element.clientHeight });
    measure();
    const watcher = new ResizeObserver(measure);
    watcher.observe(element);
    return () => watcher.disconnect();
  }, []);

  useEffect(() => {
    if (end >= rows.length - 40) onNearEnd?.();
  }, [end, rows.length, onNearEnd]);

  const moveTo = (index: number) => {
    const next = Math.max(0, Math.min(rows.length - 1, index));
    setMarked(next);
    const element = box.current!;
    const head = rowHeight;
    const y = next * rowHeight;
    if (y < element.scrollTop) element.scrollTop = y;
    else if (y + rowHeight + head > element.scrollTop + element.clientHeight)
      element.scrollTop = y + rowHeight + head - element.clientHeight;
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const page = Math.max(1, Math.floor(view.height / rowHeight) - 2);
    const steps: Record<string, number> = {
      ArrowDown: marked + 1,
      ArrowUp: marked - 1,
      PageDown: marked + page,
      PageUp: marked - page,
      Home: 0,
      End: rows.length - 1,
    };
    const target = steps[event.key];
    if (target !== undefined) {
      event.preventDefault();
      moveTo(target);
    } else if (event.key === 'Enter' && event.target === event.currentTarget && rows[marked]) onOpen?.(rows[marked]);
  };

  const markedRow = rows[marked];
  return (
    <div
      ref={box}
      role="grid"
      aria-label={label}
      aria-rowcount={(total ?? rows.length) + 1}
      aria-colcount={columns.length}
      aria-activedescendant={markedRow && marked >= first && marked < end ? `row-${rowKey(markedRow)}` : undefined}
      tabIndex={0}
      className="hz-virtual"
      style={{ height, minHeight: 260 }}
      onScroll={(event) => setView({ top: event.currentTarget.scrollTop, height: event.currentTarget.clientHeight })}
      onKeyDown={onKeyDown}
    >
      <div
        role="row"
        aria-rowindex={1}
        tabIndex={-1}
        className="hz-virtual-head"
        style={{ gridTemplateColumns: template, height: rowHeight }}
      >
        {columns.map(({ key, title }) => (
          <div role="columnheader" key={key} tabIndex={-1}>
            {title}
          </div>
        ))}
      </div>
      <div role="rowgroup" style={{ height: rows.length * rowHeight, position: 'relative' }}>
        {rows.slice(first, end).map((row, offset) => {
          const index = first + offset;
          return (
            <div
              role="row"
              tabIndex={-1}
              key={rowKey(row)}
              id={`row-${rowKey(row)}`}
              aria-rowindex={index + 2}
              aria-selected={index === marked}
              className="hz-virtual-row"
              style={{
                gridTemplateColumns: template,
                height: rowHeight,
                transform: `translateY(${index * rowHeight}px)`,
              }}
              onClick={() => {
                setMarked(index);
                onOpen?.(row);
              }}
              onKeyDown={undefined}
            >
              {columns.map((column) => (
                <div role="gridcell" key={column.key} tabIndex={-1}>
                  {column.render(row)}
                </div>
              ))}
            </div>
          );
        })}
      </div>
    </div>
  );
}
