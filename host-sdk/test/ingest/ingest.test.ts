import { describe, expect, it } from 'vitest';
import { collect, placeOf, received, temporaryStore, testClock } from '../helpers/temporary-store.js';
import { TestInstrument } from '../helpers/test-instrument.js';

async function setUp() {
  const clock = testClock();
  const store = await temporaryStore({ clock });
  const instrument = new TestInstrument();
  await store.registry.enrol(instrument.record());
  const take = async (...frames: Uint8Array[]) => store.ingest(frames.map((bytes) => received(bytes)));
  const codes = async (...frames: Uint8Array[]) => (await take(...frames)).map(({ code }) => code);
  return { clock, store, instrument, take, codes };
}

describe('ingest', () => {
  it('stores a batch as received and says how each frame was proved', async () => {
    const { store, instrument, take } = await setUp();
    const frames = instrument.statuses(5);
    const outcomes = await take(...frames);
    expect(outcomes.map(({ code }) => code)).toEqual(Array(5).fill('frame-accepted'));
    expect(outcomes.map(({ proof }) => proof)).toEqual([
      ...Array(4).fill({ how: 'covered', by: 5 }),
      { how: 'signature-valid' },
    ]);
    const stored = await collect(store.frames());
    expect(stored.map(({ bytes }) => Buffer.from(bytes).toString('hex'))).toEqual(
      frames.map((bytes) => Buffer.from(bytes).toString('hex')),
    );
    expect(stored.map(({ proof }) => proof)).toEqual(outcomes.map(({ proof }) => proof));
    expect(stored.map(({ id }) => id)).toEqual(outcomes.map(({ frameId }) => frameId));
    expect(await store.frame(stored[2]!.id)).toEqual(stored[2]);
  });

  it('records a replay without counting it twice', async () => {
    const { store, instrument, codes } = await setUp();
    const frames = instrument.statuses(3);
    await codes(...frames);
    expect(await codes(frames[1]!, frames[1]!)).toEqual(['frame-replayed', 'frame-replayed']);
    expect((await store.summary()).frames).toBe(3);
    const [incident] = await store.incidents();
    expect(incident).toMatchObject({ code: 'frame-replayed', sequence: 2, count: 2, kid: instrument.kid });
  });

  it('takes the frames of a file that are known already as duplicates, not as replays', async () => {
    const { store, instrument, codes } = await setUp();
    const frames = instrument.statuses(2);
    await codes(...frames);
    const outcomes = await store.ingest(frames.map((bytes) => received(bytes, { source: 'import' })));
    expect(outcomes.map(({ code }) => code)).toEqual(['frame-duplicate', 'frame-duplicate']);
    expect(await store.incidents()).toEqual([]);
  });

  it('puts reordered frames into their place and closes the gap', async () => {
    const { store, instrument, codes } = await setUp();
    const [a, b, c, d] = instrument.statuses(4);
    expect(await codes(a!, d!)).toEqual(['frame-accepted', 'frame-accepted']);
    expect((await store.evaluate(instrument.kid)).evaluation.missingFrames).toBe(2);
    expect(await codes(c!)).toEqual(['frame-reordered']);
    expect(await codes(b!)).toEqual(['frame-reordered']);
    const { chain, evaluation } = await store.evaluate(instrument.kid);
    expect(evaluation.missingFrames).toBe(0);
    expect(chain).toMatchObject({ lowest: 1, highest: 4, gaps: [], frames: 4 });
    expect((await collect(store.frames())).map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4]);
    expect(await store.incidents()).toEqual([]);
  });

  it('keeps both frames of a fork and flags the instrument', async () => {
    const { store, instrument, codes } = await setUp();
    await codes(...instrument.statuses(3));
    const clone = instrument.clone();
    const mine = instrument.status();
    const other = clone.status({ selfState: 2 });
    expect(await codes(mine)).toEqual(['frame-accepted']);
    expect(await codes(other)).toEqual(['frame-forked']);
    const stored = await collect(store.frames({ from: 4 }));
    expect(stored.map(({ sequence, forked }) => [sequence, forked])).toEqual([
      [4, false],
      [4, true],
    ]);
    const { evaluation } = await store.evaluate(instrument.kid);
    expect(evaluation.level).toBe('warning');
    expect(await store.levels()).toEqual({ warning: 1 });
    const reason = evaluation.reasons.find(({ code }) => code === 'frame-forked')!;
    expect(await store.frame(reason.evidence[0]!)).toMatchObject({ forked: true });
    // The same fork again is a replay of it, not a third frame.
    expect(await codes(other)).toEqual(['frame-replayed']);
  });

  it('finds a fork inside one batch', async () => {
    const { instrument, codes } = await setUp();
    const clone = instrument.clone();
    const mine = instrument.statuses(3);
    const other = clone.status({ selfState: 2 });
    expect(await codes(mine[0]!, other, ...mine.slice(1))).toEqual([
      'frame-accepted',
      'frame-forked',
      'frame-accepted',
      'frame-accepted',
    ]);
  });

  it('finds the broken link where the other frame of a fork was never seen', async () => {
    const { store, instrument, take } = await setUp();
    await take(...instrument.statuses(2));
    const clone = instrument.clone();
    clone.status({ selfState: 1 }); // its frame 3 is withheld
    await take(instrument.status());
    const outcomes = await take(clone.status());
    expect(outcomes[0]).toMatchObject({ code: 'frame-accepted', findings: ['chain-broken'] });
    expect((await store.evaluate(instrument.kid)).evaluation.level).toBe('warning');
  });

  it('finds counters that went back', async () => {
    const { instrument, take } = await setUp();
    instrument.bootcount = 5;
    await take(...instrument.statuses(2));
    instrument.bootcount = 3;
    const [outcome] = await take(instrument.status());
    expect(outcome).toMatchObject({ code: 'frame-accepted', findings: ['counter-rollback'] });
  });

  it('finds a fresh answer with an old number: the state was rolled back', async () => {
    const { clock, store, instrument, take } = await setUp();
    const old = instrument.clone();
    const nonce = new Uint8Array(12).fill(5);
    instrument.status();
    await take(...[instrument.statuses(6)].flat());
    clock.set(clock.now() + 60_000);
    const sentAt = clock.now();
    const answer = old.status({ nonce: Buffer.from(nonce).toString('latin1') });
    const [outcome] = await store.ingest([
      received(answer, { earliest: sentAt + 20, latest: sentAt + 30, challenge: { nonce, sentAt } }),
    ]);
    expect(outcome!.findings).toContain('sequence-rollback');
    expect((await store.evaluate(instrument.kid)).evaluation.level).toBe('warning');
  });

  it('refuses a changed frame, keeps it with its reason and does not lose its neighbours', async () => {
    const { store, instrument, take } = await setUp();
    const frames = instrument.statuses(5);
    const forged = frames[2]!.slice();
    const flags = Buffer.from(forged).indexOf(Buffer.from([0x04, 0x00, 0x05, 0x00])); // self-state 0, flags 0
    forged[flags + 1] = 0x01;
    const outcomes = await take(frames[0]!, frames[1]!, forged, frames[3]!, frames[4]!);
    expect(outcomes.map(({ code }) => code)).toEqual([
      'frame-accepted',
      'frame-accepted',
      'frame-signature-invalid',
      'frame-accepted',
      'frame-accepted',
    ]);
    const [refusal] = await collect(store.refused(instrument.kid));
    expect(refusal).toMatchObject({ code: 'frame-signature-invalid', kid: instrument.kid, count: 1 });
    expect([...refusal!.bytes]).toEqual([...forged]);
    const { evaluation } = await store.evaluate(instrument.kid);
    expect(evaluation.level).toBe('attention');
    expect(evaluation.missingFrames).toBe(1);
    // The true frame, when it comes after all, closes the gap.
    expect((await take(frames[2]!)).map(({ code }) => code)).toEqual(['frame-reordered']);
  });

  it('judges every frame of a batch with more bad signatures than one search looks at', async () => {
    const { instrument, take } = await setUp();
    const frames = instrument.statuses(60);
    const spoiled = frames.map((frame, index) => {
      if (index % 3 !== 1) return frame;
      const copy = frame.slice();
      copy[copy.length - 40]! ^= 1; // inside r
      return copy;
    });
    // A spoiled signature of a covered frame proves nothing against its content; break the chain as well.
    const single = spoiled.filter((_, index) => index % 3 === 1);
    const outcomes = await take(...single);
    expect(outcomes.map(({ code }) => code)).toEqual(single.map(() => 'frame-signature-invalid'));
    expect((await take(...frames)).every(({ code }) => code === 'frame-accepted')).toBe(true);
  });

  it('refuses what it cannot attribute: unknown instrument, wrong key, malformed', async () => {
    const { store, instrument, codes } = await setUp();
    const stranger = new TestInstrument(9);
    const imitator = new TestInstrument(1);
    expect(await codes(stranger.status(), imitator.identity(), new Uint8Array([0xd2, 0x84, 0]))).toEqual([
      'frame-unknown-instrument',
      'frame-wrong-key',
      'frame-malformed',
    ]);
    expect((await collect(store.refused())).map(({ code }) => code)).toEqual([
      'frame-unknown-instrument',
      'frame-wrong-key',
      'frame-malformed',
    ]);
    const { evaluation } = await store.evaluate(instrument.kid);
    expect(evaluation.reasons.map(({ code }) => code)).toContain('frame-wrong-key');
  });

  it('attributes noise on a line to the only instrument that was heard on it', async () => {
    const { store, instrument, take } = await setUp();
    await take(instrument.status());
    const [outcome] = await take(new Uint8Array([0xd2, 1, 2, 3]));
    expect(outcome).toMatchObject({ code: 'frame-malformed', kid: instrument.kid });
    const reasons = (await store.evaluate(instrument.kid)).evaluation.reasons;
    const evidence = reasons.find(({ code }) => code === 'frame-malformed')!.evidence;
    expect(evidence).toEqual([(await collect(store.refused()))[0]!.id]);
  });

  it('notices an identity that is not the enrolled one', async () => {
    const { instrument, take } = await setUp();
    const ueid = Buffer.from(instrument.ueid);
    ueid[5]! ^= 1;
    const [outcome] = await take(instrument.identity({ ueid: ueid.toString('latin1') }));
    expect(outcome).toMatchObject({ code: 'frame-accepted', findings: ['identity-mismatch'] });
  });

  it('accepts late frames of a retired key but none from its end on', async () => {
    const { store, instrument, codes } = await setUp();
    const [a, b, c] = instrument.statuses(3);
    await codes(a!);
    await store.registry.retireKey(instrument.kid, 3, 'board exchanged');
    expect(await codes(b!, c!)).toEqual(['frame-accepted', 'frame-key-retired']);
  });

  it('accepts nothing new from a revoked key', async () => {
    const { store, instrument, codes } = await setUp();
    const [a, b] = instrument.statuses(2);
    await codes(a!);
    await store.registry.revokeKey(instrument.kid, 1, 'stolen');
    expect(await codes(a!, b!)).toEqual(['frame-replayed', 'frame-key-revoked']);
    const { evaluation } = await store.evaluate(instrument.kid);
    expect(evaluation.selfState).toBeUndefined();
    expect(evaluation.reasons.map(({ code }) => code)).toContain('key-revoked');
  });

  it('keeps only so many refused packets a day and counts the rest', async () => {
    const store = await temporaryStore({ refusedPerDay: 3, clock: testClock() });
    const noise = Array.from({ length: 10 }, (_, index) => received(new Uint8Array([0xd2, index])));
    await store.ingest(noise);
    expect(await collect(store.refused())).toHaveLength(3);
    const overflow = (await store.incidents()).find(({ code }) => code === 'refused-not-kept');
    expect(overflow?.count).toBe(7);
  });

  it('starts from what is on disk after another program has written', async () => {
    const { store, instrument, codes } = await setUp();
    const frames = instrument.statuses(3);
    await codes(frames[0]!);
    const other = await temporaryStore({}, placeOf(store));
    await other.ingest([received(frames[1]!)]);
    expect(await codes(frames[1]!, frames[2]!)).toEqual(['frame-replayed', 'frame-accepted']);
    expect((await store.summary()).frames).toBe(3);
  });
});
