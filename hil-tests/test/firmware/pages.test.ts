import { describe, expect, it, vi } from 'vitest';
import { ESP32_FREE, ESPRUINO_WIFI_FREE, Flash, type FlashGeometry } from '../../src/index.js';
import { Device, FREE_ADDRESS, untilPowerCut } from '../support/device.js';

// What the build puts in place of the flags for boards whose state lies in pages of their own.
const flags = vi.hoisted(() => ({ STATE_IN_STORAGE: false, STATE_ADDRESS: 0x310000, STATE_BYTES: 0 }));
vi.mock('../../../firmware/src/build-flags.js', async (original) => {
  const all = { ...(await original<Record<string, unknown>>()) };
  return Object.defineProperties(
    all,
    Object.fromEntries(
      Object.keys(flags).map((name) => [name, { get: () => flags[name as keyof typeof flags], enumerable: true }]),
    ),
  );
});

const { eraseFlash, placeFile, readFlash, writeFlash } = await import('../../../firmware/src/platform/espruino.js');
const { appendJournal, CELL, openJournal, readRecord, SNAPSHOT, writeRecord } = await import(
  '../../../firmware/src/shell/journal.js'
);
const { openLog } = await import('../../../firmware/src/shell/log.js');

const NAME = 'hz.dat';
const FRONT = 4 + 96 * 48;
const place = () => placeFile(NAME, FRONT, 4096);

/** A board whose Storage is of no use for the state: 16 kB, one page. */
function board(geometry: FlashGeometry, content?: Uint8Array): Device {
  const device = new Device({ pages: 1, pageSize: 16_384, writeUnit: 4 });
  device.free = new Flash(geometry, content);
  flags.STATE_BYTES = device.free.size;
  device.install();
  return device;
}

const GEOMETRIES: [name: string, geometry: FlashGeometry, slot: number][] = [
  ['Espruino WiFi', ESPRUINO_WIFI_FREE, 16_384],
  ['ESP32', ESP32_FREE, 4096],
];

describe.each(GEOMETRIES)('the state in flash pages of its own: %s', (_name, geometry, slot) => {
  it('has two slots of whole pages at the end and the log before them, and stays', () => {
    const device = board(geometry);
    const found = place()!;
    const size = geometry.pages * geometry.pageSize;
    expect(found).toEqual({
      base: size - 2 * slot,
      size: slot,
      address: FREE_ADDRESS + size - 2 * slot,
      page: geometry.pageSize,
    });
    expect(found.base).toBeGreaterThanOrEqual(FRONT);
    const units = device.free!.units;
    expect(place()).toEqual(found);
    expect(device.free!.units).toBe(units);
    expect(device.flash.units).toBe(0);
  });

  it('erases one slot and nothing else, and leaves Storage files to the Storage', () => {
    const device = board(geometry);
    const found = place()!;
    for (let i = 0; i < 2; i++) expect(writeFlash(NAME, 'x'.repeat(slot), found.base + i * slot, 0)).toBe(true);
    const before = device.free!.bytes.slice();
    expect(eraseFlash(found, 1)).toBe(true);
    before.fill(0xff, found.base + slot);
    expect(device.free!.bytes).toEqual(before);
    expect(readFlash(NAME, found.base + slot, slot + 100)).toBe('\xff'.repeat(slot));
    expect(writeFlash(NAME, 'beyond', found.base + 2 * slot - 3, 0)).toBe(false);
    expect(writeFlash('hz.cfg', 'abcd', 0, 4)).toBe(true);
    expect(readFlash('hz.cfg', 0, 4)).toBe('abcd');
    expect(device.free!.bytes).toEqual(before);
  });

  it.each(['clean', 'torn'] as const)('is made after a power cut at any write of it (%s)', (mode) => {
    const whole = board(geometry);
    const cuts: Uint8Array[] = [];
    whole.free!.onUnit = (cut) => cuts.push(cut[mode]());
    const expected = place();
    expect(cuts.length).toBe(4 / geometry.writeUnit);
    for (const content of cuts) {
      board(geometry, content);
      expect(place()).toEqual(expected);
      expect(readFlash(NAME, 0, 5)).toBe('hz 1\xff');
    }
  });

  it('is none where the pages hold something else, and nothing was written', () => {
    for (const at of [0, 3, 5, 4096 + 17, geometry.pages * geometry.pageSize - 1]) {
      const device = board(geometry);
      device.free!.bytes[at] = 0x01;
      const before = device.free!.bytes.slice();
      expect(place()).toBe(undefined);
      expect(device.free!.bytes).toEqual(before);
    }
  });

  it('is none where the log does not fit before the slots', () => {
    board(geometry);
    expect(placeFile(NAME, geometry.pages * geometry.pageSize - 2 * slot + 1, 4096)).toBe(undefined);
  });

  it.each(['clean', 'torn'] as const)(
    'loses nothing acknowledged to a power cut at any write or erase (%s)',
    (mode) => {
      const device = board(geometry);
      const cuts: { content: Uint8Array; sequence: number; snapshot: string }[] = [];
      let acknowledged = { sequence: 0, snapshot: '' };
      let wanted = 0;
      // every unit around changes of slot and snapshots, and a sample of the rest, which is alike
      device.free!.onUnit = (cut) => {
        const life = device.free!.units;
        if (wanted-- > 0 || life % 101 === 0) cuts.push({ content: cut[mode](), ...acknowledged });
      };
      const journal = openJournal(place()!);
      journal.configuration = 'cfg1';
      const records = Math.floor(slot / CELL) * 3;
      for (let i = 1; i <= records; i++) {
        journal.sequence = i;
        const change = journal.next + 3 > Math.floor(slot / CELL);
        if (change) wanted = 60;
        expect(appendJournal(journal)).toBe(true);
        acknowledged = { ...acknowledged, sequence: i };
        if (i % 41 === 0) {
          const snapshot = String(i).repeat(40);
          expect(writeRecord(journal, SNAPSHOT, snapshot)).toBe(true);
          acknowledged = { ...acknowledged, snapshot };
        }
      }
      expect(Math.max(...device.free!.wear)).toBeGreaterThan(0);
      expect(cuts.length).toBeGreaterThan(200);
      for (const cut of cuts) {
        board(geometry, cut.content);
        const found = openJournal(place()!);
        expect(found.sequence).toBeGreaterThanOrEqual(cut.sequence);
        expect(found.sequence).toBeLessThanOrEqual(cut.sequence + 1);
        const snapshot = readRecord(found, SNAPSHOT);
        if (snapshot !== cut.snapshot) expect(snapshot.length).toBeGreaterThanOrEqual(cut.snapshot.length);
        expect(openLog(found.place.base).length).toBe(0);
      }
    },
  );

  it('goes on after real power cuts, one after the other', () => {
    const device = board(geometry);
    let acknowledged = 0;
    for (let life = 1; life <= 60; life++) {
      device.free!.powerOn();
      device.free!.cutAfter(40 + ((life * 7919) % 400), life % 2 ? 'torn' : 'clean');
      untilPowerCut(device, () => {
        const journal = openJournal(place()!);
        expect(journal.sequence).toBeGreaterThanOrEqual(acknowledged);
        journal.configuration = 'cfg1';
        while (!device.free!.dead) {
          journal.sequence++;
          if (appendJournal(journal) && !device.free!.dead) acknowledged = journal.sequence;
          else break;
        }
      });
    }
    expect(acknowledged).toBeGreaterThan(200);
  });
});
