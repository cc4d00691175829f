import { type NearbyInstrument, type SuspicionCode, sealStateText, suspicionText } from '@hengzhun/host-sdk';
import { SELF_STATE_ALARM, SELF_STATE_ATTENTION } from '@hengzhun/protocol';
import { isMessageKey } from '../language/translate.js';
import { fit } from './display-width.js';
import { formatSpan } from './duration.js';
import type { Colour, Output } from './output.js';
import { levelName, reasonOfCode, selfStateName } from './words.js';

/** Suspicions that are about forgery; the others say what is not known. */
const grave: ReadonlySet<SuspicionCode> = new Set<SuspicionCode>([
  'clone-present',
  'counter-backwards',
  'sequence-forked',
  'key-changed',
  'key-revoked',
  'behind-store',
  'fork-of-store',
]);

/** Who is in range as lines for a person; nothing is green, because nothing is proved. */
export function scanLines(
  output: Output,
  around: readonly NearbyInstrument[],
  crowded: number,
  width: number,
  now: number,
): string[] {
  const lines = [output.paint('bold', output.text('scan.title', { count: around.length }))];
  const head = (['signal', 'address', 'kind', 'says', 'seal', 'sequence', 'register', 'remarks'] as const).map((name) =>
    output.text(`scan.head.${name}`),
  );
  if (around.length === 0) lines.push(output.text('scan.nobody'));
  else {
    const rows = around.map((one) => {
      const colour = colourOf(one);
      return rowOf(output, one, now).map((cell) => (colour ? output.paint(colour, cell) : cell));
    });
    lines.push(...output.table(head, rows).split('\n'));
  }
  if (crowded > 0) lines.push(output.paint('yellow', output.text('scan.crowded', { count: crowded })));
  lines.push(output.paint('dim', fit(output.text('scan.hint'), Math.max(40, width)).trimEnd()));
  return lines;
}

function rowOf(output: Output, one: NearbyInstrument, now: number): string[] {
  const { beacon, address, name, known } = one;
  const says = beacon
    ? [selfStateName(output, beacon.selfState), ...(beacon.isLocked ? [output.text('scan.locked')] : [])].join(', ')
    : '–';
  return [
    one.rssi === undefined ? '–' : `${signalBar(one.rssi)} ${Math.round(one.rssi)}`,
    name ? `${address} ${name}` : address,
    beacon ? kindName(output, beacon.kind) : '–',
    says,
    beacon ? sealStateText(beacon.sealState)[output.language] : '–',
    beacon ? String(beacon.sequence) : '–',
    registerWords(output, known),
    remarks(output, one, now).join(output.language === 'zh' ? '；' : '; ') || '–',
  ];
}

function registerWords(output: Output, known: NearbyInstrument['known']): string {
  if (known === undefined) return '–';
  const level = known.level === undefined ? [] : [levelName(output, known.level)];
  return [known.serialNumber || known.ueid, ...level].join(', ');
}

function remarks(output: Output, one: NearbyInstrument, now: number): string[] {
  const silent = now - one.lastSeen;
  return [
    ...(one.refused ? [refusedWords(output, one.refused)] : []),
    ...one.suspicions.map((code) => suspicionText(code)[output.language]),
    ...(one.beacon?.isBusy ? [output.text('scan.busy')] : []),
    ...(silent > 3000 ? [formatSpan(silent)] : []),
  ];
}

function refusedWords(output: Output, { code, message }: NonNullable<NearbyInstrument['refused']>): string {
  return reasonOfCode(output, code) || message;
}

function kindName(output: Output, kind: number): string {
  const key = `scan.kind.${kind}`;
  return isMessageKey(key) ? output.text(key) : String(kind);
}

const bars = '▁▂▃▄▅▆▇█';

/** -100 dBm is hardly there, -40 dBm beside it. */
function signalBar(rssi: number): string {
  const step = Math.round(((rssi + 100) / 60) * (bars.length - 1));
  return bars[Math.max(0, Math.min(bars.length - 1, step))]!;
}

function colourOf({ beacon, refused, suspicions }: NearbyInstrument): Colour | undefined {
  if (suspicions.some((code) => grave.has(code))) return 'red';
  if (refused !== undefined || beacon === undefined) return 'gray';
  if (beacon.selfState >= SELF_STATE_ALARM) return 'red';
  if (suspicions.length > 0) return 'magenta';
  return beacon.selfState >= SELF_STATE_ATTENTION ? 'yellow' : undefined;
}

/** The same for programs. */
export function nearbyObject(one: NearbyInstrument): Record<string, unknown> {
  const { known, beacon, refused, ...rest } = one;
  return { ...rest, beacon: beacon ?? null, refused: refused ?? null, known: known ?? null };
}
