import { Fleet, type FleetStatus } from '@hengzhun/hil-tests';
import { CHANNEL_SPAN_REFERENCE, SELF_STATE_NORMAL } from '@hengzhun/protocol';
import { describe, expect, it } from 'vitest';

const startAt = Date.UTC(2027, 0, 4);
const weeks = 60;

describe('what instruments say of themselves', () => {
  const fleet = new Fleet({ seed: 'symptoms', size: 2500, startAt });
  const span = ({ channels }: FleetStatus) => channels.find(({ identifier }) => identifier === CHANNEL_SPAN_REFERENCE);
  const moved: { said: number; claimed: number; true: number }[] = [];
  const heard = new Uint16Array(2500);
  const flagged = { out: [0, 0], within: [0, 0] };
  const first: ({ said: number; true: number } | undefined)[] = [];
  for (let week = 0; week < weeks; week++) {
    for (const { index, status } of fleet.frameless(7)) {
      heard[index] = heard[index]! + 1;
      const { points, outOfTolerance, cause } = fleet.truth(index);
      const count = flagged[outOfTolerance ? 'out' : 'within'];
      count[0] = count[0]! + (status.selfState === SELF_STATE_NORMAL ? 0 : 1);
      count[1] = count[1]! + 1;
      const channel = span(status);
      if (channel === undefined || cause.startsWith('fraud')) continue;
      const error = (1e6 * points[3]!.error) / points[3]!.nominal;
      const before = (first[index] ??= { said: channel.value!, true: error });
      moved.push({ said: channel.value! - before.said, claimed: channel.uncertainty!, true: error - before.true });
    }
  }

  it('is the span where there is an internal mass, and nowhere else', () => {
    const named = fleet.instruments.map(({ record }) =>
      record.data!.observedChannels!.includes(CHANNEL_SPAN_REFERENCE),
    );
    fleet.instruments.forEach(({ observedBy }, i) => {
      expect(named[i]).toBe(observedBy === 'internal-mass');
    });
    expect(first.flatMap((value, i) => (value === undefined ? [] : [named[i]])).every(Boolean)).toBe(true);
    // It follows the error, with noise that is about what it claims: not always.
    const z = moved.slice(1000).map((m) => (m.said - m.true) / (m.claimed * Math.SQRT2));
    const spread = Math.sqrt(z.reduce((sum, value) => sum + value * value, 0) / z.length);
    expect(spread).toBeGreaterThan(0.6);
    expect(spread).toBeLessThan(2);
  });

  it('hangs together with error, loosely, and gives false alarms', () => {
    const [out, within] = [flagged.out, flagged.within].map(([count, all]) => count! / all!);
    expect(out!).toBeGreaterThan(2 * within!);
    expect(out!).toBeLessThan(0.6);
    expect(within!).toBeGreaterThan(0.005);
    expect(within!).toBeLessThan(0.1);
  });

  it('is not always heard: dead radios, poor coverage', () => {
    const rarely = heard.filter((count) => count < 0.7 * weeks).length / 2500;
    expect(rarely).toBeGreaterThan(0.04);
    expect(rarely).toBeLessThan(0.2);
  });
});
