import { describe, expect, it } from 'vitest';
import { Device, untilPowerCut } from '../support/device.js';

const { appendJournal, JOURNAL_RECORDS, openJournal } = await import('../../src/shell/journal.js');

function digest(sequence: number): string {
  return String.fromCharCode(...Array.from({ length: 16 }, (_, i) => (sequence * 31 + i * 7) & 255));
}

/** Appends frames until `last`, telling what was acknowledged. */
function run(last: number, acknowledged: (sequence: number) => void): void {
  const journal = openJournal();
  if (!journal.configuration) journal.configuration = 'cfg1';
  journal.boot++;
  if (!appendJournal(journal)) throw new Error('not written');
  while (journal.sequence < last) {
    journal.sequence++;
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
    for (let i = 1; i <= JOURNAL_RECORDS * 5 + 3; i++) {
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
      });
      expect(appendJournal(journal)).toBe(true);
      const { slot, next, torn, ...values } = openJournal();
      expect({ ...journal, ...values }).toEqual(journal);
      expect([slot, next, torn]).toEqual([journal.slot, journal.next, false]);
    }
  });

  it.each(['clean', 'torn'] as const)('never turns back, whichever write or erase the power is cut at (%s)', (mode) => {
    // one more slot change than two, so that every kind of write occurs
    const frames = JOURNAL_RECORDS * 3;
    const whole = new Device();
    whole.install();
    run(frames, () => {});
    const units = whole.flash.units;
    expect(units).toBeGreaterThan(frames * 11);
    for (let cut = 0; cut < units; cut += cut < 200 || cut % 3 === 0 ? 1 : 2) {
      const device = new Device();
      device.install();
      device.flash.cutAfter(cut, mode);
      let acknowledged = 0;
      expect(untilPowerCut(device, () => run(frames, (sequence) => (acknowledged = sequence)))).toBe(true);
      device.flash.powerOn();
      const journal = openJournal();
      expect(journal.sequence).toBeGreaterThanOrEqual(acknowledged);
      expect(journal.sequence).toBeLessThanOrEqual(acknowledged + 1);
      if (journal.sequence > 0) expect(journal.previous).toBe(digest(journal.sequence));
      // and it goes on from there
      const before = journal.sequence;
      run(before + 3, () => {});
      expect(openJournal().sequence).toBe(before + 3);
    }
  });

  it('says so when flash takes nothing any more', () => {
    const device = new Device({ pages: 1, pageSize: 1024, writeUnit: 4 });
    device.install();
    expect(appendJournal(openJournal())).toBe(false);
  });
});
