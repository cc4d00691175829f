import {
  describeCaseSwitch,
  describeEncoder,
  describeNozzleSwitch,
  describePulseCounter,
  describePulseOutput,
  PROVISIONING_FILE,
} from '@hengzhun/firmware';
import { FLAG_BIT_LOCKED, FRAME_KIND_STATUS, type StatusFrame } from '@hengzhun/protocol';
import { describe, expect, it } from 'vitest';
import { attachLink, createEmulationHost, EmulatedEncoder } from '../../src/index.js';
import { bundleOf } from '../support/bundles.js';
import { dispenserConfiguration } from '../support/dispenser.js';
import { Pulser } from '../support/pulser.js';
import { Session } from '../support/session.js';

/** Both nozzles' pulsers give 100 pulses a litre on each channel: 400 edges. */
const EDGES_PER_LITRE = 400;

describe('a dispenser on an nRF52, from its pins to its signed frames', () => {
  it('totals what QDEC and TIMER have counted and stops the pulses when its case is opened', async () => {
    const { code } = await bundleOf({ instrument: 'dispenser', board: 'nrf52840', signer: 'software' });
    const config = dispenserConfiguration(undefined, {
      drivers: [
        describePulseCounter({ nozzle: 0, method: 'qdec', pinA: 'D5', pinB: 'D6' }),
        describePulseCounter({ nozzle: 1, method: 'timer', pinA: 'D7', pinB: 'D8' }),
        ...[0, 1].flatMap((nozzle) => [
          describeEncoder({ nozzle }),
          describeNozzleSwitch({ nozzle, pin: `D${9 + nozzle}` }),
          describePulseOutput({ nozzle, pin: `D${11 + nozzle}` }),
        ]),
        describeCaseSwitch({ pin: 'D13' }),
      ],
    });
    const host = createEmulationHost({ bundle: code, files: { [PROVISIONING_FILE]: config } });
    const encoders = [new EmulatedEncoder(0, '0102030405060708'), new EmulatedEncoder(1, '1112131415161718')];
    attachLink(host.serial2, encoders, { clock: host.clock });
    for (const pin of [9, 10, 13]) host.pins.drive(pin, 0);
    const pulsers = [new Pulser(host, 5, 6), new Pulser(host, 7, 8)];
    const session = new Session(host);
    await host.start();
    const status = async (nozzle: number): Promise<StatusFrame['claims']> => {
      const nonce = Uint8Array.from({ length: 12 }, (_, i) => i + session.frames.length);
      const frame = await session.ask({ type: 'status', nonce, nozzle }, FRAME_KIND_STATUS, ({ claims }) =>
        Buffer.from(claims.nonce ?? []).equals(Buffer.from(nonce)),
      );
      return frame.claims;
    };
    await host.run(5000);
    for (const [nozzle, litres] of [
      [0, 20],
      [1, 7],
    ] as const) {
      host.pins.drive(9 + nozzle, 1);
      await host.run(500);
      encoders[nozzle]!.count += litres * EDGES_PER_LITRE;
      await pulsers[nozzle]!.turn(litres * EDGES_PER_LITRE, 300);
      host.pins.drive(9 + nozzle, 0);
      await host.run(10_000);
      const { nozzle: state } = await status(nozzle);
      expect(state).toMatchObject({ index: nozzle, totaliser: litres * 1000, fuelings: 1 });
    }
    expect(host.pins.level(11)).toBe(1);
    host.pins.drive(13, 1);
    await host.run(2000);
    expect([host.pins.level(11), host.pins.level(12)]).toEqual([0, 0]);
    expect(((await status(0)).flags >>> FLAG_BIT_LOCKED) & 1).toBe(1);
    expect(host.console.filter((line) => line.includes('Uncaught'))).toEqual([]);
    await host.stop();
  }, 120_000);
});
