import { describe, expect, it } from 'vitest';
import { attachLink, createEspruinoHost, EmulatedCalculator, EmulatedEncoder, SERIAL2_PATH } from '../../src/index.js';
import { scriptOf } from '../support/bundles.js';
import { binary, withoutInterpreter } from '../support/interpreter.js';

describe.skipIf(withoutInterpreter())('the encoder link on the interpreter', () => {
  it('asks over a serial port, takes answers in any pieces, and reports silence', async () => {
    expect(SERIAL2_PATH).toBe('s2');
    const entry = new URL('./link-entry.ts', import.meta.url);
    const features = { encoderLink: true, watchCounter: true };
    const { image } = await scriptOf(entry, { features });
    const host = await createEspruinoHost({ binary: binary(), bundle: image });
    const encoder = new EmulatedEncoder(3, '01fffefdfcfbfa80');
    encoder.count = 0xfedcba98;
    attachLink(host.serial2, [encoder, new EmulatedCalculator(15)], { clock: host.clock });
    await host.start();
    try {
      const said = (text: string): boolean => host.console.some((line) => line.includes(text));
      for (let i = 0; i < 100 && !said('encoder 0 384 1'); i++) await host.run(100);
      expect(said('encoder 0 384 0') || said('encoder 0 384 1')).toBe(true);
      expect(said('counts 0 0 4275878552')).toBe(true);
      expect(encoder.initialised).toBe(true);
      encoder.silent = true;
      for (let i = 0; i < 100 && !said('encoder 0 none'); i++) await host.run(100);
      expect(said('encoder 0 none')).toBe(true);
      expect(host.console.filter((line) => line.includes('Uncaught'))).toEqual([]);
    } finally {
      await host.stop();
    }
  }, 60_000);
});
