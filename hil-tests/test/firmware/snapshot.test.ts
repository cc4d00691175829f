import { describe, expect, it } from 'vitest';
import { Flash } from '../../src/index.js';
import { Device } from '../support/device.js';

const { placeFile } = await import('../../../firmware/src/platform/espruino.js');
const { appendJournal, openJournal } = await import('../../../firmware/src/shell/journal.js');
const { STATE_FILE } = await import('../../../firmware/src/shell/names.js');
const { readSnapshot, writeSnapshot } = await import('../../../firmware/src/shell/snapshot.js');

type Journal = ReturnType<typeof openJournal>;

function open(): Journal {
  const place = placeFile(STATE_FILE, 100, 4096);
  if (!place) throw new Error('no place');
  const journal = openJournal(place);
  journal.configuration = 'cfg1';
  return journal;
}

const data = (n: number): string => String.fromCharCode(...Array.from({ length: 801 }, (_, i) => (i * n + 255) & 255));

describe('detector snapshots', () => {
  it('gives the newest one back, over many changes of slot', () => {
    const device = new Device();
    device.install();
    const journal = open();
    expect(readSnapshot(journal)).toBe('');
    appendJournal(journal);
    for (let i = 1; i < 20; i++) {
      expect(writeSnapshot(journal, data(i))).toBe(true);
      expect(readSnapshot(journal)).toBe(data(i));
      for (let frame = 0; frame < i * 11; frame++) expect(appendJournal(journal)).toBe(true);
      const again = open();
      expect(again).toEqual(journal);
      expect(readSnapshot(again)).toBe(data(i));
    }
    expect(device.storage().statistics()).toMatchObject({ trashBytes: 0, fileCount: 1 });
  });

  it('takes data whose bytes look like blank cells', () => {
    new Device().install();
    const journal = open();
    appendJournal(journal);
    const blank = '\xff'.repeat(500);
    expect(writeSnapshot(journal, blank)).toBe(true);
    appendJournal(journal);
    expect(readSnapshot(open())).toBe(blank);
    expect(open().next).toBe(journal.next);
  });

  it('refuses what is longer than a slot, and leaves everything as it is', () => {
    new Device().install();
    const journal = open();
    appendJournal(journal);
    writeSnapshot(journal, data(1));
    expect(writeSnapshot(journal, 'x'.repeat(4096))).toBe(false);
    expect(appendJournal(journal)).toBe(true);
    expect(readSnapshot(open())).toBe(data(1));
    expect(open().generation).toBe(journal.generation);
  });

  it.each(['clean', 'torn'] as const)('keeps the newest one at any power cut (%s)', (mode) => {
    for (const geometry of [undefined, { pages: 40, pageSize: 1024, writeUnit: 4 }]) {
      const device = new Device(geometry);
      device.install();
      let done = 0;
      let generation = 0;
      const cuts: { content: Uint8Array; done: number; generation: number }[] = [];
      let unit = 0;
      device.flash.onUnit = (cut) => {
        if (unit++ % 7 === 0) cuts.push({ content: cut[mode](), done, generation });
      };
      const journal = open();
      for (let frame = 0; frame < 300; frame++) {
        expect(appendJournal(journal)).toBe(true);
        generation = journal.generation;
        if (frame % 25 === 3) {
          const n = done + 1;
          expect(writeSnapshot(journal, data(n))).toBe(true);
          done = n;
          generation = journal.generation;
        }
      }
      expect(device.flash.wear.reduce((sum, erased) => sum + erased, 0)).toBeGreaterThan(4);
      for (const cut of cuts) {
        const after = new Device();
        after.flash = new Flash(device.flash.geometry, cut.content);
        after.install();
        const found = open();
        expect(found.generation).toBeGreaterThanOrEqual(cut.generation);
        expect([cut.done ? data(cut.done) : '', data(cut.done + 1)]).toContain(readSnapshot(found));
      }
    }
  });
});
