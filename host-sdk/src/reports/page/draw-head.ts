import type { QrMatrix } from '../statement/qr-matrix.js';
import type { Block } from './block.js';
import { markColours, marks } from './draw-blocks.js';
import { colours, leading, margin, type Pen, page, type Structure, textWidth } from './pen.js';

type Head = Extract<Block, { kind: 'head' }>;

/** The QR code's side without its quiet zone, points: about 39 mm, so that a module is half a millimetre. */
const side = 112;

/** Title, who and when, the QR code, the level and both verdicts: what a person looks at first. */
export function drawHead(pen: Pen, parent: Structure, head: Head): void {
  const { title, lines, level, levelText, under, marks: verdicts, qr } = head;
  const quiet = (4 * side) / qr.matrix.size;
  const codeLeft = page.width - margin.right - side - quiet;
  const width = codeLeft - quiet - margin.left - 10;
  const top = pen.y;
  parent.add(pen.element('H1', () => pen.font(true, 15).put(title, margin.left, pen.y, width)));
  pen.y += pen.font(true, 15).height(title, width) + 4;
  for (const line of lines) {
    parent.add(pen.element('P', () => pen.font(false, 9, colours.quiet).put(line, margin.left, pen.y, width)));
    pen.y += pen.font(false, 9).height(line, width) + 1;
  }
  pen.y += 8;
  const inside = width - 20;
  const bandTop = pen.y;
  const levelHeight = pen.font(true, 15).height(levelText, inside);
  pen.artifact((document) => {
    document.roundedRect(margin.left, bandTop, width, levelHeight + 12, 4).fill(colours[level]);
  });
  parent.add(
    pen.element('P', () =>
      pen.font(true, 15, '#ffffff').put(levelText, margin.left + 10, bandTop + 6 + (leading * 15) / 2, inside),
    ),
  );
  pen.y = bandTop + levelHeight + 18;
  const code = drawCode(pen, qr.matrix, codeLeft, top + quiet);
  parent.add(pen.element('Figure', code, { alt: qr.alternative }));
  const captionTop = top + side + 2 * quiet + 2;
  parent.add(
    pen.element('P', () => {
      pen.font(false, 7.5, colours.quiet);
      pen.document.text(pen.clean(qr.caption), codeLeft - quiet, captionTop, {
        width: side + 2 * quiet,
        align: 'center',
      });
    }),
  );
  const codeBottom = captionTop + 14;
  // Beside the code as long as there is room, below it from then on.
  const line = (text: string, bold: boolean, size: number, colour: string): void => {
    const beside = pen.y + pen.font(bold, size).height(text, width) <= codeBottom;
    if (!beside) pen.y = Math.max(pen.y, codeBottom);
    const room = beside ? width : textWidth;
    parent.add(pen.element('P', () => pen.font(bold, size, colour).put(text, margin.left, pen.y, room)));
    pen.y += pen.font(bold, size).height(text, room) + 2;
  };
  for (const text of under) line(text, false, 9.5, colours.text);
  for (const { mark, text } of verdicts) line(`${marks[mark]}　${text}`, true, 10, markColours[mark]);
  pen.y = Math.max(pen.y, codeBottom);
  pen.y += 4;
}

/** Dark modules of a row that touch are one rectangle. */
function drawCode(pen: Pen, { size, dark }: QrMatrix, left: number, top: number): () => void {
  return () => {
    const { document } = pen;
    const module = side / size;
    for (let row = 0; row < size; row++) {
      for (let column = 0; column < size; column++) {
        if (!dark(row, column)) continue;
        const from = column;
        while (column + 1 < size && dark(row, column + 1)) column++;
        document.rect(left + from * module, top + row * module, (column - from + 1) * module, module);
      }
    }
    document.fill('#000000');
  };
}
