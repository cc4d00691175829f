import { PROVISIONING_FILE } from '@hengzhun/firmware';
import {
  InstrumentStream,
  type NobleLike,
  openBleLink,
  openStore,
  proveFresh,
  scanInstruments,
} from '@hengzhun/host-sdk';
import { afterEach, describe, expect, it } from 'vitest';
import {
  createAir,
  createEmulatedRadio,
  createEmulationHost,
  createHostClock,
  openCentral,
  VirtualClock,
} from '../../src/index.js';
import { scaleBundle } from '../support/hosts.js';
import { configuration, publicKey, UEID } from '../support/instrument.js';
import { withoutStacks } from '../support/radio.js';

const EPOCH = Date.UTC(2026, 10, 27);
const ADDRESS = 'c2:48:5a:00:00:01';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  while (cleanups.length > 0) await cleanups.pop()!();
});

/** The scale's bundle on an emulated board with a radio, and a laptop with noble and the SDK, in one air. */
async function rig(maximumMtu: number, faults: { notificationLoss?: number; link?: number } = {}) {
  const { notificationLoss = 0, link = 0 } = faults;
  const clock = new VirtualClock();
  const air = createAir({ clock, seed: maximumMtu, loss: { link } });
  cleanups.push(() => air.close());
  const position = { x: 3, y: 0 };
  const radio = createEmulatedRadio(air, { randomAddress: ADDRESS, maximumMtu, notificationLoss, position });
  cleanups.push(() => radio.close());
  const files = { [PROVISIONING_FILE]: configuration() };
  const host = createEmulationHost({ bundle: (await scaleBundle()).code, files, clock, radio });
  cleanups.push(() => host.stop());
  await host.start();
  const central = openCentral(air);
  cleanups.push(() => central.close());
  const hostClock = createHostClock(clock, EPOCH);
  const store = await openStore(':memory:', { clock: hostClock });
  cleanups.push(() => store.close());
  await store.registry.enrol({
    ueid: UEID.toString('hex'),
    publicKey: publicKey.export({ format: 'jwk' }),
    serialNumber: 'rig-1',
    data: { accuracyClass: 3, maximumCapacity: 3_000_000, verificationInterval: 1_000, reportingInterval: 10 },
  });
  const noble = central.noble as unknown as NobleLike;
  await air.until(central.noble.waitForPoweredOnAsync());
  return { air, radio, host, noble, clock: hostClock, store };
}

describe.skipIf(withoutStacks())('the real firmware over the virtual radio', () => {
  it.each([23, 53, 131, 247])('is found by its beacon, challenged, verified and read at MTU %i', async (mtu) => {
    const { air, radio, host, noble, clock, store } = await rig(mtu);
    const scan = scanInstruments({ noble, clock });
    cleanups.push(() => air.until(scan.close()));
    await air.run(15_000);
    const [seen] = scan.snapshot();
    expect(seen).toMatchObject({ address: ADDRESS, beacon: { kind: 1, sequence: expect.any(Number), bootcount: 1 } });
    await air.until(scan.close());
    const began = air.now();
    let challenged = Number.NaN;
    const stream = new InstrumentStream(openBleLink({ address: ADDRESS, noble, clock }), { clock });
    const proof = await air.until(
      proveFresh(stream, {
        store,
        onProgress: (progress) => {
          if (progress.type === 'ended' && progress.step === 'challenge') challenged = air.now() - began;
        },
      }),
      120_000,
    );
    console.log(
      `MTU ${mtu}: challenge answered and verified after ${Math.round(challenged)} ms of air time, whole visit ${Math.round(air.now() - began)} ms, notifications`,
      radio.counts,
    );
    expect(proof.result).toBe('proved');
    // issue 5: connect, challenge and verify in under 2 s of link time at MTU 131
    if (mtu === 131) expect(challenged).toBeLessThan(2000);
    expect(proof.log?.length).toBeGreaterThan(0);
    expect(radio.peripheral.controller.links.size).toBe(1);
    await air.until(stream.close());
    await air.run(500);
    expect(radio.peripheral.controller.links.size).toBe(0);
    expect(host.console.filter((line) => /Uncaught/.test(line))).toEqual([]);
  });

  it('is proved although notifications are dropped silently and packets of the link get lost', async () => {
    const { air, radio, noble, clock, store } = await rig(53, { notificationLoss: 0.05, link: 0.05 });
    await air.run(15_000);
    for (let visit = 0; visit < 10; visit++) {
      const stream = new InstrumentStream(openBleLink({ address: ADDRESS, noble, clock }), { clock });
      const proof = await air.until(proveFresh(stream, { store }), 120_000);
      expect(proof.result).toBe('proved');
      await air.until(stream.close());
    }
    expect(radio.counts.injected).toBeGreaterThan(0);
    expect(air.counts.linkPacketsLost).toBeGreaterThan(10);
  });
});
