import { describe, expect, it } from 'vitest';
import { orderItems } from '../../web/src/views/around/order-items.js';
import { noTexts, stepRequest } from '../../web/src/views/cases/step-request.js';
import { uptimeText } from '../../web/src/views/instrument/uptime-text.js';
import { type PlanTexts, planRequest } from '../../web/src/views/lots/plan-request.js';
import { nearestTile } from '../../web/src/views/region/nearest-tile.js';

describe('the order of what is in range', () => {
  const item = (address: string, rssi?: number, shown = 'normal', severity?: string) => ({
    ...{ address, shown, suspicions: severity ? [{ severity }] : [] },
    ...(rssi !== undefined && { rssi }),
  });
  const addresses = (rows: readonly { address: string }[]) => rows.map(({ address }) => address).join(' ');

  it('is by signal, what has none last', () => {
    expect(addresses(orderItems([item('c'), item('b', -80), item('a', -50)], 'signal', [], false))).toBe('a b c');
  });

  it('does not change with every swing of the signal', () => {
    const first = orderItems([item('a', -60), item('b', -66)], 'signal', [], false);
    expect(addresses(orderItems([item('a', -65), item('b', -61)], 'signal', first, false))).toBe('a b');
    expect(addresses(orderItems([item('a', -80), item('b', -61)], 'signal', first, false))).toBe('b a');
  });

  it('holds still while somebody points at it; new ones come last', () => {
    const first = orderItems([item('a', -60), item('b', -70)], 'signal', [], false);
    const held = orderItems([item('c', -30), item('b', -40), item('a', -90)], 'signal', first, true);
    expect(addresses(held)).toBe('a b c');
  });

  it('by level puts alarms first, then the worst levels', () => {
    const items = [
      item('a', -40),
      item('b', -90, 'warning'),
      item('c', -95, 'normal', 'alarm'),
      item('d', -50, 'unknown'),
    ];
    expect(addresses(orderItems(items, 'level', [], false))).toBe('c b d a');
  });
});

describe('the plan of a sample as it is typed', () => {
  const texts: PlanTexts = {
    kind: 'single',
    lotSize: '500',
    producerQuality: '1',
    producerRisk: '5',
    consumerQuality: '7',
    consumerRisk: '5',
  };

  it('goes in shares', () => {
    expect(planRequest(texts)).toEqual({
      kind: 'single',
      points: { producerQuality: 0.01, producerRisk: 0.05, consumerQuality: 0.07, consumerRisk: 0.05 },
      lotSize: 500,
    });
  });

  it('is for a process where it is by variables or sequential, or nothing is said', () => {
    expect(planRequest({ ...texts, kind: 'sequential' })).not.toHaveProperty('lotSize');
    expect(planRequest({ ...texts, lotSize: '' })).not.toHaveProperty('lotSize');
  });

  it.each([{ consumerQuality: '1' }, { consumerRisk: '' }, { producerRisk: '0' }, { producerQuality: '100' }])(
    'is nothing yet with %j',
    (change) => expect(planRequest({ ...texts, ...change })).toBeUndefined(),
  );
});

describe('a step of a case as it is typed', () => {
  const step = {
    name: 'record-removal',
    fields: ['removal', 'seals'],
    optionalFields: [],
    sealsOnPass: false,
  } as const;

  it('bears the fields that it takes, and no others', () => {
    const texts = { ...noTexts, reason: 'x', seals: ' A-1 \n\nA-2', removalKid: '0123456789abcdef', removalFrom: '7' };
    expect(stepRequest({ ...step, fields: [...step.fields], optionalFields: [] }, 4, 'k', texts, [])).toEqual({
      ...{ key: 'k', name: 'record-removal', basis: 4, seals: ['A-1', 'A-2'] },
      removal: { kid: '0123456789abcdef', retireFrom: 7 },
    });
  });
});

describe('arrow keys on the map of tiles', () => {
  const tiles = [
    { name: 'a', tile: { column: 0, row: 0 } },
    { name: 'b', tile: { column: 3, row: 0 } },
    { name: 'c', tile: { column: 1, row: 2 } },
  ];
  const from = (name: string) => tiles.find((one) => one.name === name)!;

  it('go to the nearest in their direction, over gaps', () => {
    expect(nearestTile(tiles, from('a'), [1, 0])?.name).toBe('b');
    expect(nearestTile(tiles, from('a'), [0, 1])?.name).toBe('c');
    expect(nearestTile(tiles, from('b'), [-1, 0])?.name).toBe('a');
    expect(nearestTile(tiles, from('a'), [-1, 0])).toBeUndefined();
  });
});

describe('uptime', () => {
  it.each([
    [5, '00:00:05'],
    [3_661, '01:01:01'],
    [266_705, '3 d 02:05:05'],
  ])('%d s', (seconds, text) => expect(uptimeText(seconds)).toBe(text));
});
