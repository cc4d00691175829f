import { type ByteString, CHANNEL_VALUE_UNAVAILABLE, EVENT_RECORD, EVENT_TOTAL } from '@hengzhun/protocol/device';
import { readUint, writeUint16 } from './bytes.js';
import { SETTING_HISTORY_DAYS, SETTING_SNAPSHOT_INTERVAL } from './provisioning-form.js';
import { record } from './record.js';
import type { Shell } from './state.js';

// History for instruments that are rarely read: a record for each period of operation, with the median of twelve samples of
// every channel. Time off does not count: nothing is known about it.

/** Samples of a period. */
const SAMPLES = 12;
const DAY = 86400;
/** Channels in one record (CDDL event-record). */
const CHANNELS = 8;

/** Logs the totaliser and the fuelings of each nozzle. */
export function recordTotals(s: Shell): void {
  const core = s.core;
  for (let i = 0; i < core.nozzles; i++) {
    const state = core.nozzle(core.state, core.parameters, i);
    record(s, EVENT_TOTAL, [i, readUint(state, 2, 5), readUint(state, 7, 3)]);
  }
}

/** Called with every snapshot: takes a sample when one is due, and ends the period when it is over. @cold */
export function passHistory(s: Shell): void {
  const core = s.core;
  const settings = s.provisioning.settings;
  const period = settings[SETTING_HISTORY_DAYS]! * DAY;
  const sample = (): ByteString => {
    let values = '';
    for (let nozzle = 0; nozzle === 0 || nozzle < core.nozzles; nozzle++) {
      if (core.nozzles > 0) core.nozzle(core.state, core.parameters, nozzle);
      const channels = core.state.channels;
      for (let i = 0; i < channels.length; i++) values += writeUint16(channels[i]!.value & 65535);
    }
    return values;
  };
  const medians = (width: number): ByteString => {
    let out = '';
    for (let at = 0; at < width; at += 2) {
      const values: number[] = [];
      for (let i = at; i < s.history.length; i += width) {
        const value = (readUint(s.history, i, 2) << 16) >> 16;
        if (value !== CHANNEL_VALUE_UNAVAILABLE) values.push(value);
      }
      values.sort((a, b) => a - b);
      const median = values.length > 0 ? values[values.length >> 1]! : CHANNEL_VALUE_UNAVAILABLE;
      out += writeUint16(median & 65535);
    }
    return out;
  };
  s.historyAge += settings[SETTING_SNAPSHOT_INTERVAL]!;
  const one = sample();
  const width = one.length;
  // a sample of another width comes from other parameters: the period begins again
  if (width > 0 && s.history.length % width) s.history = '';
  if (s.history.length / (width || 1) < Math.floor((s.historyAge * SAMPLES) / period)) s.history += one;
  if (s.historyAge < period) return;
  const all = medians(width);
  for (let at = 0; at === 0 || at < all.length; at += CHANNELS * 2) {
    record(s, EVENT_RECORD, [
      settings[SETTING_HISTORY_DAYS]!,
      all.substr(at, CHANNELS * 2),
      s.historyFlags,
      s.journal.previous.substr(0, 8),
    ]);
  }
  recordTotals(s);
  s.history = '';
  s.historyAge = 0;
  s.historyFlags = 0;
}
