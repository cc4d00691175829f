import { PROVISIONING_FILE } from '@hengzhun/firmware';
import { FRAME_KIND_IDENTITY } from '@hengzhun/protocol';
import { describe, expect, it } from 'vitest';
import { createEmulationHost, ESP32_FREE, ESPRUINO_WIFI_FREE, Flash, type FlashGeometry } from '../../src/index.js';
import { bundleOf } from '../support/bundles.js';
import { configuration } from '../support/instrument.js';
import { Session } from '../support/session.js';

const BOARDS: [board: string, address: number, geometry: FlashGeometry][] = [
  ['esp32', 0x310000, ESP32_FREE],
  ['espruino-wifi', 0x08004000, ESPRUINO_WIFI_FREE],
];

describe.each(BOARDS)('the bundle of %s, whose state lies in flash pages of its own', (board, address, geometry) => {
  it('goes on where it was after the power went, and after it went in the midst of a write', async () => {
    const { code } = await bundleOf({
      instrument: 'scale',
      board,
      signer: 'software',
      features: { injection: true },
    });
    const flash = new Flash(geometry);
    const host = createEmulationHost({
      bundle: code,
      files: { [PROVISIONING_FILE]: configuration() },
      freePages: { address, flash },
    });
    const lives: { boot: number; sequence: number }[] = [];
    for (const cut of [undefined, undefined, 7, 30, undefined]) {
      const session = new Session(host);
      await host.start();
      if (cut !== undefined) flash.cutAfter(cut, 'torn');
      else {
        const { claims } = await session.frame(FRAME_KIND_IDENTITY);
        await session.idle(12);
        lives.push({ boot: claims.bootcount, sequence: claims.sequence });
        lives.push({ boot: claims.bootcount, sequence: session.frames.at(-1)!.claims.sequence });
      }
      if (cut !== undefined) await host.run(20_000);
      await host.cutPower();
      session.close();
    }
    for (let i = 1; i < lives.length; i++) {
      expect(lives[i]!.sequence).toBeGreaterThan(lives[i - 1]!.sequence);
      expect(lives[i]!.boot).toBeGreaterThanOrEqual(lives[i - 1]!.boot);
    }
    expect(lives.at(-1)!.boot).toBeGreaterThanOrEqual(4);
    expect(flash.units).toBeGreaterThan(100);
    await host.stop();
  }, 240_000);
});
