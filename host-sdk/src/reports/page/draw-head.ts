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
  pen.y = Math.max(pen.y, captionTop + 14);
  for (const line of under) {
    parent.add(pen.element('P', () => pen.font(false, 9.5).put(line, margin.left, pen.y, textWidth)));
    pen.y += pen.font(false, 9.5).height(line, textWidth) + 2;
  }
  for (const { mark, text } of verdicts) {
    parent.add(
      pen.element('P', () => {
        pen.font(true, 10, markColours[mark]).put(`${marks[mark]}　${text}`, margin.left, pen.y, textWidth);
      }),
    );
    pen.y += pen.font(true, 10).height(text, textWidth) + 2;
  }
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
