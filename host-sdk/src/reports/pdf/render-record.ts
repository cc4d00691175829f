import PDFDocument from 'pdfkit';
import { drawBlocks } from '../page/draw-blocks.js';
import { pageFonts } from '../page/page-fonts.js';
import { sayIn } from '../page/page-words.js';
import { colours, type Document, margin, Pen, page, textWidth } from '../page/pen.js';
import { recordBlocks } from '../page/record-blocks.js';
import type { ExaminedRecord } from '../record/examined-record.js';
import type { RecordContent } from '../record/inspection-record.js';
import { recordBytes } from '../record/read-record.js';
import { addSignatureField } from './signature-field.js';

/** A record that was looked at, with its members and the text of its QR code. */
export interface RenderInput {
  readonly content: RecordContent;
  readonly examined: ExaminedRecord;
  readonly statement: string;
}

/**
 * Lays a record out as PDF 1.7: tagged, with language and title, fonts embedded as subsets, the record, its members and the statement
 * attached, and room for a signature. The same input gives the same bytes. Nothing is compressed: whoever checks it has nothing to inflate.
 *
 * @throws {SdkError} `report-fonts-missing`
 */
export function renderRecord({ content, examined, statement }: RenderInput): Promise<Buffer> {
  const { record } = content;
  const { language, number, madeAt, madeBy } = record;
  const say = sayIn(language);
  const title = `${say('title')} ${number}`;
  const fonts = pageFonts();
  const document = new PDFDocument({
    ...{ size: 'A4', margins: { ...margin, bottom: 0 }, pdfVersion: '1.7', compress: false, bufferPages: true },
    ...{ tagged: true, lang: language === 'zh' ? 'zh-CN' : 'en', displayTitle: true, autoFirstPage: false },
    info: {
      ...{ Title: title, Author: madeBy.authority, Subject: record.instrument.ueid, Producer: record.layout },
      ...{ Creator: 'hengzhun', CreationDate: new Date(madeAt), ModDate: new Date(madeAt) },
    },
  });
  const finished = collected(document);
  document.registerFont('regular', fonts.regular).registerFont('bold', fonts.bold);
  attach(document, content, statement);
  document.addPage();
  addSignatureField(document, { name: madeBy.authority, reason: title, at: madeAt });
  document.font('regular');
  const root = document.struct('Document');
  document.addStructure(root);
  drawBlocks(new Pen(document, drawableBy(document), language === 'en'), root, recordBlocks(examined, statement));
  root.end();
  drawFooters(document, (at, pages) => say('footer', { title: say('title'), number, page: at, pages }));
  document.end();
  return finished;
}

/** Everything that the page is made from, as associated files (ISO 32000-2 section 14.13), in the order in which it is read again. */
function attach(document: Document, { record, members }: RecordContent, statement: string): void {
  const date = new Date(record.madeAt);
  const add = (name: string, type: string, relationship: 'Data' | 'Source' | 'Supplement', bytes: Uint8Array) => {
    const options = { name, type, relationship, creationDate: date, modifiedDate: date };
    document.file(Buffer.from(bytes), options as never);
  };
  add('record.json', 'application/json', 'Data', recordBytes(record));
  for (const { name, type } of record.members) add(name, type, 'Source', members.get(name)!);
  add('statement.txt', 'text/plain', 'Supplement', Buffer.from(statement, 'latin1'));
}

/** Whether the font that is set has a glyph. */
function drawableBy(document: Document): (codePoint: number) => boolean {
  const { font } = (document as unknown as { _font: { font: { hasGlyphForCodePoint(code: number): boolean } } })._font;
  const known = new Map<number, boolean>();
  return (code) => {
    const found = known.get(code) ?? font.hasGlyphForCodePoint(code);
    known.set(code, found);
    return found;
  };
}

function drawFooters(document: Document, text: (page: number, pages: number) => string): void {
  const { start, count } = document.bufferedPageRange();
  for (let index = 0; index < count; index++) {
    document.switchToPage(start + index);
    document.markContent('Artifact', { type: 'Pagination' });
    document.font('regular').fontSize(7.5).fillColor(colours.quiet);
    const options = { width: textWidth, align: 'center', lineBreak: false } as const;
    document.text(text(index + 1, count), margin.left, page.height - 34, options);
    document.endMarkedContent();
  }
}

function collected(document: Document): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    document.on('data', (piece: Buffer) => pieces.push(piece));
    document.on('end', () => resolve(Buffer.concat(pieces)));
    document.on('error', reject);
  });
}
