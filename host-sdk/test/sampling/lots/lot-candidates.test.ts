import { describe, expect, it } from 'vitest';
import { toHex } from '../../../src/bytes.js';
import { lotCandidates } from '../../../src/sampling/lots/lot-candidates.js';
import { keepVerification } from '../../helpers/keep-verification.js';
import { databases } from '../../helpers/temporary-database.js';
import { temporaryStore, testClock } from '../../helpers/temporary-store.js';
import { TestInstrument } from '../../helpers/test-instrument.js';
import { DAY, fixedAt, verification } from '../sample.js';

describe.each(databases)('the register as candidates of lots, from a store on $name', ({ place }) => {
  it('says level and probability where an instrument was judged, and names what the register does not know', async () => {
    const store = await temporaryStore({ clock: testClock(fixedAt) }, await place());
    const enrol = (seed: number, more: object) => {
      const instrument = new TestInstrument(seed);
      const { place: _, ...record } = instrument.record();
      return store.registry.enrol({ ...record, serialNumber: `S-${seed}`, maker: '甲', model: 'ACS-15', ...more });
    };
    const region = { place: { region: '沪', name: '菜市场' } };
    const data = { instrumentKind: 1, accuracyClass: 3, maximumCapacity: 15_000_000, verificationInterval: 5000 };
    const { instrument: bad } = await enrol(1, { ...region, data: { ...data, manufactured: '2024-05', batch: 'B-7' } });
    await enrol(2, {});
    await enrol(3, { ...region, model: '' });
    await keepVerification(store, verification(bad.ueid, 9, { at: fixedAt - DAY, kind: 'in-service-inspection' }));
    const early = await lotCandidates(store, fixedAt);
    expect(early.candidates).toMatchObject([{ ueid: bad.ueid, level: 'unknown' }]);
    expect(early.candidates[0]).not.toHaveProperty('probability');

    await store.estimates.refresh(fixedAt);
    const { candidates, incomplete } = await lotCandidates(store, fixedAt);
    expect(candidates).toMatchObject([
      { ueid: bad.ueid, region: '沪', maker: '甲', model: 'ACS-15', manufactured: '2024-05', batch: 'B-7' },
    ]);
    expect(candidates[0]!.level).not.toBe('unknown');
    expect(candidates[0]!.probability).toBeGreaterThan(0.5);
    expect(incomplete).toEqual([
      { ueid: toHex(new TestInstrument(2).ueid), missing: 'region' },
      { ueid: toHex(new TestInstrument(3).ueid), missing: 'model' },
    ]);
  });
});
