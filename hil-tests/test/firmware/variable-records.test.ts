import { describe, expect, it } from 'vitest';
import { Flash } from '../../src/index.js';
import { Device } from '../support/device.js';

const { placeFile } = await import('../../../firmware/src/platform/espruino.js');
const { appendJournal, openJournal, readRecord, SETTINGS_RECORD, SNAPSHOT, writeRecord } = await import(
  '../../../firmware/src/shell/journal.js'
);
const { STATE_FILE } = await import('../../../firmware/src/shell/names.js');

type Journal = ReturnType<typeof openJournal>;

function open(): Journal {
  const place = placeFile(STATE_FILE, 100, 4096);
  if (!place) throw new Error('no place');
  const journal = openJournal(place);
  journal.configuration = 'cfg1';
  return journal;
}

const data = (n: number, length = 801): string =>
  String.fromCharCode(...Array.from({ length }, (_, i) => (i * n + 255) & 255));
/** What a settings record of a few entries looks like. */
const settings = (n: number): string => data(n, 60 + n);

describe('variable records: the snapshot of the detectors and what was set on the instrument', () => {
  it('gives the newest ones back, over many changes of slot', () => {
    const device = new Device();
    device.install();
    const journal = open();
    expect(readRecord(journal, SNAPSHOT)).toBe('');
    expect(readRecord(journal, SETTINGS_RECORD)).toBe('');
    appendJournal(journal);
    for (let i = 1; i < 20; i++) {
      expect(writeRecord(journal, SNAPSHOT, data(i))).toBe(true);
      if (i % 3 === 1) expect(writeRecord(journal, SETTINGS_RECORD, settings(i))).toBe(true);
      for (let frame = 0; frame < i * 11; frame++) expect(appendJournal(journal)).toBe(true);
      const again = open();
      expect(again).toEqual(journal);
      expect(readRecord(again, SNAPSHOT)).toBe(data(i));
      expect(readRecord(again, SETTINGS_RECORD)).toBe(settings(i - ((i - 1) % 3)));
    }
    expect(device.storage().statistics()).toMatchObject({ trashBytes: 0, fileCount: 1 });
  });

  it('takes data whose bytes look like blank cells', () => {
    new Device().install();
    const journal = open();
    appendJournal(journal);
    const blank = '\xff'.repeat(500);
    expect(writeRecord(journal, SNAPSHOT, blank)).toBe(true);
    appendJournal(journal);
    expect(readRecord(open(), SNAPSHOT)).toBe(blank);
    expect(open().next).toBe(journal.next);
  });

  it('has room for the longest of both kinds side by side, whatever else the slot holds', () => {
    new Device().install();
    const journal = open();
    for (let i = 0; i < 200; i++) {
      expect(appendJournal(journal)).toBe(true);
      // a core may keep 1.8 kB, a history of twelve samples 0.2 kB
      if (i % 3 === 0) expect(writeRecord(journal, SNAPSHOT, data(i, 2048))).toBe(true);
      if (i % 7 === 0) expect(writeRecord(journal, SETTINGS_RECORD, data(i + 1, 700))).toBe(true);
      expect(readRecord(open(), SNAPSHOT)).toBe(data(i - (i % 3), 2048));
      expect(readRecord(open(), SETTINGS_RECORD)).toBe(data(i - (i % 7) + 1, 700));
    }
  });

  it('refuses what is longer than a slot, and leaves everything as it is', () => {
    new Device().install();
    const journal = open();
    appendJournal(journal);
    writeRecord(journal, SNAPSHOT, data(1));
    expect(writeRecord(journal, SNAPSHOT, 'x'.repeat(4096))).toBe(false);
    expect(writeRecord(journal, SETTINGS_RECORD, 'x'.repeat(3500))).toBe(false);
    expect(appendJournal(journal)).toBe(true);
    expect(readRecord(open(), SNAPSHOT)).toBe(data(1));
    expect(open().generation).toBe(journal.generation);
  });

  it.each(['clean', 'torn'] as const)('keeps the newest of each kind at any power cut (%s)', (mode) => {
    for (const geometry of [undefined, { pages: 40, pageSize: 1024, writeUnit: 4 }]) {
      const device = new Device(geometry);
      device.install();
      const done = { snapshot: 0, settings: 0, generation: 0 };
      const cuts: { content: Uint8Array; done: typeof done }[] = [];
      let unit = 0;
      device.flash.onUnit = (cut) => {
        if (unit++ % 7 === 0) cuts.push({ content: cut[mode](), done: { ...done } });
      };
      const journal = open();
      for (let frame = 0; frame < 300; frame++) {
        expect(appendJournal(journal)).toBe(true);
        if (frame % 25 === 3) {
          expect(writeRecord(journal, SNAPSHOT, data(done.snapshot + 1))).toBe(true);
          done.snapshot++;
        }
        if (frame % 17 === 5) {
          expect(writeRecord(journal, SETTINGS_RECORD, settings(done.settings + 1))).toBe(true);
          done.settings++;
        }
        done.generation = journal.generation;
      }
      expect(device.flash.wear.reduce((sum, erased) => sum + erased, 0)).toBeGreaterThan(4);
      for (const cut of cuts) {
        const after = new Device();
        after.flash = new Flash(device.flash.geometry, cut.content);
        after.install();
        const found = open();
        expect(found.generation).toBeGreaterThanOrEqual(cut.done.generation);
        const among = (one: (n: number) => string, n: number): string[] => [n ? one(n) : '', one(n + 1)];
        expect(among(data, cut.done.snapshot)).toContain(readRecord(found, SNAPSHOT));
        expect(among(settings, cut.done.settings)).toContain(readRecord(found, SETTINGS_RECORD));
      }
    }
  });
});
