import { describe, expect, it } from 'vitest';
import { type ProofProgress, proofSteps } from '../../src/proof/proof.js';
import { type FreshProofOptions, proveFresh } from '../../src/proof/prove-fresh.js';
import { connected } from '../helpers/connected.js';
import { temporaryStore } from '../helpers/temporary-store.js';
import { TestInstrument } from '../helpers/test-instrument.js';

/** A visit to an instrument on a port in memory; `known` enrols it. */
async function setUp(instrument = new TestInstrument(), known = true) {
  const { rig, stream } = await connected(instrument);
  const store = await temporaryStore();
  if (known) await store.registry.enrol(instrument.record());
  const progress: ProofProgress[] = [];
  const visit = (more: Partial<FreshProofOptions> = {}) =>
    proveFresh(stream, { store, timeout: 100, onProgress: (event) => progress.push(event), ...more });
  return { instrument, rig, stream, store, visit, progress };
}

const packet = (bytes: Uint8Array) => ({ bytes, link: 'a', connection: 1, earliest: 1, latest: 1 });

const verdicts = (proof: Awaited<ReturnType<typeof proveFresh>>) =>
  Object.fromEntries(proof.steps.map(({ step, verdict, code }) => [step, `${verdict} ${code}`]));

describe('a fresh proof', () => {
  it('proves an enrolled instrument: every step, in order, with what it found', async () => {
    const { instrument, visit, store, progress } = await setUp();
    const before = Date.now();
    const proof = await visit();
    expect(proof.result).toBe('proved');
    expect(proof.steps.map(({ step }) => step)).toEqual([...proofSteps]);
    expect(verdicts(proof)).toEqual({
      connect: 'good connected',
      identify: 'good identified',
      key: 'good key-enrolled',
      challenge: 'good challenge-answered',
      nozzles: 'skipped does-not-apply',
      time: 'good time-anchored',
      log: 'good log-proved',
      history: 'good history-first',
      judgement: expect.stringMatching(/^(good|attention) judged$/),
    });
    expect(proof.kid).toBe(instrument.kid);
    expect(proof.log).toEqual({ length: 1, added: 1 });
    expect(proof.time!.earliest).toBeGreaterThanOrEqual(before);
    expect(proof.time!.latest).toBeLessThanOrEqual(Date.now());
    // RFC 9581: an interval, and half the round trip on either side of its middle
    expect(proof.time!.latest - proof.time!.earliest).toBe(2 * proof.time!.uncertainty);
    const ended = progress.filter(({ type }) => type === 'ended').map(({ step }) => step);
    expect(ended).toEqual(proofSteps.filter((step) => step !== 'nozzles'));
    // kept with the proof of its time
    const frames = [];
    for await (const frame of store.frames()) frames.push(frame);
    expect(frames).toHaveLength(3);
  });

  it('goes on from what is stored', async () => {
    const { instrument, visit, store } = await setUp();
    await store.ingest([packet(instrument.status())]);
    const proof = await visit();
    expect(verdicts(proof).history).toBe('good history-continues');
    expect(proof.result).toBe('proved');
  });

  it('says of an instrument that is enrolled nowhere that nothing is proved', async () => {
    const { visit } = await setUp(new TestInstrument(), false);
    const proof = await visit();
    expect(verdicts(proof)).toMatchObject({
      key: 'bad key-not-enrolled',
      challenge: 'attention challenge-unproved',
      time: 'attention time-anchored',
      log: 'skipped not-reached',
      history: 'skipped not-reached',
    });
    expect(proof.result).toBe('unproved');
    expect(proof.evaluation).toBeUndefined();
  });

  it('tells a revoked key, a retired one, a key of another instrument and a clone apart', async () => {
    const revoked = await setUp();
    await revoked.store.registry.revokeKey(revoked.instrument.kid, 0, 'stolen');
    const first = await revoked.visit();
    expect(verdicts(first)).toMatchObject({ key: 'bad key-revoked', challenge: 'good challenge-answered' });
    expect(verdicts(first).log).toBe('skipped does-not-apply');
    expect(first.steps[2]!.text.en).toContain('stolen');
    expect(first.result).toBe('contradicted');

    const retired = await setUp();
    await retired.store.registry.retireKey(retired.instrument.kid, 1, 'board swapped');
    expect(verdicts(await retired.visit()).key).toBe('bad key-retired');

    const impostor = new TestInstrument();
    const other = await setUp(impostor, false);
    await other.store.registry.enrol({ ...new TestInstrument().record(), ueid: impostor.record().ueid });
    const third = await other.visit();
    expect(verdicts(third).key).toBe('bad key-of-another');
    expect(third.result).toBe('contradicted');

    const cloned = await setUp();
    const fourth = await cloned.visit({ presentAt: () => 2 });
    expect(verdicts(fourth).key).toBe('bad key-cloned');
    expect(fourth.result).toBe('contradicted');
  });

  it('refuses an identity under the enrolled key identifier that is not signed by it', async () => {
    const { visit, rig } = await setUp();
    const send = rig.send.bind(rig);
    // the right kid, a signature that is nobody's
    rig.send = (message) => {
      const forged = typeof message === 'string' ? Buffer.from(message, 'latin1') : new Uint8Array(message);
      forged[forged.length - 1]! ^= 1;
      send(forged);
    };
    const proof = await visit();
    expect(verdicts(proof)).toMatchObject({ key: 'bad identity-forged', challenge: 'bad challenge-forged' });
    expect(proof.result).toBe('contradicted');
    expect(proof.outcomes.every(({ code }) => code === 'frame-signature-invalid')).toBe(true);
  });

  it('shows an answer to another nonce, and an answer by another key, for what they are', async () => {
    const recorded = await setUp();
    recorded.rig.faults.stale = true;
    const first = await recorded.visit();
    expect(verdicts(first).identify).toBe('bad challenge-other-nonce');
    expect(first.result).toBe('contradicted');

    const { rig, visit, instrument } = await setUp();
    const stranger = new TestInstrument(2);
    const proof = await visit({
      onProgress: (event) => {
        if (event.type === 'started' && event.step === 'challenge') Object.assign(rig, { instrument: stranger });
      },
    });
    expect(verdicts(proof).challenge).toBe('bad challenge-other-key');
    expect(proof.steps[3]!.detail.other).toBe(stranger.kid);
    expect(proof.kid).toBe(instrument.kid);
  });

  it('finds a flash that was set back: behind what is stored, and forked', async () => {
    const instrument = new TestInstrument();
    const earlier = instrument.clone();
    const { visit, store } = await setUp(earlier);
    // the instrument went on, and the earlier state comes back
    await store.ingest(instrument.statuses(20).map(packet));
    const proof = await visit();
    expect(verdicts(proof).history).toBe('bad history-forked');
    expect(proof.result).toBe('contradicted');

    const behind = new TestInstrument();
    const back = behind.clone();
    const second = await setUp(back);
    // what lies between was never received
    await second.store.ingest(behind.statuses(20).slice(15).map(packet));
    expect(verdicts(await second.visit()).history).toMatch(/^bad history-(behind|contradicted)$/);
  });

  it('waits while the instrument is busy, as long as it says, and tells who waits', async () => {
    const { rig, visit, progress } = await setUp();
    rig.faults.busy = 1;
    setTimeout(() => {
      rig.faults.busy = 0;
    }, 500);
    // the rig says busy about a status, so the identity is let through first
    const proof = await visit({
      onProgress: (event) => {
        progress.push(event);
        if (event.type === 'started' && event.step === 'identify') rig.faults.busy = 0;
        if (event.type === 'started' && event.step === 'challenge') rig.faults.busy = 1;
      },
    });
    expect(proof.result).toBe('proved');
    const busy = progress.filter(({ type }) => type === 'busy');
    expect(busy).toHaveLength(1);
    expect(busy[0]).toMatchObject({ step: 'challenge', retryAfter: 1, attempt: 1 });
  });

  it('gives up at the end of its patience, without having asked sooner than the instrument allows', async () => {
    const { rig, visit } = await setUp();
    const proof = await visit({
      busy: 500,
      onProgress: (event) => {
        if (event.type === 'started' && event.step === 'challenge') rig.faults.busy = 7;
      },
    });
    expect(verdicts(proof).challenge).toBe('failed busy-too-long');
    expect(proof.steps[3]!.text.en).toContain('7 s');
    expect(proof.result).toBe('incomplete');
    expect(rig.requests.filter((request) => request === 'status')).toHaveLength(1);
  });

  it('goes on with the log where the link was lost', async () => {
    const instrument = new TestInstrument();
    for (let i = 0; i < 200; i++) instrument.addEvent(2, [0, 1, i]);
    const { rig, visit, progress } = await setUp(instrument);
    let losses = 0;
    const proof = await visit({
      onProgress: (event) => {
        progress.push(event);
        if (event.type !== 'log' || event.entries < 64 * (losses + 1) || losses === 2) return;
        losses++;
        rig.faults.silent = true;
        setTimeout(() => rig.port.vanish(), 5);
        setTimeout(
          () => Object.assign(rig.port, { present: true }) && Object.assign(rig.faults, { silent: false }),
          15,
        );
      },
    });
    expect(losses).toBe(2);
    expect(verdicts(proof).log).toBe('good log-proved');
    expect(proof.log).toEqual({ length: 201, added: 201 });
    expect(progress.filter(({ type }) => type === 'again')).toHaveLength(2);
    // nothing that had come was asked for again, but for the entry where the next range begins
    const asked = rig.messages.filter(({ type }) => type === 'log').map(({ first }) => first!);
    expect(asked.every((first, index) => index === 0 || first >= asked[index - 1]! - 1)).toBe(true);
  });

  it('contradicts a log that was rewritten, and keeps both', async () => {
    const instrument = new TestInstrument();
    const { visit, rig, store } = await setUp(instrument);
    expect((await visit()).result).toBe('proved');
    const rewritten = Object.assign(instrument.clone(), { log: [], logHead: new Uint8Array(32) });
    rewritten.addEvent(1, [1]);
    Object.assign(rig, { instrument: rewritten });
    const { stream } = await connected(rewritten);
    const proof = await proveFresh(stream, { store, timeout: 100 });
    expect(verdicts(proof).log).toBe('bad log-contradicted');
    expect(proof.result).toBe('contradicted');
  });

  it('is incomplete, and says why, where nothing answers; a cancelled one is an error', async () => {
    const { rig, visit } = await setUp();
    rig.faults.silent = true;
    const proof = await visit();
    expect(verdicts(proof)).toMatchObject({ identify: 'failed not-carried-out', key: 'skipped not-reached' });
    expect(proof.result).toBe('incomplete');
    expect(proof.steps[1]!.error).toMatchObject({ code: 'request-timeout' });
    const ending = new AbortController();
    setTimeout(() => ending.abort(), 20);
    const cancelled = await setUp();
    cancelled.rig.faults.silent = true;
    await expect(cancelled.visit({ signal: ending.signal, timeout: 5000 })).rejects.toMatchObject({
      code: 'request-aborted',
    });
  });
});
