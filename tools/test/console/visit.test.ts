import { describeInjection } from '@hengzhun/firmware';
import type { Store } from '@hengzhun/host-sdk';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { newKeyPair } from '../../../protocol/test/support/new-key-pair.js';
import { findProgram } from '../../bootstrap/system.mjs';
import type { JobAccepted } from '../../src/console/api/common.js';
import type { Job } from '../../src/console/api/jobs.js';
import type { VisitResult } from '../../src/console/api/visit.js';
import { type MadeInstrument, makeInstrument } from '../../src/provision/make-instrument.js';
import { build } from '../helpers/cli.js';
import { codeOf, startConsole, type Visitor, visit } from '../helpers/console.js';
import { readEvents } from '../helpers/console-events.js';
import { type Bench, openBench } from '../helpers/instrument-bench.js';

const socat = findProgram('socat') !== undefined;
if (!socat) console.warn('tools: socat is missing; visits of the console at a pseudo-terminal are skipped');

const maker = newKeyPair();

function newScale(): MadeInstrument {
  const order = {
    ...{ serialNumber: '0001', maker: '沪衡器厂', model: 'ACS-3', typeApproval: '2024F101-31' },
    ...{ reportingInterval: 10, drivers: [describeInjection({ path: '' })], protocolPath: '' },
    ...{ accuracyClass: 3, maximum: 3_000_000, verificationInterval: 1000 },
    ...{ samplePeriodMs: 50, zeroCounts: 100_000, countsPerE: 500 },
  };
  return makeInstrument(order, maker.privateKey, { authority: Buffer.alloc(32, 7) });
}

async function begin(visitor: Visitor, path: string): Promise<string> {
  const begun = await visitor.send('POST', '/api/ports/visit', { path });
  expect(begun.status, await begun.clone().text()).toBe(202);
  return ((await begun.json()) as JobAccepted).job;
}

async function finished(visitor: Visitor, id: string): Promise<Job & { readonly result: VisitResult }> {
  for (;;) {
    const job = (await (await visitor.get(`/api/jobs/${id}`)).json()) as Job;
    if (job.state !== 'running') return job as Job & { result: VisitResult };
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe.skipIf(!socat)('a visit at a serial port', () => {
  let bench: Bench;
  beforeAll(build);
  afterEach(() => bench?.stop());

  async function consoleAt(scale: MadeInstrument, enrol: boolean): Promise<{ store: Store; visitor: Visitor }> {
    bench = await openBench(scale.configuration);
    const { console, store } = await startConsole();
    if (enrol) {
      await store.registry.trustMaker('沪衡器厂', maker.publicKey.export({ format: 'jwk' }));
      await store.registry.enrol(scale.record);
    }
    // No role is asked for: reading needs nobody's word.
    return { store, visitor: await visit(console) };
  }

  it('proves an enrolled instrument, stores what came, and is told step by step', async () => {
    const scale = newScale();
    const { store, visitor } = await consoleAt(scale, true);
    const told = readEvents(
      visitor,
      ({ name, data }) => name === 'job' && data.kind === 'visit' && data.state === 'done',
    );
    const id = await begin(visitor, bench.port);
    expect(await codeOf(await visitor.send('POST', '/api/ports/visit', { path: bench.port }))).toBe(
      '409 tool-console-link-busy',
    );
    const { result, state } = await finished(visitor, id);
    expect(state).toBe('done');
    expect(result).toMatchObject({
      ...{ id, link: 'serial', address: bench.port, verdict: 'proved' },
      identity: { id: scale.ueid, kid: scale.kid, serialNumber: '0001', enrolled: true },
    });
    const { challenge, log, comparison, judgement, frames, frameIds } = result;
    expect(challenge!.nonce).toMatch(/^[0-9a-f]{24}$/);
    expect(challenge!.latest - challenge!.earliest).toBeGreaterThanOrEqual(0);
    expect(log!.added).toBe(log!.length);
    expect(comparison.filter(({ same }) => !same)).toEqual([]);
    expect(comparison.map(({ instrument }) => instrument)).toContain('3 kg');
    // Never measured with a standard: nobody knows its error.
    expect(judgement!.level).not.toBe('normal');
    expect(judgement!.reasons.map(({ severity }) => severity)).toContain('doubt');
    expect(frames['frame-accepted']).toBe(frameIds.length);
    for (const frameId of [challenge!.frameId!, ...frameIds]) expect(await store.frame(frameId)).toBeDefined();
    const events = await told;
    const names = events.flatMap(({ name, data }) => (name === 'link' ? data.state : []));
    expect(names).toEqual(['connecting', 'connected', 'disconnected']);
    expect(events).toContainEqual({ name: 'instrument', data: { id: scale.ueid } });
    const titles = result.steps.map(({ name, state, verdict }) => `${name} ${verdict ?? state}`);
    expect(titles.slice(0, 4)).toEqual(['connect good', 'identify good', 'key good', 'challenge good']);
  });

  it('says of an instrument whose key nobody enrolled that nothing is proved', async () => {
    const scale = newScale();
    const { visitor } = await consoleAt(scale, false);
    const { result } = await finished(visitor, await begin(visitor, bench.port));
    expect(result).toMatchObject({ verdict: 'unproved', identity: { enrolled: false } });
    expect(result.judgement).toBeUndefined();
    expect(result.frameIds).toEqual([]);
  });

  it('shows a revoked key for what it is', async () => {
    const scale = newScale();
    const { store, visitor } = await consoleAt(scale, true);
    await store.registry.revokeKey(scale.kid, 1, 'stolen');
    const { result } = await finished(visitor, await begin(visitor, bench.port));
    expect(result.verdict).toBe('contradicted');
    expect(result.steps.find(({ name }) => name === 'key')).toMatchObject({ verdict: 'bad', text: { en: /stolen/ } });
  });

  it('is cancelled when asked to, and lets go of the port', async () => {
    const { visitor } = await consoleAt(newScale(), true);
    const id = await begin(visitor, bench.port);
    expect((await visitor.send('DELETE', `/api/jobs/${id}`)).status).toBe(200);
    expect(await finished(visitor, id)).toMatchObject({ state: 'cancelled', error: { code: 'request-aborted' } });
    expect((await finished(visitor, await begin(visitor, bench.port))).result.verdict).toBe('proved');
  });
});

describe('a visit of nothing', () => {
  it('ends incomplete where there is no port', async () => {
    const { console } = await startConsole();
    const visitor = await visit(console);
    const job = await finished(visitor, await begin(visitor, '/nowhere/tty'));
    expect(job.result).toMatchObject({ verdict: 'incomplete', frames: {} });
    expect(job.result.steps[0]).toMatchObject({ name: 'connect', state: 'failed' });
    expect(job.result.steps.at(-1)).toMatchObject({ name: 'judgement', state: 'skipped' });
  });

  it('is not begun without radio, and no job is made up', async () => {
    const { console } = await startConsole();
    const visitor = await visit(console);
    const address = encodeURIComponent('c0:ff:ee:00:00:01');
    expect(await codeOf(await visitor.send('POST', `/api/around/${address}/visit`))).toBe('503 tool-console-radio');
    expect(await codeOf(await visitor.get('/api/jobs/none'))).toBe('404 tool-console-job-unknown');
    expect(await (await visitor.get('/api/around')).json()).toMatchObject({
      adapter: { state: 'disabled' },
      items: [],
    });
    expect((await visitor.get('/api/ports')).status).toBe(200);
  });
});
