import type PDFDocument from 'pdfkit';

/** A4 in points, and what is kept free at its edges. */
export const margin = { left: 50, right: 50, top: 46, bottom: 54 } as const;
export const page = { width: 595.28, height: 841.89 } as const;
export const textWidth = page.width - margin.left - margin.right;
/** Nothing but the footer stands below it. */
export const bottom = page.height - margin.bottom;

export const colours = {
  text: '#1a1a1a',
  quiet: '#595959',
  line: '#bfbfbf',
  shade: '#f2f4f7',
  normal: '#17693a',
  attention: '#8a5a00',
  warning: '#b5400c',
  'out-of-tolerance': '#a8161c',
  unknown: '#4b5563',
} as const;

export type Document = InstanceType<typeof PDFDocument>;
export type Structure = ReturnType<Document['struct']>;

/** What draws: the document, and where the next thing stands. Every text is part of the structure tree, every ornament an artifact. */
export class Pen {
  y: number = margin.top;

  constructor(
    readonly document: Document,
    /** Whether the font has a glyph for a character. */
    private readonly drawable: (codePoint: number) => boolean,
    /** Chinese quotation marks are as wide as a character: in English the narrow ones stand. */
    private readonly narrowQuotes: boolean,
  ) {}

  /** Begins a new page unless there is room for so much, points. */
  need(height: number): void {
    if (this.y + height <= bottom) return;
    this.document.addPage();
    this.y = margin.top;
  }

  /** A text as it can be drawn: what no font has is shown by 〓, as printers do. */
  clean(text: string): string {
    let drawn = '';
    const narrow = this.narrowQuotes ? text.replace(/[‘’]/g, "'").replace(/[“”]/g, '"') : text;
    for (const character of narrow) {
      const code = character.codePointAt(0)!;
      drawn += /[\n\t\r]/.test(character) ? ' ' : this.drawable(code) ? character : '〓';
    }
    return drawn;
  }

  font(bold: boolean, size: number, colour: string = colours.text): this {
    this.document
      .font(bold ? 'bold' : 'regular')
      .fontSize(size)
      .fillColor(colour);
    return this;
  }

  /** Height that a text takes in a width, with the font that is set. */
  height(text: string, width: number): number {
    return this.document.heightOfString(this.clean(text), { width, lineGap });
  }

  /** Draws a text at a place; the caller has made room for it. */
  put(text: string, x: number, y: number, width: number): void {
    this.document.text(this.clean(text), x, y, { width, lineGap });
  }

  /** Something without meaning: a line, a shade. */
  artifact(draw: (document: Document) => void): void {
    this.document.markContent('Artifact', { type: 'Layout' });
    this.document.save();
    draw(this.document);
    this.document.restore();
    this.document.endMarkedContent();
  }

  /** An element of the structure tree that holds one drawing. */
  element(type: string, draw: () => void, options: { alt?: string; scope?: string } = {}): Structure {
    return this.document.struct(type, options as never, draw);
  }
}

/** Between lines of one text, points: the font itself leaves much. */
export const lineGap = -1;
/** So much of a line's height stands below its letters rather than above them, of its size. */
export const leading = 0.3;
