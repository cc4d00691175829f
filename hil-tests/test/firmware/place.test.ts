import { describe, expect, it } from 'vitest';
import { stateFileSize } from '../../../firmware/src/index.js';
import { Flash } from '../../src/index.js';
import { Device } from '../support/device.js';

const { eraseFlash, placeFile, readFlash, writeFlash } = await import('../../../firmware/src/platform/espruino.js');

const NAME = 'hz.dat';
const ADDRESS = 0x10000;
/** A Storage with a bundle and a configuration, and no more room than it takes. */
const filled = (geometry = { pages: 8, pageSize: 4096, writeUnit: 4 }): Device => {
  const device = new Device(geometry);
  device.storage().write('.bootcde', new Uint8Array(9001).fill(0x41));
  device.storage().write('hz.cfg', new Uint8Array(700).fill(0x42));
  device.install();
  return device;
};
const place = () => placeFile(NAME, 4 + 20 * 48, 4096);

describe('the place of the state file', () => {
  it('ends with two slots of whole pages, and stays', () => {
    const device = filled();
    const found = place()!;
    expect(found).toMatchObject({ size: 4096, page: 4096 });
    expect(found.address % 4096).toBe(0);
    expect(found.base).toBeGreaterThanOrEqual(4 + 20 * 48);
    const file = device.storage().list().at(-1)!;
    expect(ADDRESS + file.address + 32 + found.base).toBe(found.address);
    expect(found.base + 2 * 4096).toBe(file.size);
    const units = device.flash.units;
    expect(place()).toEqual(found);
    expect(device.flash.units).toBe(units);
  });

  it('makes slots of several pages where pages are short', () => {
    filled({ pages: 40, pageSize: 1024, writeUnit: 4 });
    const found = place()!;
    expect(found).toMatchObject({ size: 4096, page: 1024 });
    expect(found.address % 1024).toBe(0);
  });

  it('makes slots of one page where pages are long', () => {
    filled({ pages: 5, pageSize: 16384, writeUnit: 4 });
    expect(place()).toMatchObject({ size: 16384, page: 16384 });
  });

  it('erases one slot and nothing else', () => {
    for (const pageSize of [1024, 4096]) {
      const device = filled({ pages: 40960 / pageSize, pageSize, writeUnit: 4 });
      const found = place()!;
      for (let slot = 0; slot < 2; slot++) {
        expect(writeFlash(NAME, 'x'.repeat(4096), found.base + slot * 4096, 0)).toBe(true);
      }
      const before = device.flash.bytes.slice();
      expect(eraseFlash(found, 1)).toBe(true);
      const from = found.address - ADDRESS + 4096;
      before.fill(0xff, from, from + 4096);
      expect(device.flash.bytes).toEqual(before);
      expect(readFlash(NAME, found.base + 4096, 4096)).toBe('\xff'.repeat(4096));
    }
  });

  it.each(['clean', 'torn'] as const)('is found or made after a power cut at any write of it (%s)', (mode) => {
    const whole = filled();
    const cuts: Uint8Array[] = [];
    whole.flash.onUnit = (cut) => cuts.push(cut[mode]());
    const expected = place();
    expect(cuts.length).toBe(9);
    for (const content of cuts) {
      const device = new Device();
      device.flash = new Flash(whole.flash.geometry, content);
      device.install();
      expect(place()).toEqual(expected);
      expect(device.storage().statistics()).toMatchObject({ trashBytes: 0, fileCount: 3 });
      expect(device.storage().read('hz.cfg')).toEqual(new Uint8Array(700).fill(0x42));
    }
  });

  it.each([
    ['no room', { pages: 4, pageSize: 4096, writeUnit: 4 }],
    ['one page of 64 kB', { pages: 1, pageSize: 65536, writeUnit: 4 }],
  ])('is none where there is %s, and nothing was written', (_name, geometry) => {
    const device = filled(geometry);
    const before = device.flash.bytes.slice();
    expect(place()).toBe(undefined);
    expect(device.flash.bytes).toEqual(before);
  });

  it('does not let the platform compact for it', () => {
    const device = filled({ pages: 6, pageSize: 4096, writeUnit: 4 });
    device.storage().write('hz.cfg', new Uint8Array(8000).fill(0x43));
    device.storage().write('hz.cfg', new Uint8Array(700).fill(0x43));
    const before = device.flash.bytes.slice();
    expect(place()).toBe(undefined);
    expect(device.flash.bytes).toEqual(before);
  });

  it('is none when a compaction has moved the file off its pages', () => {
    const device = filled({ pages: 10, pageSize: 4096, writeUnit: 4 });
    expect(place()).toBeDefined();
    device.storage().erase('hz.cfg');
    device.storage().compact();
    expect(device.storage().read(NAME)?.length).toBeGreaterThan(8192);
    expect(place()).toBe(undefined);
  });

  it('is the start of the Storage where a flasher makes it first, and then outlives every compaction', () => {
    for (const pageSize of [1024, 4096]) {
      const device = new Device({ pages: 40960 / pageSize, pageSize, writeUnit: 4 });
      device.install();
      const size = stateFileSize(pageSize, 20);
      device.storage().write(NAME, Uint8Array.of(0x68), 0, size);
      device.storage().write('.bootcde', new Uint8Array(9001).fill(0x41));
      const found = place()!;
      expect(found.base).toBe(size - 8192);
      expect(writeFlash(NAME, 'state', found.base, 0)).toBe(true);
      device.storage().write('.bootcde', new Uint8Array(5000).fill(0x42));
      const file = device.flash.bytes.slice(0, size + 32);
      const wear = device.flash.wear.slice(0, (size + 32) / pageSize);
      expect(device.storage().compact()).toBe(true);
      expect(device.flash.bytes.slice(0, size + 32)).toEqual(file);
      expect(device.flash.wear.slice(0, (size + 32) / pageSize)).toEqual(wear);
      expect(place()).toEqual(found);
    }
  });
});
