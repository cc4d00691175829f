import type { Block, Mark } from './block.js';
import { drawHead } from './draw-head.js';
import { drawTable } from './draw-table.js';
import { bottom, colours, margin, type Pen, type Structure, textWidth } from './pen.js';

export const marks: Readonly<Record<Mark, string>> = { good: '✓', bad: '×', note: '!', none: '·' };
export const markColours: Readonly<Record<Mark, string>> = {
  good: colours.normal,
  bad: colours['out-of-tolerance'],
  note: colours.attention,
  none: colours.quiet,
};

/** Width of the names in a list of pairs. */
const nameWidth = 148;

/** Draws everything that is printed, in order, page after page. */
export function drawBlocks(pen: Pen, parent: Structure, blocks: readonly Block[]): void {
  for (const block of blocks) {
    switch (block.kind) {
      case 'head':
        drawHead(pen, parent, block);
        break;
      case 'section':
        drawSection(pen, parent, block.text);
        break;
      case 'subtitle':
        drawSubtitle(pen, parent, block.text);
        break;
      case 'pairs':
        for (const pair of block.rows) drawPair(pen, parent, pair);
        pen.y += 3;
        break;
      case 'table':
        drawTable(pen, parent, block);
        break;
      case 'paragraph':
        drawParagraph(pen, parent, block.text, block.quiet ?? false);
        break;
      case 'list':
        drawList(pen, parent, block);
        break;
    }
  }
}

function drawSection(pen: Pen, parent: Structure, text: string): void {
  // Never alone at the foot of a page.
  pen.need(60);
  pen.y += 7;
  parent.add(pen.element('H2', () => pen.font(true, 11.5).put(text, margin.left, pen.y, textWidth)));
  pen.y += pen.font(true, 11.5).height(text, textWidth);
  pen.artifact((document) => {
    document
      .moveTo(margin.left, pen.y)
      .lineTo(margin.left + textWidth, pen.y)
      .lineWidth(0.8)
      .stroke(colours.line);
  });
  pen.y += 4;
}

function drawSubtitle(pen: Pen, parent: Structure, text: string): void {
  pen.need(60);
  pen.y += 2;
  parent.add(pen.element('H3', () => pen.font(true, 9.5).put(text, margin.left, pen.y, textWidth)));
  pen.y += pen.font(true, 9.5).height(text, textWidth) + 2;
}

function drawPair(pen: Pen, parent: Structure, [name, value]: readonly [string, string]): void {
  const width = textWidth - nameWidth;
  const height = Math.max(pen.font(false, 9).height(name, nameWidth - 8), pen.height(value, width));
  pen.need(Math.min(height, bottom - margin.top));
  const paragraph = pen.document.struct('P');
  parent.add(paragraph);
  paragraph.add(
    pen.element('Span', () => pen.font(false, 9, colours.quiet).put(name, margin.left, pen.y, nameWidth - 8)),
  );
  paragraph.add(pen.element('Span', () => pen.font(false, 9).put(value, margin.left + nameWidth, pen.y, width)));
  paragraph.end();
  pen.y += height + 1.5;
}

function drawParagraph(pen: Pen, parent: Structure, text: string, quiet: boolean): void {
  const size = quiet ? 7.5 : 9;
  const height = pen.font(false, size).height(text, textWidth);
  pen.need(Math.min(height, bottom - margin.top));
  const colour = quiet ? colours.quiet : colours.text;
  parent.add(pen.element('P', () => pen.font(false, size, colour).put(text, margin.left, pen.y, textWidth)));
  pen.y += height + 3;
}

function drawList(pen: Pen, parent: Structure, { title, items }: Extract<Block, { kind: 'list' }>): void {
  if (title !== undefined) {
    // Never alone at the foot of a page.
    const first = pen.font(false, 9).height(items[0]?.text ?? '', textWidth - 14);
    pen.need(Math.min(first + 24, bottom - margin.top));
    pen.y += 2;
    parent.add(pen.element('H3', () => pen.font(true, 9.5).put(title, margin.left, pen.y, textWidth)));
    pen.y += pen.font(true, 9.5).height(title, textWidth) + 1;
  }
  const list = pen.document.struct('L');
  parent.add(list);
  const indent = 14;
  for (const { mark, text } of items) {
    const height = pen.font(false, 9).height(text, textWidth - indent);
    pen.need(Math.min(height, bottom - margin.top));
    const item = pen.document.struct('LI');
    list.add(item);
    item.add(
      pen.element('Lbl', () => pen.font(true, 9, markColours[mark]).put(marks[mark], margin.left + 2, pen.y, indent)),
    );
    item.add(pen.element('LBody', () => pen.font(false, 9).put(text, margin.left + indent, pen.y, textWidth - indent)));
    item.end();
    pen.y += height + 1.5;
  }
  list.end();
  pen.y += 3;
}
