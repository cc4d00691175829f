/** One record of a CSV file with the line on which it begins (1 is the first line of the file). */
export interface CsvRecord {
  readonly line: number;
  readonly fields: readonly string[];
}

/**
 * Reads CSV after RFC 4180: quoted fields may hold commas, line breaks and doubled quotes. A byte order mark and bare LF or CR line ends
 * are accepted, blank lines skipped, and `;` or tab separates where the first line has no comma: spreadsheets write all of these.
 * An unclosed quote is returned as `unclosedLine`, because everything after it is unusable.
 */
export function parseCsv(text: string): { records: CsvRecord[]; unclosedLine: number | undefined } {
  const source = text.startsWith('\ufeff') ? text.slice(1) : text;
  const separator = separatorOf(source);
  const records: CsvRecord[] = [];
  let fields: string[] = [];
  let field = '';
  let line = 1;
  let startLine = 1;
  let quotedSince = 0;
  const endRecord = () => {
    fields.push(field);
    if (fields.length > 1 || fields[0]!.trim() !== '') records.push({ line: startLine, fields });
    fields = [];
    field = '';
  };
  for (let i = 0; i < source.length; i++) {
    const character = source[i]!;
    if (character === '\n' || (character === '\r' && source[i + 1] !== '\n')) line++;
    if (quotedSince > 0) {
      if (character !== '"') field += character;
      else if (source[i + 1] === '"') field += source[i++];
      else quotedSince = 0;
    } else if (character === '"' && field === '') {
      quotedSince = line;
    } else if (character === separator) {
      fields.push(field);
      field = '';
    } else if (character === '\n' || character === '\r') {
      if (character === '\r' && source[i + 1] === '\n') continue;
      endRecord();
      startLine = line;
    } else {
      field += character;
    }
  }
  if (quotedSince > 0) return { records, unclosedLine: quotedSince };
  if (field !== '' || fields.length > 0) endRecord();
  return { records, unclosedLine: undefined };
}

function separatorOf(source: string): string {
  const first = source.slice(0, source.search(/[\r\n]|$/));
  return first.includes(',') ? ',' : first.includes(';') ? ';' : first.includes('\t') ? '\t' : ',';
}

/** What a spreadsheet takes for a formula when a cell begins with it, in both widths (OWASP, CSV injection), and our own mark. */
const FORMULA = /^[=+\-@'＝＋－＠]/u;
/** Our mark before such a text: spreadsheets take what follows for text. */
const GUARD = /^'(?=[=+\-@'＝＋－＠])/u;

/**
 * One line of CSV (RFC 4180 section 2), without its end. Texts that a spreadsheet would run as a formula get an apostrophe before them, which
 * `csvText` takes away again; numbers stand as they are.
 */
export function csvLine(fields: readonly (string | number)[]): string {
  return fields.map((field) => (typeof field === 'number' ? String(field) : quote(field))).join(',');
}

/** The text of a field as read: without the spaces around it, and without the apostrophe that `csvLine` put before a formula. */
export function csvText(field: string): string {
  return field.trim().replace(GUARD, '');
}

function quote(text: string): string {
  const field = FORMULA.test(text) ? `'${text}` : text;
  return /[",;\t\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}
