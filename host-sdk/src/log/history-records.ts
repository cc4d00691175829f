import { CHANNEL_VALUE_UNAVAILABLE, EVENT_RECORD, EVENT_TOTAL } from '@hengzhun/protocol';
import { toHex } from '../bytes.js';
import type { ProvedEvent } from './event-log-store.js';

/** What one channel came to in a period. */
export interface ChannelMedian {
  /** The nozzle of a dispenser, 0..3; undefined: a scale. */
  readonly nozzle: number | undefined;
  /** CHANNEL_*. */
  readonly identifier: number;
  /** Integer in the channel's unit; undefined: not available in the whole period. */
  readonly median: number | undefined;
}

/** A period of operation as an instrument remembers it, for those that are rarely read (CDDL `event-record`). */
export interface HistoryRecord {
  /** Number of its first entry in the event log. */
  readonly number: number;
  /** When it was written: boot and seconds since. */
  readonly bootcount: number;
  readonly uptime: number;
  /** Length of the period, days of operation. */
  readonly days: number;
  /** Word of all FLAG_BIT_* that were shown in the period. */
  readonly flags: number;
  /** First 8 bytes of the digest of the last frame, hex: binds the record to a place in the chain. */
  readonly chainHead: string;
  readonly medians: readonly ChannelMedian[];
  /** Dispensers: what each nozzle had delivered, mL, and its fuelings. */
  readonly totals: readonly { readonly nozzle: number; readonly totaliser: number; readonly fuelings: number }[];
}

/** What an instrument reports: tells the medians of a record apart. */
export interface ReportedChannels {
  /** Ascending, from the signed identity. */
  readonly observedChannels: readonly number[];
  /** Number of nozzles; 0: a scale. */
  readonly nozzles: number;
}

/**
 * The history in a proved event log. A dispenser writes the medians of all its nozzles one after the other, at most eight in one entry, so
 * its records are put together from several. Records of another width than the instrument reports now come without medians: they are from
 * a time when other channels were fitted.
 */
export function historyRecords(events: readonly ProvedEvent[], reported: ReportedChannels): HistoryRecord[] {
  const places = placesOf(reported);
  const records: HistoryRecord[] = [];
  for (let at = 0; at < events.length; ) {
    const first = events[at]!;
    const said = read(first);
    if (said === undefined) {
      at++;
      continue;
    }
    let packed = said.medians;
    for (at++; packed.length < 2 * places.length; at++) {
      const next = events[at] && read(events[at]!);
      if (next === undefined || next.chainHead !== said.chainHead || next.days !== said.days) break;
      packed = Buffer.concat([packed, next.medians]);
    }
    const totals: HistoryRecord['totals'][number][] = [];
    for (; events[at]?.kind === EVENT_TOTAL; at++) {
      const [nozzle, totaliser, fuelings] = events[at]!.items as number[];
      if (fuelings !== undefined) totals.push({ nozzle: nozzle!, totaliser: totaliser!, fuelings });
    }
    const { days, flags, chainHead } = said;
    const { number, bootcount, uptime } = first;
    const whole = packed.length === 2 * places.length;
    const medians = whole ? places.map((place, index) => ({ ...place, median: valueAt(packed, index) })) : [];
    records.push({ number, bootcount, uptime, days, flags, chainHead, medians, totals });
  }
  return records;
}

function placesOf({ observedChannels, nozzles }: ReportedChannels): Pick<ChannelMedian, 'nozzle' | 'identifier'>[] {
  const channels = (nozzle: number | undefined) => observedChannels.map((identifier) => ({ nozzle, identifier }));
  return nozzles === 0 ? channels(undefined) : Array.from({ length: nozzles }, (_, nozzle) => channels(nozzle)).flat();
}

function read({ kind, items }: ProvedEvent) {
  if (kind !== EVENT_RECORD) return undefined;
  const [days, medians, flags, head] = items;
  if (typeof days !== 'number' || typeof flags !== 'number') return undefined;
  if (!(medians instanceof Uint8Array) || !(head instanceof Uint8Array)) return undefined;
  return { days, medians: Buffer.from(medians), flags, chainHead: toHex(head) };
}

function valueAt(packed: Buffer, index: number): number | undefined {
  const value = packed.readInt16BE(2 * index);
  return value === CHANNEL_VALUE_UNAVAILABLE ? undefined : value;
}
