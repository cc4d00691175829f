import { InstrumentStream, openBleLink, openStore, proveFresh, scanInstruments } from '@hengzhun/host-sdk';
import { describe, expect, it } from 'vitest';
import { Hall } from './hall.js';
import { leftovers } from './leftovers.js';

/** Issue 5 asks for 500; here as many as a test run bears, and all with HENGZHUN_BLE_CYCLES=500. */
const cycles = Number(process.env.HENGZHUN_BLE_CYCLES ?? 40);
const notificationLoss = 0.05;
const linkLosses = 0.6;

describe(`${cycles} times scan, connect, read, disconnect`, () => {
  it('reads every log whole and leaves nothing behind, although notifications and links are lost', async () => {
    const hall = new Hall({ seed: 5 });
    const { noble, clock, air } = hall;
    const store = await openStore(':memory:', { clock });
    await hall.untilSo(() => noble.state === 'poweredOn');
    const before = leftovers(hall);
    const spoil = (chunk: Buffer) => (air.random() < notificationLoss ? undefined : chunk);
    const mtus = [23, 53, 131, 247, 247];
    for (const maximumMtu of mtus) {
      const { instrument } = hall.add({ maximumMtu, faults: { spoil }, position: { x: 3 * hall.guests.length, y: 2 } });
      await store.registry.enrol(instrument.record());
      await air.run(air.random() * 500);
    }
    const totals = { losses: 0, reconnections: 0, gaps: 0, entries: 0 };
    for (let cycle = 0; cycle < cycles; cycle++) {
      const { address, instrument } = hall.guests[cycle % mtus.length]!;
      for (let i = 0; i < 30; i++) instrument.addEvent(2, [0, 1, cycle]);
      const scan = scanInstruments({ noble, clock });
      await hall.untilSo(() => scan.snapshot().some((one) => one.address === address));
      await hall.until(scan.close());

      const link = openBleLink({ address, noble, clock });
      const stream = new InstrumentStream(link, { clock });
      const losing = air.random() < linkLosses;
      if (losing) {
        const at = air.now() + 300 + air.random() * 1700;
        air.at(at, () => Object.assign(air.loss, { link: 1 }));
        air.at(at + 2500, () => Object.assign(air.loss, { link: 0 }));
      }
      const proof = await hall.until(
        proveFresh(stream, { store, losses: 20, silences: 5, reconnect: 60_000, connect: 60_000 }),
        600_000,
      );
      air.loss.link = 0;
      const said = proof.steps.map(({ step, code, error }) => `${step} ${code} ${error?.code ?? ''}`).join('\n');
      expect(proof.result, `cycle ${cycle}:\n${said}`).toBe('proved');
      const { length, head } = await store.eventLogs.known(instrument.kid);
      expect([length, Buffer.from(head)]).toEqual([instrument.log.length, Buffer.from(instrument.logHead)]);
      totals.losses += losing ? 1 : 0;
      totals.reconnections += link.connection - 1;
      totals.gaps += link.radio.gaps;
      totals.entries += proof.log!.added;
      await hall.until(stream.close());
      // a link that was lost ends for the controller with its supervision time-out
      await hall.untilSo(() => hall.central.controller.links.size === 0);
      await air.run(5000);
      expect(leftovers(hall), `cycle ${cycle}`).toEqual(before);
    }
    console.log(`${cycles} cycles in ${Math.round(air.now() / 1000)} s of air time:`, JSON.stringify(totals));
    expect(totals.gaps).toBeGreaterThan(0);
    expect(totals.reconnections).toBeGreaterThan(0);
    await store.close();
    hall.close();
    expect(hall.timers.size).toBe(0);
  });
});
