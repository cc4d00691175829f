import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Around, AroundItem } from '../../src/console/api/around.js';
import type { JobAccepted } from '../../src/console/api/common.js';
import type { Job } from '../../src/console/api/jobs.js';
import type { VisitResult } from '../../src/console/api/visit.js';
import { type Visitor, visit } from '../helpers/console.js';
import { type ConsoleOnAir, isAirThere, openConsoleOnAir } from '../helpers/console-on-air.js';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe.skipIf(!isAirThere)(
  'a visit over the radio: the firmware bundle, bleno, the air, noble, the SDK, the console',
  () => {
    let market: ConsoleOnAir;
    let visitor: Visitor;

    beforeAll(async () => {
      market = await openConsoleOnAir();
      visitor = await visit(market.console);
    });
    afterAll(async () => {
      await market?.close();
      expect(market?.faults).toEqual([]);
    });

    const around = async () => (await (await visitor.get('/api/around')).json()) as Around;

    /** Who is heard, once all are and have been sealed. */
    async function everybody(): Promise<readonly AroundItem[]> {
      for (;;) {
        const { items } = await around();
        const born = items.filter(({ beacon }) => (beacon?.sealState ?? 0) > 0);
        if (born.length === market.station.count) return born;
        await pause(200);
      }
    }

    async function visited({ address }: AroundItem): Promise<VisitResult> {
      const begun = await visitor.send('POST', `/api/around/${address}/visit`, {});
      expect(begun.status, await begun.clone().text()).toBe(202);
      const { job } = (await begun.json()) as JobAccepted;
      for (;;) {
        const now = (await (await visitor.get(`/api/jobs/${job}`)).json()) as Job & { readonly result: VisitResult };
        if (now.state !== 'running') {
          expect(now).toMatchObject({ state: 'done' });
          return now.result;
        }
        await pause(100);
      }
    }

    it('everybody in range is shown for what it is, and nobody for good by a beacon alone', async () => {
      const items = await everybody();
      expect(items.map(({ instrument }) => instrument?.serialNumber ?? 'not enrolled').sort()).toEqual([
        'EMULATED-AIR-CREEPING',
        'EMULATED-AIR-DISPENSER',
        'EMULATED-AIR-HEALTHY',
        'EMULATED-AIR-NOISY',
        'not enrolled',
      ]);
      for (const { shown } of items) expect(shown).not.toBe('normal');
    });

    it('an enrolled one proves itself afresh and its log is read; one that nobody enrolled proves nothing', async () => {
      const items = await everybody();
      const healthy = items.find(({ instrument }) => instrument?.serialNumber === 'EMULATED-AIR-HEALTHY')!;
      const result = await visited(healthy);
      expect(result).toMatchObject({ link: 'ble', address: healthy.address, verdict: 'proved' });
      // Its identity and its answer, at the least.
      expect(result.frameIds.length).toBeGreaterThan(1);
      // The stranger is not among them.
      expect(await market.store.summary()).toMatchObject({ instruments: 4 });

      const stranger = items.find(({ instrument }) => instrument === undefined)!;
      expect((await visited(stranger)).verdict).not.toBe('proved');
    });
  },
);
