import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { Device, untilPowerCut } from '../support/device.js';

const { placeFile } = await import('../../../firmware/src/platform/espruino.js');
const { appendLog, isLogFull, openLog: open, readEntry } = await import('../../../firmware/src/shell/log.js');
const { LOG_RECORD, LOG_START, STATE_FILE } = await import('../../../firmware/src/shell/names.js');

/** The log in its file, as if the slots began behind `capacity` records. */
function openLog(capacity: number): ReturnType<typeof open> {
  const front = LOG_START + capacity * LOG_RECORD;
  const place = placeFile(STATE_FILE, front, 4096);
  if (!place) throw new Error('no place');
  expect(place.base).toBeGreaterThanOrEqual(front);
  return open(front);
}
const { decodeEvent } = await import('@hengzhun/protocol');

/** CDDL: head(0) = 32 zero bytes, head(i + 1) = SHA-256(head(i) || entry(i)). */
function headOf(entries: readonly string[]): string {
  let head = Buffer.alloc(32);
  for (const entry of entries) head = createHash('sha256').update(head).update(entry, 'latin1').digest();
  return head.toString('latin1');
}

function entriesOf(log: ReturnType<typeof openLog>): string[] {
  return Array.from({ length: log.length }, (_, index) => readEntry(log, index));
}

const bytes = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));

describe('event log (CDDL: event log; WELMEC 7.2 audit trail)', () => {
  it('is empty with a head of zeros on a blank flash', () => {
    new Device().install();
    expect(openLog(20)).toMatchObject({ length: 0, used: 0, head: '\0'.repeat(32), torn: [] });
  });

  it('rebuilds length, head and entries at boot', () => {
    new Device().install();
    const log = openLog(40);
    for (let i = 0; i < 30; i++) expect(appendLog(log, 2, 7, i * 1000, [0, 1, i * 100_000])).toBe(true);
    const again = openLog(40);
    expect(again).toEqual(log);
    const entries = entriesOf(again);
    expect(again.head).toBe(headOf(entries));
    expect(decodeEvent(bytes(entries[29]!))).toMatchObject({ kind: 2, bootcount: 7, uptime: 29_000 });
  });

  it('takes entries of 43 bytes and keeps bytes of every value', () => {
    new Device().install();
    const log = openLog(8);
    const long = Array.from({ length: 30 }, (_, i) => String.fromCharCode((i * 37 + 219) & 255)).join('');
    expect(appendLog(log, 200, 65535, 4294967295, [long])).toBe(true);
    expect(readEntry(openLog(8), 0).length).toBe(43);
    expect(readEntry(openLog(8), 0).endsWith(long)).toBe(true);
  });

  it('keeps the last record for the event that says that it is full, and takes nothing after it', () => {
    new Device().install();
    const log = openLog(10);
    for (let i = 0; i < 9; i++) expect(appendLog(log, 2, 1, i, [])).toBe(true);
    expect(isLogFull(log)).toBe(true);
    expect(appendLog(log, 4, 1, 99, [1])).toBe(false);
    const last = decodeEvent(bytes(readEntry(openLog(10), 9)));
    expect(last).toMatchObject({ kind: 11, uptime: 99 });
    const { length, head } = log;
    expect(appendLog(log, 4, 1, 100, [1])).toBe(false);
    expect(openLog(10)).toMatchObject({ length, head });
  });

  it('has all the room that lies before the slots', () => {
    new Device().install();
    const place = placeFile(STATE_FILE, 100, 4096)!;
    const log = open(place.base);
    expect(log.capacity).toBe(Math.floor((4096 - 32 - 4) / 48));
    for (let i = 0; i < log.capacity; i++) appendLog(log, 3, 1, i, []);
    expect(open(place.base)).toEqual(log);
    expect(log.length).toBe(log.capacity);
    expect(log.torn).toEqual([]);
  });

  it.each(['clean', 'torn'] as const)(
    'loses at most the entry being written, and shows it, at any power cut (%s)',
    (mode) => {
      const count = 12;
      const write = (device: Device, acknowledged: (entries: number) => void): void => {
        device.install();
        const log = openLog(20);
        for (let i = 0; i < count; i++) if (appendLog(log, 3, 1, i, [1, -5, i])) acknowledged(log.length);
      };
      const whole = new Device();
      whole.install();
      openLog(20);
      const before = whole.flash.units;
      write(whole, () => {});
      const units = whole.flash.units - before;
      let tornSeen = 0;
      for (let cut = 0; cut < units; cut++) {
        const device = new Device();
        device.install();
        openLog(20);
        device.flash.cutAfter(cut, mode);
        let acknowledged = 0;
        expect(untilPowerCut(device, () => write(device, (entries) => (acknowledged = entries)))).toBe(true);
        device.flash.powerOn();
        device.install();
        const log = openLog(20);
        expect(log.length).toBeGreaterThanOrEqual(acknowledged);
        expect(log.length).toBeLessThanOrEqual(acknowledged + 1);
        expect(log.head).toBe(headOf(entriesOf(log)));
        tornSeen += log.torn.length;
        // what follows a torn record is found again, and the torn one is not taken for an entry
        for (let i = 0; i < 2; i++) expect(appendLog(log, 10, 2, i, [1, 0])).toBe(true);
        expect(openLog(20)).toEqual(log);
        expect(entriesOf(log).map((one) => decodeEvent(bytes(one)).kind)).toEqual([
          ...Array(log.length - 2).fill(3),
          10,
          10,
        ]);
      }
      expect(tornSeen).toBeGreaterThan(count);
    },
  );

  it('does not take a spoilt record for an entry', () => {
    const device = new Device();
    device.install();
    const log = openLog(10);
    for (let i = 0; i < 4; i++) appendLog(log, 3, 1, i, [i]);
    const at = Buffer.from(device.flash.bytes).indexOf(Buffer.from(readEntry(log, 2), 'latin1'));
    device.flash.bytes[at + 1]! &= 0x7e;
    const again = openLog(10);
    expect(again.length).toBe(3);
    expect(again.torn).toEqual([2]);
    expect(again.head).not.toBe(log.head);
    expect(LOG_RECORD).toBe(48);
  });
});
