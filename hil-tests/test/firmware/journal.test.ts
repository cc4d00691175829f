import { describe, expect, it } from 'vitest';
import { Flash } from '../../src/index.js';
import { Device } from '../support/device.js';

const { placeFile } = await import('../../../firmware/src/platform/espruino.js');
const { appendJournal, CELL, openJournal: open } = await import('../../../firmware/src/shell/journal.js');
const { STATE_FILE } = await import('../../../firmware/src/shell/names.js');

/** Records in a slot of one page of 4096 bytes. */
const RECORDS = Math.floor(4096 / CELL);

function openJournal(): ReturnType<typeof open> {
  const place = placeFile(STATE_FILE, 100, 4096);
  if (!place) throw new Error('no place');
  return open(place);
}

function configured(): ReturnType<typeof open> {
  return Object.assign(openJournal(), { configuration: 'cfg1' });
}

function digest(sequence: number): string {
  return String.fromCharCode(...Array.from({ length: 16 }, (_, i) => (sequence * 31 + i * 7) & 255));
}

/** A block of the random generator lasts for so many frames. */
const FRAMES_PER_BLOCK = 8;

/** Appends frames until `last`, telling what was acknowledged. */
function run(last: number, acknowledged: (sequence: number) => void): void {
  const journal = openJournal();
  if (!journal.configuration) journal.configuration = 'cfg1';
  journal.boot++;
  if (!appendJournal(journal)) throw new Error('not written');
  while (journal.sequence < last) {
    journal.sequence++;
    journal.block = Math.ceil(journal.sequence / FRAMES_PER_BLOCK);
    journal.previous = digest(journal.sequence);
    if (!appendJournal(journal)) throw new Error('not written');
    acknowledged(journal.sequence);
  }
}

describe('state journal (design: flash; a power cut loses at most what was not yet acknowledged)', () => {
  it('begins with zeros on a blank flash', () => {
    new Device().install();
    expect(openJournal()).toMatchObject({ sequence: 0, boot: 0, block: 0, previous: '\0'.repeat(16), torn: false });
  });

  it('brings every field back, over many changes of slot', () => {
    const device = new Device();
    device.install();
    const journal = openJournal();
    for (let i = 1; i <= RECORDS * 5 + 3; i++) {
      Object.assign(journal, {
        sequence: i * 1000,
        previous: digest(i),
        block: i * 3,
        boot: i,
        calibrationCounter: i & 7,
        logLength: i * 2,
        sealState: i % 3,
        resetReason: i & 3,
        configuration: digest(i).slice(0, 4),
        lifeStage: i & 3,
        lockReason: i % 6,
        softwareCounter: i * 7,
      });
      expect(appendJournal(journal)).toBe(true);
      const { slot, next, torn, ...values } = openJournal();
      expect({ ...journal, ...values }).toEqual(journal);
      expect([slot, next, torn]).toEqual([journal.slot, journal.next, false]);
    }
  });

  it.each(['clean', 'torn'] as const)('never turns back, whichever write or erase the power is cut at (%s)', (mode) => {
    // one more slot change than two, so that every kind of write occurs
    const frames = RECORDS * 3;
    let checked = 0;
    // pages of 1 kB too: a slot is then erased in four steps
    for (const geometry of [undefined, { pages: 40, pageSize: 1024, writeUnit: 4 }]) {
      const device = new Device(geometry);
      device.install();
      const cuts: { content: Uint8Array; acknowledged: number }[] = [];
      let acknowledged = 0;
      let unit = 0;
      device.flash.onUnit = (cut) => {
        unit++;
        cuts.push({ content: cut[mode](), acknowledged });
      };
      run(frames, (sequence) => (acknowledged = sequence));
      expect(unit).toBeGreaterThan(frames * 11);
      expect(device.flash.wear.some((erased) => erased > 0)).toBe(true);
      for (const cut of cuts) checkCut(new Flash(device.flash.geometry, cut.content), cut.acknowledged);
    }
    function checkCut(flash: Flash, acknowledged: number): void {
      const device = new Device();
      device.flash = flash;
      device.install();
      const journal = openJournal();
      expect(journal.sequence).toBeGreaterThanOrEqual(acknowledged);
      expect(journal.sequence).toBeLessThanOrEqual(acknowledged + 1);
      if (journal.sequence > 0) expect(journal.previous).toBe(digest(journal.sequence));
      expect(journal.block).toBe(Math.ceil(journal.sequence / FRAMES_PER_BLOCK));
      if (++checked % 8) return;
      // and it goes on from there
      const before = journal.sequence;
      run(before + 3, () => {});
      expect(openJournal().sequence).toBe(before + 3);
    }
  });

  it('says so when flash takes nothing any more', () => {
    const device = new Device();
    device.install();
    const journal = configured();
    expect(appendJournal(journal)).toBe(true);
    device.flash.bytes.fill(0, journal.place.base + 32 + CELL);
    device.flash.erasePage = () => {};
    expect(appendJournal(journal)).toBe(false);
    expect(appendJournal(journal)).toBe(false);
  });

  it('never erases the slot with the newest record, however often the other one fails', () => {
    const device = new Device();
    device.install();
    const journal = configured();
    for (let i = 0; i < RECORDS; i++) appendJournal(journal);
    const erasePage = device.flash.erasePage.bind(device.flash);
    device.flash.erasePage = (page) => {
      erasePage(page);
      // a worn page: a bit that does not come back
      device.flash.bytes[page * 4096 + 20] = 0;
    };
    for (let i = 0; i < 5; i++) expect(appendJournal(journal)).toBe(false);
    expect(openJournal().generation).toBe(RECORDS);
    device.flash.erasePage = erasePage;
    expect(appendJournal(journal)).toBe(true);
    expect(openJournal().generation).toBe(journal.generation);
  });

  it('skips a record that does not read back', () => {
    const device = new Device();
    device.install();
    const journal = configured();
    appendJournal(journal);
    const at = journal.place.base + CELL;
    device.storage().write(STATE_FILE, Uint8Array.of(0), at + 3, 0);
    expect(appendJournal(journal)).toBe(true);
    expect(openJournal()).toMatchObject({ generation: 2, next: 3, torn: false });
  });
});
