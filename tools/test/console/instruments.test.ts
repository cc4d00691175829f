import { decodeFrame } from '@hengzhun/protocol';
import { describe, expect, it } from 'vitest';
import type {
  Channels,
  Estimate,
  FrameDetail,
  FramePage,
  InstrumentDetail,
  InstrumentPage,
  LogPage,
} from '../../src/console/api/instruments.js';
import { refreshEstimates } from '../../src/console/refresh-estimates.js';
import { codeOf, startConsole, type Visitor, visit } from '../helpers/console.js';
import { readEvents } from '../helpers/console-events.js';
import { fleetStore } from '../helpers/console-fleet.js';

async function read<T>(visitor: Visitor, path: string): Promise<T> {
  const answer = await visitor.get(path);
  expect(answer.status, await answer.clone().text()).toBe(200);
  return (await answer.json()) as T;
}

/** All pages of a list. */
async function walked<T>(visitor: Visitor, path: string, limit: number): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const page: { items: T[]; next?: string } = await read(
      visitor,
      `${path}${path.includes('?') ? '&' : '?'}limit=${limit}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`,
    );
    expect(page.items.length).toBeLessThanOrEqual(limit);
    items.push(...page.items);
    cursor = page.next;
  } while (cursor !== undefined);
  return items;
}

describe('the instruments of a store', () => {
  it('are listed page by page, counted, and found', async () => {
    const { store, fleet } = await fleetStore(25, 30);
    const { console } = await startConsole({ store });
    const visitor = await visit(console);
    const first = await read<InstrumentPage>(visitor, '/api/instruments?limit=10');
    expect(first.total).toBe(25);
    expect(Object.values(first.levels!).reduce((a, b) => a + b)).toBe(25);
    const all = await walked<InstrumentPage['items'][number]>(visitor, '/api/instruments', 10);
    expect(all.map(({ id }) => id)).toEqual(fleet.instruments.map(({ record }) => record.ueid));
    const { serialNumber, ueid } = fleet.instruments[7]!.record;
    const found = await read<InstrumentPage>(visitor, `/api/instruments?text=${encodeURIComponent(serialNumber!)}`);
    expect(found.items.map(({ id }) => id)).toEqual([ueid]);
    const worst = await walked<InstrumentPage['items'][number]>(visitor, '/api/instruments?order=worst', 4);
    expect(new Set(worst.map(({ id }) => id)).size).toBe(25);
    for (const wrong of [
      'limit=0',
      'limit=1001',
      'limit=x',
      'level=good',
      'kind=-1',
      'more=1',
      `text=${'x'.repeat(101)}`,
    ]) {
      expect(await codeOf(await visitor.get(`/api/instruments?${wrong}`)), wrong).toBe('400 tool-console-bad-request');
    }
    expect(await codeOf(await visitor.get('/api/instruments?cursor=AAAA'))).toBe('400 tool-console-bad-cursor');
  });

  it('stand at the levels of their estimates once these are refreshed, which is a job', async () => {
    const { store } = await fleetStore(12, 60);
    const { console } = await startConsole({ store });
    const visitor = await visit(console);
    const told = readEvents(
      visitor,
      ({ name, data }) => name === 'job' && data.kind === 'refresh' && data.state === 'done',
    );
    const begun = await visitor.send('POST', '/api/instruments/refresh');
    expect(begun.status).toBe(202);
    const events = await told;
    expect(events).toContainEqual({ name: 'instruments', data: { changed: 12 } });
    const shares = events.flatMap(({ name, data }) => (name === 'job' ? (data.steps[0]!.share ?? []) : []));
    expect(shares.at(-1)).toBe(1);
    // Who asks while one runs is given that one.
    const [one, other] = [refreshEstimates(console.context), refreshEstimates(console.context)];
    expect(other.id).toBe(one.id);
  });

  it('tell what is known of one, its kinds of knowledge apart', async () => {
    const { store, fleet } = await fleetStore(40, 90);
    const scale = fleet.instruments.find(({ record }) => record.data!.accuracyClass !== undefined)!.record;
    const { maximumCapacity: nominal = 0, verificationInterval: e = 0 } = scale.data!;
    const at = Date.now() - 20 * 86_400_000;
    await store.records.put('verification', {
      ...{ id: 'V-1', instrument: scale.ueid, kind: 'subsequent-verification', at, occasion: 'verification' },
      points: [{ quantity: 'mass', nominal, error: e / 2, uncertainty: e / 10, limit: 1.5 * e }],
      ...{ outcome: 'pass', standards: ['W-7'], person: 'P-1', authority: 'SH-1' },
    });
    const { console } = await startConsole({ store });
    const visitor = await visit(console);
    const detail = await read<InstrumentDetail>(visitor, `/api/instruments/${scale.ueid}`);
    expect(detail).toMatchObject({ id: scale.ueid, serialNumber: scale.serialNumber, kind: 1 });
    expect(detail.keys).toHaveLength(1);
    expect(detail.measured).toMatchObject([{ nominal, error: e / 2, at, source: 'record/verification/V-1/1' }]);
    expect(detail.judgement.rules.length).toBeGreaterThan(1);
    expect(detail.judgement.reasons.length).toBeGreaterThan(0);
    expect(detail.selfEvidence.fresh).toBe(true);
    expect(detail.chain.missing).toBe(0);
    expect(detail.chain.frames).toBeGreaterThan(10);
    expect(detail.register.map(({ value }) => value.en)).toContain('III');
    expect(detail.signed.length).toBeGreaterThan(3);

    const estimate = await read<Estimate>(visitor, `/api/instruments/${scale.ueid}/estimate`);
    const [point] = estimate.points;
    expect(point).toMatchObject({ nominal, measured: [{ at, error: e / 2 }] });
    expect(point!.outlook.length).toBe(estimate.probability.length);
    expect(point!.outlook[0]!.at).toBe(estimate.at);
    expect(estimate.probability[0]!.value).toBe(detail.judgement.probability);
    const last = point!.outlook.at(-1)!;
    expect(last.uncertainty).toBeGreaterThan(point!.outlook[0]!.uncertainty);
    if (estimate.crossing !== undefined) expect(last.at).toBeGreaterThan(Date.parse(estimate.crossing));

    const channels = await read<Channels>(visitor, `/api/instruments/${scale.ueid}/channels?points=10`);
    expect(channels).toMatchObject({ frames: detail.chain.frames, truncated: false });
    const zero = channels.series.find(({ name }) => name.en === 'zero')!;
    // R 76-1, 3.5.1 and 3.5.2: 0.5 e at verification, twice that in service.
    expect(zero).toMatchObject({ unit: 'e', limit: 1 });
    expect(zero.points.length).toBeLessThanOrEqual(10);
    const whole = await read<Channels>(visitor, `/api/instruments/${scale.ueid}/channels?points=5000`);
    const every = whole.series.find(({ channel }) => channel === zero.channel)!;
    expect(every.points).toHaveLength(every.readings);
    const extremes = (points: { value: number }[]) => [
      Math.min(...points.map(({ value }) => value)),
      Math.max(...points.map(({ value }) => value)),
    ];
    expect(extremes(zero.points)).toEqual(extremes(every.points));
    const none = await read<Channels>(visitor, `/api/instruments/${scale.ueid}/channels?to=1`);
    expect(none.series).toEqual([]);
  });

  it('show their frames as received: in diagnostic notation, verified again', async () => {
    const { store } = await fleetStore(12, 120);
    // Not every radio of the fleet is heard every week.
    const heard = await Promise.all((await store.registry.instruments()).map((one) => store.evaluate(one.ueid)));
    const { ueid } = heard.toSorted((a, b) => b.chain.frames - a.chain.frames)[0]!.instrument;
    const { console } = await startConsole({ store });
    const visitor = await visit(console);
    const frames = await walked<FramePage['items'][number]>(visitor, `/api/instruments/${ueid}/frames`, 3);
    const numbers = frames.map(({ sequence }) => sequence);
    expect(numbers).toEqual(numbers.toSorted((a, b) => b - a));
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(numbers.length).toBeGreaterThan(6);
    const detail = await read<FrameDetail>(visitor, `/api/instruments/${ueid}/frames/${numbers[0]}`);
    expect(detail.frames).toHaveLength(1);
    const [frame] = detail.frames;
    expect(frame!.signature).toMatchObject({ valid: true });
    expect(decodeFrame(Buffer.from(frame!.hex, 'hex')).claims.sequence).toBe(numbers[0]);
    // RFC 8949 section 8, opened as RFC 8610 appendix G has it.
    expect(frame!.diagnostic).toMatch(/^18\(\[/);
    expect(frame!.diagnostic).toContain('/ protected / <<{1 / alg /: -7');
    expect(frame!.diagnostic).toMatch(new RegExp(`2 / sequence /: ${numbers[0]}`));
    expect(await codeOf(await visitor.get(`/api/instruments/${ueid}/frames/99999`))).toBe(
      '404 tool-console-frame-unknown',
    );
    expect(await codeOf(await visitor.get(`/api/instruments/${ueid}/frames/-1`))).toBe('400 tool-console-bad-request');
  });

  it('give their proved event logs, the newest entry first', async () => {
    const { store, fleet } = await fleetStore(3, 60);
    const { ueid } = fleet.instruments[0]!.record;
    const { keys } = (await store.registry.find(ueid))!;
    const { kid } = keys[0]!;
    const identity = fleet.identity(0);
    const [outcome] = await store.ingest([
      { bytes: identity.bytes, link: 'radio', connection: 1, earliest: identity.at, latest: identity.at },
    ]);
    const { claims } = decodeFrame(identity.bytes);
    const signed = { length: claims.logLength, head: claims.logHead, sequence: claims.sequence };
    await store.eventLogs.append(kid, 0, fleet.eventLog(0), { ...signed, frameId: outcome!.frameId! });
    const { console } = await startConsole({ store });
    const visitor = await visit(console);
    const items = await walked<LogPage['items'][number]>(visitor, `/api/instruments/${ueid}/log`, 2);
    expect(items.map(({ number }) => number)).toEqual(
      Array.from({ length: signed.length }, (_, k) => signed.length - 1 - k),
    );
    expect(items.at(-1)!.text.zh).toMatch(/[\u4e00-\u9fff]/);
  });

  it('are not there when nobody enrolled them', async () => {
    const { console } = await startConsole();
    const visitor = await visit(console);
    const nobody = `01${'0'.repeat(32)}`;
    for (const path of ['', '/channels', '/estimate', '/log', '/frames', '/frames/1']) {
      expect(await codeOf(await visitor.get(`/api/instruments/${nobody}${path}`)), path).toBe(
        '404 registry-unknown-instrument',
      );
    }
    expect(await codeOf(await visitor.get('/api/instruments/xyz'))).toBe('400 tool-console-bad-request');
  });
});
