import { displayWidth, fit } from '../cli/display-width.js';
import { formatSpan } from '../cli/duration.js';
import type { Colour, Output } from '../cli/output.js';
import { levelName, selfStateName } from '../cli/words.js';
import { type Happening, type Row, reasonWords } from './model.js';

export interface ViewState {
  readonly rows: readonly Row[];
  readonly happenings: readonly Happening[];
  /** Simulated ms since the start. */
  readonly now: number;
  readonly speed: number;
  /** Simulated time per real time, as reached. */
  readonly reached: number;
  readonly host: string;
  readonly data: string;
}

const levelColours: Readonly<Record<string, Colour>> = {
  normal: 'green',
  attention: 'yellow',
  warning: 'red',
  'out-of-tolerance': 'red',
  unknown: 'magenta',
};
const selfStateColours: readonly Colour[] = ['green', 'yellow', 'red', 'red'];

/** The whole screen as lines, at most `height` of them and `width` columns wide. */
export function screenLines(output: Output, state: ViewState, width: number, height: number): string[] {
  const lines = [titleLine(output, state, width), ''];
  lines.push(...tableLines(output, state.rows, width));
  lines.push('');
  const room = height - lines.length - 2;
  const shown = room > 0 ? state.happenings.slice(-room) : [];
  for (const one of shown) lines.push(fit(happeningLine(one), width).trimEnd());
  lines.push('', output.paint('dim', fit(output.text('station.footer'), width).trimEnd()));
  return lines.slice(0, Math.max(4, height));
}

/** Columns of the longest title, `tampered with`. */
const titleWidth = 13;

/** What happened to which instrument, and when, in one line. */
export function happeningLine({ at, title, text }: Happening): string {
  return `${formatSpan(at).padStart(9)}  ${fit(title, titleWidth)} ${text}`;
}

function titleLine(output: Output, { now, speed, reached, host, data }: ViewState, width: number): string {
  const slow = reached < speed * 0.8 && now > 60_000;
  const pace = slow
    ? output.text('station.pace-slow', { speed, reached: Math.round(reached) })
    : output.text('station.pace', { speed });
  const title = output.text('station.title');
  const rest = output.text('station.subtitle', { time: formatSpan(now), pace, host, data });
  const line = fit(`${title}  ${rest}`, width).trimEnd();
  return output.paint('bold', line.slice(0, title.length)) + line.slice(title.length);
}

/** A table that always fits the width: the last column takes what is left, over several lines. */
export function tableLines(output: Output, rows: readonly Row[], width: number): string[] {
  const head = (['scale', 'self-state', 'level', 'frames', 'refused', 'why'] as const).map((name) =>
    output.text(`station.head.${name}`),
  );
  const cells = rows.map((row) => rowCells(output, row));
  const widths = [0, 1, 2, 3, 4].map((column) =>
    Math.max(displayWidth(head[column]!), ...cells.map((row) => displayWidth(row[column]!.text))),
  );
  const left = width - widths.reduce((sum, one) => sum + one + 2, 0);
  widths.push(Math.max(12, left));
  const rule = output.paint(
    'dim',
    '─'.repeat(
      Math.min(
        width,
        widths.reduce((sum, one) => sum + one + 2, -2),
      ),
    ),
  );
  const lines = [output.paint('bold', head.map((text, i) => fit(text, widths[i]!)).join('  ')).trimEnd(), rule];
  for (const row of cells) {
    const why = wrap(row[5]!.text, widths[5]!, 3);
    why.forEach((part, index) => {
      const front = row.slice(0, 5).map(({ text, colour, right }, i) => {
        const content = index === 0 ? text : '';
        const padded = right ? ' '.repeat(widths[i]! - displayWidth(content)) + content : fit(content, widths[i]!);
        return colour && content !== '' ? output.paint(colour, padded) : padded;
      });
      lines.push(`${front.join('  ')}  ${part}`.trimEnd());
    });
  }
  lines.push(rule);
  return lines;
}

interface Cell {
  readonly text: string;
  readonly colour?: Colour;
  readonly right?: boolean;
}

function rowCells(output: Output, row: Row): Cell[] {
  const evaluation = row.status?.evaluation;
  const selfState = row.status?.chain.status?.selfState;
  const level = evaluation?.level ?? 'unknown';
  return [
    { text: row.title },
    selfState === undefined
      ? { text: '–' }
      : { text: selfStateName(output, selfState), colour: selfStateColours[selfState] ?? 'red' },
    { text: levelName(output, level), colour: levelColours[level] ?? 'red' },
    { text: String(row.frames), right: true },
    { text: String(row.refused), right: true, ...(row.refused > 0 ? { colour: 'red' as const } : {}) },
    {
      text:
        row.ended ??
        `${deliveries(output, row)}${reasonWords(output, row.status) || output.text('station.nothing-wrong')}`,
    },
  ];
}

/** What the nozzles of a dispenser have delivered, in front of what is wrong with it; nothing for a scale. */
function deliveries(output: Output, { status }: Row): string {
  const nozzles = Object.values(status?.chain.nozzles ?? {}).flatMap(({ nozzle }) => nozzle ?? []);
  if (nozzles.length === 0) return '';
  const totals = nozzles.map(({ totaliser }) => (totaliser / 1000).toFixed(1)).join(' + ');
  const fuelings = nozzles.reduce((sum, nozzle) => sum + nozzle.fuelings, 0);
  return output.text('station.delivered', { totals, fuelings });
}

/** Breaks text into at most `most` lines of `width` columns; between words, or anywhere in Chinese. */
export function wrap(text: string, width: number, most: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of text.match(/[\u2e80-\u9fff\uff00-\uffef]|[^\s\u2e80-\u9fff\uff00-\uffef]+\s*|\s+/g) ?? []) {
    if (displayWidth(line) + displayWidth(piece.trimEnd()) > width && line !== '') {
      lines.push(line.trimEnd());
      line = '';
    }
    line += piece;
  }
  lines.push(line.trimEnd());
  if (lines.length <= most) return lines.map((one) => (displayWidth(one) > width ? fit(one, width) : one));
  const kept = lines.slice(0, most);
  kept[most - 1] = fit(`${kept[most - 1]} …`, width).trimEnd();
  return kept;
}
