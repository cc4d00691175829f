import { decodeEvent, EVENT_BOOT, EVENT_RECORD, EVENT_TOTAL, writeEvent } from '@hengzhun/protocol';
import { describe, expect, it } from 'vitest';
import { historyRecords, type ProvedEvent } from '../../src/index.js';

const packed = (...values: number[]) => {
  const bytes = Buffer.alloc(2 * values.length);
  values.forEach((value, index) => {
    bytes.writeInt16BE(value, 2 * index);
  });
  return bytes.toString('latin1');
};

const log = (...entries: [number, (number | string)[]][]): ProvedEvent[] =>
  entries.map(([kind, items], number) => ({
    number,
    ...decodeEvent(Buffer.from(writeEvent(kind, 2, 100 + number, items), 'latin1')),
  }));

describe('history in the event log (CDDL event-record)', () => {
  it('of a scale: one entry for each period', () => {
    const events = log(
      [EVENT_BOOT, [0]],
      [EVENT_RECORD, [7, packed(-12, 40, -32768), 5, 'headhead']],
      [EVENT_BOOT, [1]],
      [EVENT_RECORD, [7, packed(-13, 41, 3), 0, 'nexthead']],
    );
    const records = historyRecords(events, { observedChannels: [1, 2, 3], nozzles: 0 });
    expect(records).toHaveLength(2);
    expect(records[0]).toEqual({
      number: 1,
      bootcount: 2,
      uptime: 101,
      days: 7,
      flags: 5,
      chainHead: Buffer.from('headhead').toString('hex'),
      medians: [
        { nozzle: undefined, identifier: 1, median: -12 },
        { nozzle: undefined, identifier: 2, median: 40 },
        { nozzle: undefined, identifier: 3, median: undefined },
      ],
      totals: [],
    });
  });

  it('of a dispenser: three entries for four nozzles of six channels, and the totals behind them', () => {
    const values = Array.from({ length: 24 }, (_, i) => 10 * i);
    const pieces = [0, 8, 16].map((from): [number, (number | string)[]] => [
      EVENT_RECORD,
      [1, packed(...values.slice(from, from + 8)), 0, 'headhead'],
    ]);
    const totals = [0, 1, 2, 3].map((nozzle): [number, number[]] => [EVENT_TOTAL, [nozzle, 2 ** 33 + nozzle, 7]]);
    const events = log(...pieces, ...totals, ...pieces);
    const records = historyRecords(events, { observedChannels: [16, 17, 18, 19, 20, 21], nozzles: 4 });
    expect(records.map(({ number }) => number)).toEqual([0, 7]);
    expect(records[0]!.medians.map(({ median }) => median)).toEqual(values);
    expect(records[0]!.medians[23]).toEqual({ nozzle: 3, identifier: 21, median: 230 });
    expect(records[0]!.totals[2]).toEqual({ nozzle: 2, totaliser: 2 ** 33 + 2, fuelings: 7 });
    expect(records[1]!.totals).toEqual([]);
  });

  it('of other channels than are reported now: without medians, but told', () => {
    const events = log(
      [EVENT_RECORD, [1, packed(1, 2), 9, 'headhead']],
      [EVENT_RECORD, [1, packed(1, 2, 3), 9, 'nexthead']],
      [EVENT_RECORD, [1, 2, 3]],
    );
    const records = historyRecords(events, { observedChannels: [1, 2, 3], nozzles: 0 });
    expect(records.map(({ flags, medians }) => [flags, medians.length])).toEqual([
      [9, 0],
      [9, 3],
    ]);
  });
});
