import {
  COMMAND_SEAL,
  decodeEvent as decode,
  type decodeEvent,
  EVENT_REFUSALS,
  EVENT_SEAL,
  EVENT_STORAGE,
  encodeCommand,
  FLAG_BIT_LOG_FULL,
  FLAG_BIT_MEMORY,
  FLAG_BIT_RESTARTED,
  FRAME_KIND_IDENTITY,
  FRAME_KIND_RECEIPT,
  FRAME_KIND_STATUS,
  type Frame,
  frameDigest,
  REFUSAL_BAD_NONCE,
  REFUSAL_LOG_FULL,
  REFUSAL_MALFORMED,
  REFUSAL_NOT_PROVISIONED,
  SEAL_STATE_BROKEN,
  SELF_STATE_ALARM,
  SELF_STATE_INOPERATIVE,
  verifyFrame,
} from '@hengzhun/protocol';
import { beforeAll, describe, expect, it } from 'vitest';
import { PROVISIONING_FILE, STATE_FILE, stateFileSize } from '../../../firmware/src/index.js';
import { EmulationHost, type EmulationOptions, Flash, Storage } from '../../src/index.js';
import { bundleOf } from '../support/bundles.js';
import { authorityKey, configuration, publicKey } from '../support/instrument.js';
import { Session } from '../support/session.js';

let bundle: string;
beforeAll(async () => {
  bundle = (await bundleOf({ instrument: 'scale' })).code;
});

async function start(
  config: Uint8Array | undefined = configuration(),
  options: Partial<EmulationOptions> = {},
): Promise<{ host: EmulationHost; session: Session }> {
  const files = config ? { [PROVISIONING_FILE]: config } : {};
  const host = new EmulationHost({ bundle, files, ...options });
  const session = new Session(host);
  await host.start();
  await host.run(1000);
  return { host, session };
}

const has = (flags: number, bit: number): boolean => ((flags >>> bit) & 1) === 1;
const statuses = (session: Session) =>
  session.frames.filter((frame): frame is Extract<Frame, { kind: 1 }> => frame.kind === FRAME_KIND_STATUS);

/** All entries of the event log, decoded. */
async function readLog(session: Session, host: EmulationHost): Promise<ReturnType<typeof decodeEvent>[]> {
  await host.run(5000);
  const after = session.replies.length;
  const length = session.frames.at(-1)!.claims.logLength;
  session.request({ type: 'log', first: 0, count: 1024 });
  const entries = await session.until(() => {
    const all = session.replies.slice(after).flatMap((reply) => (reply.type === 'log' ? reply.entries : []));
    return all.length >= length && all;
  }, 'the log');
  return entries.map((entry) => decode(entry));
}

async function commandNonce(session: Session): Promise<Uint8Array> {
  const after = session.replies.length;
  session.request({ type: 'command-nonce' });
  return (await session.reply('command-nonce', after)).nonce;
}

async function seal(session: Session): Promise<number> {
  const after = session.frames.length;
  session.send(encodeCommand({ kind: COMMAND_SEAL, nonce: await commandNonce(session), arguments: [] }, authorityKey));
  return (await session.frame(FRAME_KIND_RECEIPT, after)).claims.commandResult;
}

describe('a scale without a valid identity or a place for its state', () => {
  it.each([
    ['no provisioning', undefined, undefined],
    ['spoilt provisioning', configuration().map((byte, at) => (at === 40 ? byte ^ 1 : byte)), undefined],
    ['no place for its state', configuration(), { pages: 1, pageSize: 131072, writeUnit: 4 }],
  ])('signs nothing and says so: %s', async (_name, config, geometry) => {
    const files = config ? { [PROVISIONING_FILE]: config, ...(geometry && { [STATE_FILE]: 'x' }) } : {};
    const host = new EmulationHost({ bundle, files, ...(geometry && { geometry }) });
    const session = new Session(host);
    await host.start();
    session.request({ type: 'identify' });
    expect((await session.reply('refusal')).reason).toBe(REFUSAL_NOT_PROVISIONED);
    await host.run(10_000);
    expect(session.frames).toEqual([]);
    await host.stop();
  });
});

describe('challenges cannot drain the signer (design: challenges)', () => {
  it('answers busy and keeps values for the schedule', async () => {
    const { host, session } = await start();
    await session.idle(2);
    await host.run(2000);
    for (let i = 0; i < 12; i++) session.request({ type: 'identify', nonce: new Uint8Array(8).fill(i) });
    const busy = await session.reply('busy');
    expect(busy.retryAfter).toBeGreaterThan(0);
    await host.run(3000);
    const answered = session.frames.filter(({ kind, claims }) => kind === FRAME_KIND_IDENTITY && claims.nonce).length;
    const refused = session.replies.filter(({ type }) => type === 'busy').length;
    expect(answered + refused).toBe(12);
    expect(answered).toBeLessThanOrEqual(2);
    const before = statuses(session).length;
    await session.idle(12);
    expect(statuses(session).length).toBeGreaterThan(before);
    await host.stop();
  });
});

describe('command nonces (CDDL: command-body)', () => {
  it('die after two minutes and at a reboot, and are the same for all who ask within one', async () => {
    const { host, session } = await start();
    const command = (nonce: Uint8Array) => encodeCommand({ kind: COMMAND_SEAL, nonce, arguments: [] }, authorityKey);
    const refused = async (message: Uint8Array): Promise<number> => {
      const after = session.replies.length;
      session.send(message);
      return (await session.reply('refusal', after)).reason;
    };
    const old = await commandNonce(session);
    expect(await commandNonce(session)).toEqual(old);
    await host.run(70_000);
    const second = await commandNonce(session);
    expect(second).not.toEqual(old);
    await host.run(51_000);
    expect(await refused(command(old))).toBe(REFUSAL_BAD_NONCE);
    await host.cutPower();
    await host.start();
    expect(await refused(command(second))).toBe(REFUSAL_BAD_NONCE);
    await host.stop();
  });
});

describe('refusals that strangers can cause (design: event log)', () => {
  it('are counted per cause and day, so that nobody can flush evidence', async () => {
    const { host, session } = await start();
    await session.idle(2);
    for (let i = 0; i < 40; i++) {
      session.send(Uint8Array.of(0xff, i));
      await host.run(20);
    }
    const refusalsOf = async () =>
      (await readLog(session, host)).filter(({ kind }) => kind === EVENT_REFUSALS).map(({ items }) => items);
    expect(await refusalsOf()).toEqual([[REFUSAL_MALFORMED, 1]]);
    // a day later, by the clock of the samples
    session.host.serial2.write(Buffer.from('S 86500000 50000 2100\n'));
    await host.run(5000);
    expect(await refusalsOf()).toEqual([
      [REFUSAL_MALFORMED, 1],
      [REFUSAL_MALFORMED, 39],
    ]);
    await host.stop();
  });
});

describe('what the instrument shows of itself', () => {
  it('breaks its seal when its parameters change, counts the change and shows an alarm', async () => {
    const { host, session } = await start();
    await session.idle(2);
    expect(await seal(session)).toBe(0);
    await host.run(3000);
    await host.cutPower();
    host.memory.powerOn();
    const changed = configuration({ clockDrift: 200 });
    host.flash.storage().write(PROVISIONING_FILE, changed, 0, changed.length);
    await host.start();
    await host.run(3000);
    await session.idle(3);
    const status = statuses(session).at(-1)!;
    expect(status.claims).toMatchObject({
      sealState: SEAL_STATE_BROKEN,
      calibrationCounter: 2,
      selfState: SELF_STATE_ALARM,
    });
    const kinds = (await readLog(session, host)).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === EVENT_SEAL).length).toBe(2);
    expect(kinds).toContain(EVENT_STORAGE);
    await host.stop();
  });

  it('is inoperative after its memory ran out, until it is switched off and on', async () => {
    const { host, session } = await start();
    await session.idle(2);
    host.raiseErrorFlag('MEMORY');
    await host.run(3000);
    await session.idle(3);
    const { selfState, flags, bootcount } = statuses(session).at(-1)!.claims;
    expect(selfState).toBe(SELF_STATE_INOPERATIVE);
    expect([has(flags, FLAG_BIT_MEMORY), has(flags, FLAG_BIT_RESTARTED), bootcount]).toEqual([true, true, 2]);
    await host.cutPower();
    await host.start();
    await host.run(3000);
    await session.idle(3);
    expect(has(statuses(session).at(-1)!.claims.flags, FLAG_BIT_MEMORY)).toBe(false);
    await host.stop();
  });

  it('refuses changes when its log is full, and shows that', async () => {
    const { host, session } = await start();
    // every boot is an event; all that lies before the state slots is room for them
    const capacity = Math.floor((stateFileSize(host.memory.geometry.pageSize) - 2 * 4096 - 4) / 48);
    for (let i = 0; i < capacity; i++) {
      await host.cutPower();
      await host.start();
    }
    await host.run(1500);
    await session.idle(3);
    await host.run(2000);
    expect(await seal(session)).toBe(REFUSAL_LOG_FULL);
    const { flags, logLength } = statuses(session).at(-1)!.claims;
    expect([has(flags, FLAG_BIT_LOG_FULL), logLength]).toEqual([true, capacity]);
    await host.stop();
  });

  it('gives credit for each line and marks those that are no samples', async () => {
    const { host } = await start();
    let answer = '';
    host.serial2.onData((bytes) => {
      answer += Buffer.from(bytes).toString('latin1');
    });
    for (const line of [
      'S 1000 5 2000',
      'S 2000 x 2000',
      'S 3000 5',
      'S 4000 -7 -',
      'T 5000 5 1',
      'S 1e3 5 -',
      'S 07 5 -',
    ]) {
      host.serial2.write(Buffer.from(`${line}\n`));
      await host.run(50);
    }
    expect(answer).toBe('.?.?..?.?.?.');
    await host.stop();
  });
});

describe('a power cut while the instrument works', () => {
  it.each(['clean', 'torn'] as const)('never makes a fork and never turns a counter back (%s)', async (mode) => {
    // a flasher that leaves it to the instrument to make its state file
    const geometry = { pages: 24, pageSize: 4096, writeUnit: 4 };
    const flasher = new Storage(new Flash(geometry));
    flasher.write('.bootcde', Buffer.from(bundle));
    flasher.write(PROVISIONING_FILE, configuration());
    const blank = flasher.flash.bytes;
    const whole = new EmulationHost({ flash: new Flash(geometry, blank) });
    /** From the first boot on, with the power cut at one unit of all that the flash writes or erases. */
    const run = async (host: EmulationHost, cut?: number): Promise<void> => {
      const flash = host.memory;
      const powerOn = flash.powerOn.bind(flash);
      flash.powerOn = () => {
        powerOn();
        flash.cutAfter(cut, mode);
        flash.powerOn = powerOn;
      };
      await host.start();
      for (let i = 0; i < 30 && host.powered; i++) {
        await host.run(100);
        if (host.powered) host.serial2.write(Buffer.from(`S ${1000 * (i + 1)} 50000 2100\n`));
      }
    };
    await run(whole);
    const { units } = whole.memory;
    await whole.stop();
    expect(units).toBeGreaterThan(60);
    let cuts = 0;
    for (let cut = 0; cut < units; cut += 7) {
      const host = new EmulationHost({ flash: new Flash(geometry, blank) });
      const session = new Session(host);
      await run(host, cut);
      if (!host.powered) cuts++;
      const before = session.frames.length;
      await host.cutPower();
      await host.start();
      await host.run(3000);
      expect(session.frames.length).toBeGreaterThan(before);
      const digests = new Map<number, string>();
      let last = 0;
      let boot = 0;
      for (const frame of session.frames) {
        verifyFrame(frame, publicKey);
        const { sequence, bootcount } = frame.claims;
        expect(sequence).toBeGreaterThan(last);
        expect(sequence).toBeLessThanOrEqual(last + 2);
        expect(bootcount).toBeGreaterThanOrEqual(boot);
        expect(digests.has(sequence)).toBe(false);
        digests.set(sequence, Buffer.from(frameDigest(frame)).toString('hex'));
        last = sequence;
        boot = bootcount;
      }
      await host.stop();
    }
    expect(cuts).toBeGreaterThan(units / 7 - 3);
  });
});
