import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type { LogPlan } from '@hengzhun/firmware';
import { readProfile } from '@hengzhun/firmware/boards';
import { buildBundle } from '@hengzhun/firmware/build';
import { describe, expect, it } from 'vitest';
import { planFlash } from '../src/flash/flash-plan.js';
import { draftInstrument } from '../src/provision/draft-instrument.js';
import { orderOfOptions } from '../src/provision/order-of-options.js';

// The design's smallest board, 40 kB of Storage: software, configuration, lock-down and the log of three verifications all have to fit.
describe('both instruments on the MDBT42Q', () => {
  const board = 'mdbt42q';
  const common = {
    board,
    serial: 'XY-2026-000123',
    maker: 'Hengzhun',
    model: 'HZ-1000',
    typeApproval: 'CPA 2026F123-33',
    interval: 600_000,
    portPath: '',
    driverPath: '',
    region: '3301',
    class: 3,
    max: 30_000_000,
    e: 10_000,
    zeroCounts: 50_000,
    countsPerE: 100,
    nozzle: [
      {
        fuel: '92',
        minimumFlow: 5_000,
        maximumFlow: 50_000,
        minimumQuantity: 5_000,
        pulses: 10_000,
        expansion: 'petrol',
      },
    ],
    encoders: true,
  };

  it.each(['scale', 'dispenser'] as const)(
    'a %s is provisioned with all that its profile proposes',
    async (kind) => {
      const profile = readProfile(board);
      const order = orderOfOptions({ ...common, kind } as unknown as Parameters<typeof orderOfOptions>[0]);
      const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      const draft = draftInstrument(order, privateKey, { authority: randomBytes(32), maker: randomBytes(32) });
      const { image } = await buildBundle({ instrument: kind, board, signer: 'element' });
      const configuration = (log: LogPlan) => draft.configuration({ log });
      const plan = planFlash(profile, image, { ...draft.logging, configuration });
      const [state] = plan.prepared;
      expect(state).toMatchObject({ name: 'hz.dat', size: 3 * profile.storage.page - 32 });
      expect(plan.files.map(({ name }) => name)).toEqual(['.bootcde', '.boot0', 'hz.cfg']);
    },
    300_000,
  );
});
