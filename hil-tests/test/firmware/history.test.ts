import { CHANNEL_VALUE_UNAVAILABLE, decodeEvent, EVENT_RECORD, EVENT_TOTAL } from '@hengzhun/protocol';
import { beforeEach, describe, expect, it } from 'vitest';
import { planLog } from '../../../firmware/src/index.js';
import { Device } from '../support/device.js';

const { placeFile } = await import('../../../firmware/src/platform/espruino.js');
const { openLog, readEntry } = await import('../../../firmware/src/shell/log.js');
const { STATE_FILE } = await import('../../../firmware/src/shell/names.js');
const { passHistory } = await import('../../../firmware/src/shell/history.js');
const { SETTING_HISTORY_DAYS, SETTING_SNAPSHOT_INTERVAL } = await import(
  '../../../firmware/src/shell/provisioning-form.js'
);

const DAY = 86_400;
const HEAD = 'the head';

interface Instrument {
  core: { nozzles: number; state: { channels: { value: number }[] }; nozzle: (...args: unknown[]) => string };
  [field: string]: unknown;
}

let shell: Instrument;
/** An instrument as far as its history sees it, with a snapshot every hour. */
function instrument(days: number, channels: number[], nozzles = 0): Instrument {
  const device = new Device();
  device.install();
  const place = placeFile(STATE_FILE, 4 + 96 * 48, 4096)!;
  const settings: number[] = [];
  settings[SETTING_HISTORY_DAYS] = days;
  settings[SETTING_SNAPSHOT_INTERVAL] = 3600;
  const state = { channels: channels.map((value) => ({ value })) };
  return {
    core: {
      nozzles,
      state,
      // CDDL nozzle-state: nozzle, states, totaliser (40 bits), fuelings (24 bits)
      nozzle: (_state, _parameters, index) => `${String.fromCharCode(index as number)}\0\0\0\x01\0\0\0\0\x09`,
    },
    provisioning: { settings },
    journal: { boot: 3, previous: `${HEAD}........` },
    log: openLog(place.base),
    signer: {},
    history: '',
    historyAge: 0,
    historyFlags: 0,
    faults: 0,
    start: -1,
  };
}

function events(): { kind: number; items: (number | Uint8Array)[] }[] {
  const log = shell.log as ReturnType<typeof openLog>;
  return Array.from({ length: log.length }, (_, i) => decodeEvent(Buffer.from(readEntry(log, i), 'latin1')));
}

const values = (bytes: number | Uint8Array): number[] =>
  Array.from({ length: (bytes as Uint8Array).length / 2 }, (_, i) =>
    Buffer.from(bytes as Uint8Array).readInt16BE(i * 2),
  );

function hours(count: number, each: (hour: number) => void = () => {}): void {
  for (let hour = 1; hour <= count; hour++) {
    each(hour);
    passHistory(shell as never);
  }
}

describe('history for instruments that are rarely read (CDDL event-record)', () => {
  beforeEach(() => {
    shell = instrument(1, [0, 0, -32_768]);
  });

  it('sums up a day of operation: median of twelve samples of every channel, flags seen, chain head', () => {
    hours(24, (hour) => {
      shell.core.state.channels[0]!.value = hour;
      // one hour out of a day does not move a median
      shell.core.state.channels[1]!.value = hour === 13 ? 30_000 : -250;
      shell.historyFlags = 0x0200_0001;
    });
    const [event, ...more] = events();
    expect(more).toEqual([]);
    const [days, medians, flags, head] = event!.items;
    expect([event!.kind, days, flags]).toEqual([EVENT_RECORD, 1, 0x0200_0001]);
    expect(values(medians!)[0]).toBeGreaterThanOrEqual(12);
    expect(values(medians!)[0]).toBeLessThanOrEqual(15);
    expect(values(medians!).slice(1)).toEqual([-250, CHANNEL_VALUE_UNAVAILABLE]);
    expect(Buffer.from(head as Uint8Array).toString()).toBe(HEAD);
    expect(shell).toMatchObject({ history: '', historyAge: 0, historyFlags: 0 });
  });

  it('keeps the longest record within the 43 bytes of an entry, and splits what needs more', () => {
    shell = instrument(28, Array(6).fill(-12_345), 2);
    hours(28 * 24, () => (shell.historyFlags = 0xffff_ffff));
    const all = events();
    expect(all.map(({ kind }) => kind)).toEqual([EVENT_RECORD, EVENT_RECORD, EVENT_TOTAL, EVENT_TOTAL]);
    expect(values(all[0]!.items[1]!)).toEqual(Array(8).fill(-12_345));
    expect(values(all[1]!.items[1]!)).toEqual(Array(4).fill(-12_345));
    expect(all.slice(2).map(({ items }) => items)).toEqual([
      [0, 65_536, 9],
      [1, 65_536, 9],
    ]);
  });

  it('ends its periods every so many days of operation, week after week', () => {
    shell = instrument(7, [1]);
    hours(3 * 7 * 24 + 5);
    expect(events().map(({ kind }) => kind)).toEqual([EVENT_RECORD, EVENT_RECORD, EVENT_RECORD]);
    expect(shell.historyAge).toBe((5 * DAY) / 24);
  });
});

describe('room for three successive verifications (WELMEC 7.2)', () => {
  const year = { verificationDays: 365, channels: 7, nozzles: 0, pageSize: 4096 };

  it('plans the shortest period that fits', () => {
    expect(planLog({ ...year, bytes: 12 * 4096 * 2 })).toEqual({ historyDays: 1, logCapacity: 3 * 365 + 60 + 8 });
    expect(planLog({ ...year, bytes: 6 * 4096 })).toEqual({ historyDays: 7, logCapacity: 157 + 60 + 8 });
    expect(planLog({ ...year, bytes: 4 * 4096 })).toEqual({ historyDays: 14, logCapacity: 79 + 60 + 8 });
    // what an MDBT42Q has beside its image: two pages for the state, one for the log
    expect(planLog({ ...year, bytes: 3 * 4096 })).toEqual({ historyDays: 91, logCapacity: 13 + 60 + 8 });
  });

  it('counts records of several nozzles and their totals', () => {
    // 12 channels are two records, and two totals beside them
    expect(planLog({ verificationDays: 182, channels: 12, nozzles: 2, pageSize: 4096, bytes: 60_000 })).toEqual({
      historyDays: 7,
      logCapacity: 78 * 4 + 60 + 8,
    });
  });

  it('says what to do where nothing fits', () => {
    expect(() => planLog({ ...year, bytes: 2 * 4096 })).toThrow(/shorter verification interval/);
  });
});
