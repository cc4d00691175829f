import { describe, expect, it } from 'vitest';
import { Device, untilPowerCut } from '../support/device.js';

const { openSnapshots, writeSnapshot } = await import('../../src/shell/snapshot.js');

const data = (n: number): string => String.fromCharCode(...Array.from({ length: 801 }, (_, i) => (i * n + 255) & 255));

describe('detector snapshots', () => {
  it('gives the newest one back', () => {
    new Device().install();
    expect(openSnapshots()).toMatchObject({ data: '', torn: false });
    const snapshots = openSnapshots();
    for (let i = 1; i < 6; i++) {
      expect(writeSnapshot(snapshots, data(i))).toBe(true);
      expect(openSnapshots().data).toBe(data(i));
    }
  });

  it.each(['clean', 'torn'] as const)('keeps the one before at any power cut (%s)', (mode) => {
    const write = (device: Device, done: (n: number) => void): void => {
      device.install();
      const snapshots = openSnapshots();
      for (let i = 1; i <= 4; i++) if (writeSnapshot(snapshots, data(i))) done(i);
    };
    const whole = new Device();
    write(whole, () => {});
    for (let cut = 0; cut < whole.flash.units; cut += 3) {
      const device = new Device();
      device.flash.cutAfter(cut, mode);
      let done = 0;
      expect(untilPowerCut(device, () => write(device, (n) => (done = n)))).toBe(true);
      device.flash.powerOn();
      device.install();
      const found = openSnapshots();
      expect([done ? data(done) : '', data(done + 1)]).toContain(found.data);
    }
  });
});
