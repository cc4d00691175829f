import { expect, it } from 'vitest';
import { Flash, seededRandom } from '../../src/index.js';
import { Device, untilPowerCut } from '../support/device.js';

const { placeFile } = await import('../../../firmware/src/platform/espruino.js');
const { appendJournal, openJournal, readRecord, SNAPSHOT, writeRecord } = await import(
  '../../../firmware/src/shell/journal.js'
);
const { appendLog, openLog, readEntry } = await import('../../../firmware/src/shell/log.js');
const { STATE_FILE } = await import('../../../firmware/src/shell/names.js');
const { readSetting, SETTING_TAG_COMMAND_KEY, SETTING_TAG_PARAMETERS, SETTING_TAG_UPDATE, writeSetting } = await import(
  '../../../firmware/src/shell/settings.js'
);

/** Cuts in one run; all of the design's 10 000 with HENGZHUN_CUTS=10000. */
const CUTS = Number(process.env.HENGZHUN_CUTS ?? 2000);
const TAGS = [SETTING_TAG_PARAMETERS, SETTING_TAG_UPDATE, SETTING_TAG_COMMAND_KEY + 1];
const GEOMETRIES = [undefined, { pages: 40, pageSize: 1024, writeUnit: 4 }];
/** What an instrument logs until somebody gives it a new log. */
const LOG_RECORDS = 96;

/** What the outside was told: it must never turn back or be lost. */
interface Told {
  sequence: number;
  boot: number;
  calibrationCounter: number;
  block: number;
  snapshot: number;
  settings: number[];
  events: string[];
}

const text = (n: number, length: number): string =>
  String(n)
    .padStart(8, '0')
    .repeat(Math.ceil(length / 8));

/**
 * Lives of one flash, one after the other, each ended by a power cut at a random unit: frames, calibrations, blocks of the random
 * generator, events, snapshots, parameters, keys, updates, changes of slot in any order.
 */
function liveOn(random: () => number, geometry: (typeof GEOMETRIES)[number], cuts: number): number {
  let device = new Device(geometry);
  const told: Told = {
    ...{ sequence: 0, boot: 0, calibrationCounter: 0, block: 0, snapshot: 0 },
    settings: TAGS.map(() => 0),
    events: [],
  };
  let erased = 0;
  for (let cut = 0; cut < cuts; cut++) {
    const life = new Device(geometry);
    life.flash = new Flash(device.flash.geometry, device.flash.bytes);
    life.install();
    const place = placeFile(STATE_FILE, 4 + LOG_RECORDS * 48, 4096)!;
    const journal = openJournal(place);
    const log = openLog(place.base);
    // what was told is there; what was under way may be
    expect(journal.sequence).toBeGreaterThanOrEqual(told.sequence);
    expect(journal.sequence).toBeLessThanOrEqual(told.sequence + 1);
    expect(journal.boot).toBeGreaterThanOrEqual(told.boot);
    expect(journal.calibrationCounter).toBeGreaterThanOrEqual(told.calibrationCounter);
    expect(journal.block).toBeGreaterThanOrEqual(told.block);
    const snapshot = Number(readRecord(journal, SNAPSHOT).slice(0, 8) || 0);
    expect([told.snapshot, told.snapshot + 1]).toContain(snapshot);
    told.snapshot = snapshot;
    TAGS.forEach((tag, i) => {
      const value = Number(readSetting(journal, tag).slice(0, 8) || 0);
      expect([told.settings[i], told.settings[i]! + 1]).toContain(value);
      told.settings[i] = value;
    });
    const entries = Array.from({ length: log.length }, (_, i) => readEntry(log, i));
    expect(entries.slice(0, told.events.length)).toEqual(told.events);
    expect(entries.length).toBeLessThanOrEqual(told.events.length + 1);
    told.events = entries;
    // a new log, as a service gives it, when there is little room left: the journal goes on
    const mode = random() < 0.5 ? 'clean' : 'torn';
    life.flash.cutAfter(Math.floor(random() * random() * 900), mode);
    untilPowerCut(life, () => {
      journal.configuration = 'cfg1';
      journal.boot = Math.min(journal.boot + 1, 65_535);
      if (!appendJournal(journal)) return;
      told.boot = journal.boot;
      for (;;) {
        const what = random();
        if (what < 0.7) {
          journal.sequence++;
          if (random() < 0.15) journal.block++;
          if (random() < 0.05) journal.calibrationCounter = Math.min(journal.calibrationCounter + 1, 65_535);
          if (!appendJournal(journal)) return;
          told.sequence = journal.sequence;
          told.block = journal.block;
          told.calibrationCounter = journal.calibrationCounter;
        } else if (what < 0.76) {
          if (log.used < log.capacity - 1) {
            if (!appendLog(log, 4, journal.boot & 65_535, 7, [told.events.length, 'x'.repeat(8)])) return;
            told.events.push(readEntry(log, log.length - 1));
          }
        } else if (what < 0.86) {
          if (!writeRecord(journal, SNAPSHOT, text(told.snapshot + 1, 811))) return;
          told.snapshot++;
        } else {
          const i = Math.floor(random() * TAGS.length);
          if (!writeSetting(journal, TAGS[i]!, text(told.settings[i]! + 1, 40))) return;
          told.settings[i]!++;
        }
      }
    });
    erased += life.flash.wear.reduce((sum, one) => sum + one, 0);
    device = life;
  }
  return erased;
}

it(`${CUTS} random power cuts: never a number or counter twice, never an acknowledged event, parameter or key lost`, () => {
  const random = seededRandom(20_261_125);
  let erased = 0;
  let done = 0;
  // a log's room ends after so many lives: then another instrument
  for (let instrument = 0; done < CUTS; instrument++) {
    const cuts = Math.min(50, CUTS - done);
    erased += liveOn(random, GEOMETRIES[instrument % 2], cuts);
    done += cuts;
  }
  // slots changed, again and again
  expect(erased).toBeGreaterThan(CUTS / 10);
}, 3_600_000);
