import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Flash, PowerCut, Storage } from '../../src/index.js';

const bytes = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));
const textOf = (data: Uint8Array | undefined): string | undefined => data && Buffer.from(data).toString('latin1');
const small = { pages: 4, pageSize: 256, writeUnit: 4 };

describe('the flash model', () => {
  it('lets bits fall only, and erases whole pages', () => {
    const flash = new Flash(small);
    flash.write(4, Uint8Array.of(0xf0, 1, 2, 3));
    flash.write(4, Uint8Array.of(0x3f, 0xff, 0, 3));
    expect([...flash.read(4, 4)]).toEqual([0x30, 1, 0, 3]);
    flash.erasePage(0);
    expect(flash.read(0, 256).every((byte) => byte === 0xff)).toBe(true);
    expect([...flash.wear]).toEqual([1, 0, 0, 0]);
  });

  it('refuses what lies outside or between units', () => {
    const flash = new Flash(small);
    expect(() => flash.write(1022, new Uint8Array(4))).toThrow(expect.objectContaining({ code: 'flash-range' }));
    expect(() => flash.write(2, new Uint8Array(4))).toThrow(expect.objectContaining({ code: 'flash-alignment' }));
    expect(() => flash.erasePage(4)).toThrow(expect.objectContaining({ code: 'flash-range' }));
  });

  it('is cut between two units and writes nothing until the power is back', () => {
    const flash = new Flash(small);
    flash.cutAfter(2);
    expect(() => flash.write(0, new Uint8Array(16))).toThrow(PowerCut);
    expect([...flash.read(0, 12)]).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 255, 255, 255, 255]);
    expect(() => flash.write(64, new Uint8Array(4))).toThrow(PowerCut);
    flash.powerOn();
    flash.write(64, new Uint8Array(4));
    expect(flash.read(64, 1)[0]).toBe(0);
  });
});

describe('Storage on the flash model', () => {
  it('preallocates and fills, but only what is still 0xFF', () => {
    const storage = new Storage(new Flash(small));
    storage.write('log', bytes('Hello'), 0, 14);
    storage.write('log', bytes(' '), 5);
    storage.write('log', bytes('World!!!'), 6);
    expect(textOf(storage.read('log'))).toBe('Hello World!!!');
    expect(() => storage.write('log', bytes('W'), 6)).toThrow('File already written with different data');
    expect(() => storage.write('log', bytes('!!'), 13)).toThrow('Too much data for file size');
    expect(() => storage.write('none', bytes('x'), 3)).toThrow('Unable to find or create file');
    expect(() => storage.write('none', bytes(''))).toThrow("Can't create zero length file");
    expect(textOf(storage.read('log', 6, 5))).toBe('World');
    expect(storage.read('none')).toBeUndefined();
  });

  it('leaves trash at every rewrite and none when nothing changes', () => {
    const storage = new Storage(new Flash(small));
    for (const text of ['one', 'two', 'two', 'three']) storage.write('a', bytes(text));
    expect(storage.statistics()).toMatchObject({ fileCount: 1, trashCount: 2 });
  });

  it('compacts by itself when it is full, keeping every live file', () => {
    const storage = new Storage(new Flash(small));
    storage.write('keep', bytes('k'.repeat(100)));
    for (let i = 0; i < 60; i++) storage.write('state', bytes(`state ${i}`.padEnd(40)));
    expect(storage.compactions).toBeGreaterThan(0);
    expect(textOf(storage.read('keep'))).toBe('k'.repeat(100));
    expect(textOf(storage.read('state'))?.trim()).toBe('state 59');
  });

  it('says so when there is no room even after a compaction', () => {
    const storage = new Storage(new Flash(small));
    storage.write('big', new Uint8Array(900));
    expect(() => storage.write('more', new Uint8Array(200))).toThrow('Unable to find or create file');
  });

  it('behaves as a map of files under any sequence of writes and erasures that fits', () => {
    const operation = fc.record({
      name: fc.constantFrom('a', 'bb', '.bootcde', 'a name of exactly 28 letters'),
      length: fc.integer({ min: 0, max: 120 }),
      fill: fc.integer({ min: 0, max: 254 }),
    });
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 60 }), (operations) => {
        const storage = new Storage(new Flash(small));
        const model = new Map<string, Uint8Array>();
        for (const { name, length, fill } of operations) {
          if (length === 0) {
            expect(storage.erase(name)).toBe(model.delete(name));
          } else {
            const data = new Uint8Array(length).fill(fill);
            storage.write(name, data);
            model.set(name, data);
          }
          for (const [file, content] of model) expect(storage.read(file)).toEqual(content);
          expect(storage.list()).toHaveLength(model.size);
        }
      }),
    );
  });

  it('erases everything at boot when a torn header stands behind the files, as the interpreter does', () => {
    const flash = new Flash({ pages: 1, pageSize: 1024, writeUnit: 4 });
    const storage = new Storage(flash);
    storage.write('a', bytes('abcd'));
    flash.write(36, Uint8Array.of(0x10, 0xff, 0xff, 0xff));
    expect(storage.checkAtBoot()).toBe(false);
    expect(storage.read('a')).toBeUndefined();
    expect(storage.checkAtBoot()).toBe(true);
  });

  it('loses what the swap buffer held when the power goes in a compaction', () => {
    let lost = 0;
    for (let cut = 0; ; cut++) {
      const flash = new Flash(small);
      const storage = new Storage(flash);
      storage.write('trash', new Uint8Array(20).fill(1));
      storage.write('keep', new Uint8Array(400).fill(2));
      storage.erase('trash');
      flash.cutAfter(cut);
      try {
        storage.compact();
        break;
      } catch (error) {
        expect(error).toBeInstanceOf(PowerCut);
      }
      flash.powerOn();
      storage.checkAtBoot();
      if (storage.read('keep')?.every((byte) => byte === 2) !== true) lost++;
    }
    expect(lost).toBeGreaterThan(0);
  });
});
