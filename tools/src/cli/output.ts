import { styleText } from 'node:util';
import Table from 'cli-table3';
import type { MessageKey } from '../language/catalogue.js';
import { type Language, type MessageValues, translate } from '../language/translate.js';

export type Colour = 'green' | 'yellow' | 'red' | 'magenta' | 'cyan' | 'gray' | 'bold' | 'dim';

/** Where results, notes and JSON go. Results on standard output, everything else on standard error. */
export interface Output {
  readonly language: Language;
  /** One JSON object per line on standard output, and nothing else there. */
  readonly json: boolean;
  readonly columns: number;
  text(key: MessageKey, values?: MessageValues): string;
  /** A line of the result, for people; silent with `--json`. */
  line(text?: string): void;
  /** A JSON object on a line of its own; silent without `--json`. */
  object(value: Readonly<Record<string, unknown>>): void;
  /** A line beside the result, on standard error. */
  note(text: string): void;
  paint(colour: Colour, text: string): string;
  table(head: readonly string[], rows: readonly (readonly string[])[]): string;
}

/** Bytes become lower-case hexadecimal, bigints decimal text; maps become objects. */
function jsonValue(_key: string, value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex');
  if (typeof value === 'bigint') return String(value);
  if (value instanceof Map) return Object.fromEntries(value);
  // A Buffer has turned itself into this shape before we see it.
  if (isBufferShape(value)) return Buffer.from(value.data).toString('hex');
  return value;
}

function isBufferShape(value: unknown): value is { data: number[] } {
  return (
    typeof value === 'object' && value !== null && (value as { type?: unknown }).type === 'Buffer' && 'data' in value
  );
}

/** Output of one run of a command. Colours only on a terminal; NO_COLOR and TERM=dumb are respected. */
export function createOutput(options: { language: Language; json: boolean; stream?: NodeJS.WriteStream }): Output {
  const stream = options.stream ?? process.stdout;
  const coloured = Boolean(stream.isTTY && stream.hasColors?.()) && !process.env.NO_COLOR;
  const paint = (colour: Colour, text: string) =>
    coloured ? styleText(colour, text, { validateStream: false }) : text;
  return {
    language: options.language,
    json: options.json,
    get columns() {
      return stream.columns ?? 100;
    },
    text: (key, values) => translate(options.language, key, values),
    line: (text = '') => {
      if (!options.json) stream.write(`${text}\n`);
    },
    object: (value) => {
      if (options.json) stream.write(`${JSON.stringify(value, jsonValue)}\n`);
    },
    note: (text) => process.stderr.write(`${text}\n`),
    paint,
    table: (head, rows) => {
      const table = new Table({
        head: head.map((cell) => paint('bold', cell)),
        style: { head: [], border: [], compact: true, 'padding-left': 1, 'padding-right': 1 },
      });
      for (const row of rows) table.push([...row]);
      return table.toString();
    },
  };
}
