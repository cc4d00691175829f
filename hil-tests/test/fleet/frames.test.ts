import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Fleet } from '@hengzhun/hil-tests';
import { openStore } from '@hengzhun/host-sdk';
import { CHANNEL_PULSE_EQUIVALENT, decodeFrame, EMPTY_LOG, verifyLog } from '@hengzhun/protocol';
import { afterAll, describe, expect, it } from 'vitest';

const startAt = Date.UTC(2027, 0, 4);
const folder = mkdtempSync(join(tmpdir(), 'hengzhun-fleet-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the frames of a fleet', () => {
  it('are accepted by the ingest of the SDK, also after a repair and from a replacement', async () => {
    const fleet = new Fleet({ seed: 'frames', size: 40, startAt });
    const clock = { now: () => fleet.now, setTimeout, clearTimeout: (t: unknown) => clearTimeout(t as NodeJS.Timeout) };
    const store = await openStore(join(folder, 'store.db'), { clock });
    try {
      for (const { record } of fleet.instruments) await store.registry.enrol(record);
      const codes = new Map<string, number>();
      const take = async (days: number) => {
        const frames = [fleet.identity(3), ...fleet.advance(days)];
        const packets = frames.map(({ bytes, at }) => ({
          bytes,
          link: 'radio',
          connection: 1,
          earliest: at,
          latest: at + 50,
        }));
        for (const { code } of await store.ingest(packets)) codes.set(code, (codes.get(code) ?? 0) + 1);
        return frames.length;
      };
      let count = await take(60);
      fleet.repair(3);
      await store.registry.enrol(fleet.replace(4).record);
      count += await take(60);
      expect(Object.fromEntries(codes)).toEqual({ 'frame-accepted': count });
      expect(count).toBeGreaterThan(40 * 12);
      expect(await store.incidents()).toEqual([]);
    } finally {
      await store.close();
    }
  });

  it('sign the event log, which holds what was done to the instrument', () => {
    const fleet = new Fleet({ seed: 'log', size: 20, startAt });
    fleet.advance(200);
    const before = fleet.eventLog(5).length;
    fleet.repair(5);
    expect(fleet.eventLog(5).length).toBe(before + 2);
    for (let i = 0; i < 20; i++) {
      const { claims } = decodeFrame(fleet.identity(i).bytes);
      const signed = { length: claims.logLength, head: claims.logHead };
      expect(verifyLog(EMPTY_LOG, fleet.eventLog(i), signed).length).toBe(fleet.eventLog(i).length);
    }
  });

  it('say what the same fleet says without signing', () => {
    const options = { seed: 'said', size: 60, startAt };
    const [signing, silent] = [new Fleet(options), new Fleet(options)];
    const frames = signing.advance(90);
    const observations = silent.frameless(90);
    expect(frames.map(({ index, at }) => [index, at])).toEqual(observations.map(({ index, at }) => [index, at]));
    frames.forEach(({ bytes }, n) => {
      const { claims } = decodeFrame(bytes) as unknown as { claims: Record<string, unknown> };
      const { nozzle, ...said } = observations[n]!.status;
      expect(claims).toMatchObject(said);
      if (nozzle !== undefined)
        expect(claims.nozzle).toMatchObject({ totaliser: nozzle.totaliser, fuelings: nozzle.fuelings });
    });
  });
});

describe('what is reported', () => {
  it('is what the identity says is observed: no channel more, and none that it denies', () => {
    const fleet = new Fleet({ seed: 'identity', size: 300, startAt });
    const models = new Set<string>();
    for (const { index, status } of fleet.frameless(7)) {
      const { record, model } = fleet.instruments[index]!;
      const { observedChannels } = record.data!;
      expect(status.channels.map(({ identifier }) => identifier)).toEqual(observedChannels);
      // Without a pairing of encoder and main board there is nothing to hold the pulse equivalent against (JJG 443).
      if (model === 'CS-42') expect(observedChannels).not.toContain(CHANNEL_PULSE_EQUIVALENT);
      if (model === 'JDK-50') expect(observedChannels).toContain(CHANNEL_PULSE_EQUIVALENT);
      models.add(model);
    }
    expect(models.has('CS-42') && models.has('JDK-50')).toBe(true);
  });
});
