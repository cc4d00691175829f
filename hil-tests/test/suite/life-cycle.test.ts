import { createHash, type KeyObject } from 'node:crypto';
import { PROVISIONING_FILE } from '@hengzhun/firmware';
import {
  COMMAND_RESULT_DONE,
  COMMAND_RETIRE,
  COMMAND_SEAL,
  COMMAND_SELF_TEST,
  COMMAND_UNSEAL,
  EVENT_LIFE,
  EVENT_SEAL,
  EVENT_STORAGE,
  FLAG_BIT_STORAGE_FAULT,
  FRAME_KIND_IDENTITY,
  type Frame,
  importPublicKey,
  LIFE_STAGE_BORN,
  LIFE_STAGE_COMMISSIONED,
  LIFE_STAGE_REPAIR,
  LIFE_STAGE_RETIRED,
  REFUSAL_RETIRED,
  SEAL_STATE_BROKEN,
  SEAL_STATE_SEALED,
  SEAL_STATE_UNSEALED,
  SELF_STATE_ALARM,
  SELF_STATE_INOPERATIVE,
  verifyFrame,
} from '@hengzhun/protocol';
import { afterEach, describe, expect, it } from 'vitest';
import { createEmulationHost, type EmulationHost } from '../../src/index.js';
import { Commander } from '../support/commander.js';
import { HOSTS, scaleBundle } from '../support/hosts.js';
import { configuration } from '../support/instrument.js';
import { Session } from '../support/session.js';

let host: EmulationHost | undefined;
afterEach(async () => {
  await host?.stop();
});

/** `hz.cfg` without a private key: the instrument makes its own. */
const unborn = (): Uint8Array => configuration({ privateKey: undefined as never });

async function keyOf(session: Session): Promise<KeyObject> {
  // the comb takes its time, and until then the instrument is busy
  for (let i = 0; i < 60; i++) {
    const after = session.replies.length;
    session.request({ type: 'key' });
    const reply = await session.until(
      () => session.replies.slice(after).find(({ type }) => type === 'key' || type === 'busy'),
      'the key',
    );
    if (reply.type === 'key') return importPublicKey({ x: reply.x, y: reply.y });
    await session.host.run(1000);
  }
  throw new Error('no key came');
}

describe.each(HOSTS)('birth on the instrument, on the $name', ({ create }) => {
  it('makes a key that no host ever has, proves possession, and keeps it over a power cut', async () => {
    const instrument = await create(unborn());
    const session = new Session(instrument);
    try {
      await instrument.start();
      const key = await keyOf(session);
      // the genesis frame is an identity
      const genesis = await session.frame(FRAME_KIND_IDENTITY);
      expect(genesis.claims).toMatchObject({ sequence: 1, lifeStage: LIFE_STAGE_BORN });
      verifyFrame(genesis, key);
      const nonce = createHash('sha256').update('challenge').digest().subarray(0, 12);
      const proof = await session.ask({ type: 'identify', nonce }, FRAME_KIND_IDENTITY, ({ claims }) =>
        Buffer.from(claims.nonce ?? []).equals(nonce),
      );
      verifyFrame(proof, key);
      await instrument.cutPower();
      const after = session.frames.length;
      await instrument.start();
      const next = await session.frame(FRAME_KIND_IDENTITY, after);
      verifyFrame(next, key);
      expect(next.claims.sequence).toBeGreaterThan(proof.claims.sequence);
    } finally {
      await instrument.stop();
    }
  });
});

async function begin(config: Uint8Array): Promise<{ session: Session; people: Commander }> {
  const { code } = await scaleBundle();
  host = createEmulationHost({ bundle: code, files: { [PROVISIONING_FILE]: config } });
  const session = new Session(host);
  await host.start();
  await session.frame(FRAME_KIND_IDENTITY);
  await session.idle(12);
  return { session, people: new Commander(session) };
}

const stages = (frames: readonly Frame[]): number[] =>
  frames.flatMap((frame) => (frame.kind === FRAME_KIND_IDENTITY ? [frame.claims.lifeStage] : []));

describe('the life of an instrument (CDDL life-stage)', () => {
  it('is commissioned by its first sealing, repaired unsealed, in service again sealed, and retired for good', async () => {
    const { session, people } = await begin(configuration());
    expect(await people.result('authority', COMMAND_SEAL)).toBe(COMMAND_RESULT_DONE);
    expect(await people.result('maker', COMMAND_UNSEAL)).toBe(COMMAND_RESULT_DONE);
    expect(await people.result('authority', COMMAND_SEAL)).toBe(COMMAND_RESULT_DONE);
    expect(await people.result('authority', COMMAND_RETIRE)).toBe(COMMAND_RESULT_DONE);
    await session.idle(3);
    const retired = await people.status();
    expect(retired).toMatchObject({ selfState: SELF_STATE_INOPERATIVE, calibrationCounter: 2 });
    expect(await people.result('authority', COMMAND_SELF_TEST)).toBe(REFUSAL_RETIRED);
    expect(await people.result('authority', COMMAND_UNSEAL)).toBe(REFUSAL_RETIRED);
    await host!.cutPower();
    await host!.start();
    await session.idle(3);
    // identity and log are still readable
    expect((await people.status()).selfState).toBe(SELF_STATE_INOPERATIVE);
    expect(await people.eventsOf(EVENT_LIFE)).toEqual([
      [LIFE_STAGE_BORN, LIFE_STAGE_COMMISSIONED],
      [LIFE_STAGE_COMMISSIONED, LIFE_STAGE_REPAIR],
      [LIFE_STAGE_REPAIR, LIFE_STAGE_COMMISSIONED],
      [LIFE_STAGE_COMMISSIONED, LIFE_STAGE_RETIRED],
    ]);
    expect(await people.eventsOf(EVENT_SEAL)).toEqual([
      [SEAL_STATE_UNSEALED, SEAL_STATE_SEALED],
      [SEAL_STATE_SEALED, SEAL_STATE_UNSEALED],
      [SEAL_STATE_UNSEALED, SEAL_STATE_SEALED],
    ]);
    // each change of stage was told in an identity frame of its own
    expect([...new Set(stages(session.frames))]).toEqual([
      LIFE_STAGE_BORN,
      LIFE_STAGE_COMMISSIONED,
      LIFE_STAGE_REPAIR,
      LIFE_STAGE_RETIRED,
    ]);
  });

  it('goes on with a new board under a new key: the old chain ends, the new one begins at the genesis frame', async () => {
    const { session } = await begin(unborn());
    const first = await keyOf(session);
    await host!.stop();
    const { session: next } = await begin(unborn());
    const second = await keyOf(next);
    expect(first.export({ format: 'jwk' })).not.toEqual(second.export({ format: 'jwk' }));
    expect(next.frames[0]!.claims).toMatchObject({ sequence: 1, lifeStage: LIFE_STAGE_BORN });
    expect(() => verifyFrame(next.frames[0]!, first)).toThrow();
  });

  it('shows other parameters as a broken seal, and a lost log as a storage fault, until a sealing', async () => {
    const { session, people } = await begin(configuration());
    expect(await people.result('authority', COMMAND_SEAL)).toBe(COMMAND_RESULT_DONE);
    await host!.cutPower();
    // the first entries of the log, which somebody overwrote behind the header of the file that lies first
    const { memory } = host!;
    memory.bytes.fill(0, 32 + 4, 32 + 4 + 3 * 48);
    await host!.start();
    await session.idle(3);
    const { flags, selfState } = await people.status();
    expect((flags >>> FLAG_BIT_STORAGE_FAULT) & 1).toBe(1);
    expect(selfState).toBe(SELF_STATE_ALARM);
    expect((await people.eventsOf(EVENT_STORAGE)).map(([what]) => what)).toContain(4);
    await host!.cutPower();
    host!.memory.powerOn();
    host!.flash.storage().erase(PROVISIONING_FILE);
    host!.flash.storage().write(PROVISIONING_FILE, configuration({ clockDrift: 101 }));
    await host!.start();
    await session.idle(3);
    expect(await people.status()).toMatchObject({ sealState: SEAL_STATE_BROKEN, selfState: SELF_STATE_ALARM });
    // a broken seal is made good by unsealing, repair and sealing
    expect(await people.result('authority', COMMAND_UNSEAL)).toBe(COMMAND_RESULT_DONE);
    expect(await people.result('authority', COMMAND_SEAL)).toBe(COMMAND_RESULT_DONE);
    expect(await people.status()).toMatchObject({ sealState: SEAL_STATE_SEALED });
  });
});
