import type { Block } from './block.js';
import { bottom, colours, leading, margin, type Pen, type Structure, textWidth } from './pen.js';

type Table = Extract<Block, { kind: 'table' }>;
const padding = 2;

/** A table with its head repeated on every page; a row is never divided unless it is longer than a page. */
export function drawTable(pen: Pen, parent: Structure, { title, head, widths, rows, small }: Table): void {
  const size = small ? 7 : 8.5;
  const sum = widths.reduce((total, width) => total + width, 0);
  const columns = widths.map((width) => (width / sum) * textWidth);
  const heightOf = (cells: readonly string[], bold: boolean): number => {
    pen.font(bold, size);
    const heights = cells.map((cell, index) => pen.height(cell, columns[index]! - 2 * padding));
    return Math.min(Math.max(...heights, size), bottom - margin.top - 60) + 2 * padding;
  };
  pen.font(true, 9.5);
  pen.need(
    pen.height(title, textWidth) + heightOf(head, true) + (rows[0] === undefined ? 0 : heightOf(rows[0], false)) + 12,
  );
  pen.y += 4;
  const caption = pen.document.struct('Caption');
  const table = pen.document.struct('Table');
  parent.add(table);
  table.add(caption);
  caption.add(() => {
    pen.font(true, 9.5).put(title, margin.left, pen.y, textWidth);
  });
  caption.end();
  pen.y += pen.font(true, 9.5).height(title, textWidth) + 2;

  const drawHead = (repeated: boolean): void => {
    const height = heightOf(head, true);
    pen.artifact((document) => {
      document.rect(margin.left, pen.y, textWidth, height).fill(colours.shade);
    });
    // Repeated heads are no part of the table's content.
    if (repeated) pen.artifact(() => drawCells(pen, head, columns, true, size));
    else drawRow(pen, table, head, columns, true, size);
    pen.y += height;
  };
  drawHead(false);
  for (const row of rows) {
    const height = heightOf(row, false);
    if (pen.y + height > bottom) {
      pen.need(bottom);
      drawHead(true);
    }
    drawRow(pen, table, row, columns, false, size);
    pen.y += height;
    pen.artifact((document) => {
      document
        .moveTo(margin.left, pen.y)
        .lineTo(margin.left + textWidth, pen.y)
        .lineWidth(0.4)
        .stroke(colours.line);
    });
  }
  table.end();
  pen.y += 6;
}

function drawRow(
  pen: Pen,
  table: Structure,
  cells: readonly string[],
  columns: number[],
  bold: boolean,
  size: number,
): void {
  const row = pen.document.struct('TR');
  table.add(row);
  let x = margin.left;
  cells.forEach((cell, index) => {
    const at = x;
    const draw = () =>
      pen
        .font(bold, size)
        .put(cell, at + padding, pen.y + padding + (leading * size) / 2, columns[index]! - 2 * padding);
    row.add(bold ? pen.element('TH', draw, { scope: 'Column' }) : pen.element('TD', draw));
    x += columns[index]!;
  });
  row.end();
}

function drawCells(pen: Pen, cells: readonly string[], columns: readonly number[], bold: boolean, size: number): void {
  let x = margin.left;
  cells.forEach((cell, index) => {
    pen.font(bold, size).put(cell, x + padding, pen.y + padding + (leading * size) / 2, columns[index]! - 2 * padding);
    x += columns[index]!;
  });
}
