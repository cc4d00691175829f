import { randomBytes } from 'node:crypto';
import {
  COMMAND_REFERENCE_CHECK,
  COMMAND_REINITIALISE,
  COMMAND_RESULT_DONE,
  COMMAND_SEAL,
  COMMAND_SET_PARAMETER,
  COMMAND_UNLOCK,
  COMMAND_UNSEAL,
  decodeEvent,
  EMPTY_LOG,
  EVENT_FUELING,
  EVENT_LOCK,
  EVENT_PARAMETER,
  encodeCommand,
  FLAG_BIT_LEARNING,
  FLAG_BIT_LOCKED,
  FLAG_BIT_PAIRING,
  FLAG_BIT_PULSE_DEVIATION,
  FRAME_KIND_IDENTITY,
  FRAME_KIND_LOG,
  FRAME_KIND_RECEIPT,
  FRAME_KIND_STATUS,
  LOCK_REASON_PULSE_DEVIATION,
  REFUSAL_BAD_ARGUMENT,
  REFUSAL_SEALED,
  type ReceiptFrame,
  SELF_STATE_ALARM,
  SELF_STATE_INOPERATIVE,
  type StatusFrame,
  UNOBSERVED_BIT_SUPPLY,
  UNOBSERVED_BIT_VOLUME,
  verifyChain,
  verifyFrame,
  verifyLog,
} from '@hengzhun/protocol';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { InstrumentHost } from '../../src/index.js';
import { DISPENSERS, Forecourt } from '../support/dispenser.js';
import { authorityKey, publicKey } from '../support/instrument.js';
import { Session } from '../support/session.js';

// The whole instrument on a host: its inputs injected, what it says decoded and verified.

// the interpreter runs in real time, its signer takes seconds
vi.setConfig({ testTimeout: 300_000 });

/** A status frame, before SLIP escaping (design, "Size"). */
const LONGEST_STATUS = 256;
const has = (frame: StatusFrame, bit: number): boolean => ((frame.claims.flags >>> bit) & 1) === 1;

describe.each(DISPENSERS)('a dispenser with two nozzles on the $name', ({ create, measurement }) => {
  let host: InstrumentHost;
  let session: Session;
  let forecourt: Forecourt;

  beforeAll(async () => {
    host = await create();
    session = new Session(host);
    await host.start();
    forecourt = new Forecourt(host);
  });
  afterAll(async () => {
    await host.stop();
  });

  const status = (nozzle: number): Promise<StatusFrame> => {
    const nonce = randomBytes(12);
    const mine = Buffer.from(nonce);
    return session.ask(
      { type: 'status', nonce, nozzle },
      FRAME_KIND_STATUS,
      ({ claims }) => claims.nonce !== undefined && mine.equals(claims.nonce),
    );
  };
  const command = async (kind: number, ...list: number[]): Promise<ReceiptFrame> => {
    const from = session.replies.length;
    session.request({ type: 'command-nonce' });
    const { nonce } = await session.reply('command-nonce', from);
    const after = session.frames.length;
    session.send(encodeCommand({ kind, nonce, arguments: list }, authorityKey));
    return session.frame(FRAME_KIND_RECEIPT, after);
  };
  const reboot = async (): Promise<void> => {
    const after = session.frames.length;
    await host.cutPower();
    await host.start();
    await session.frame(FRAME_KIND_IDENTITY, after);
    await forecourt.booted();
  };

  it('says in its genesis frame what it is, and that it does not see the volume per revolution', async () => {
    const frame = await session.frame(FRAME_KIND_IDENTITY);
    verifyFrame(frame, publicKey);
    expect(frame.claims).toMatchObject({
      sequence: 1,
      data: {
        serialNumber: 'rig-2',
        nozzles: [
          { fuel: '92', pulses: 10_000 },
          { fuel: '0#', pulses: 10_000 },
        ],
        unobserved: (1 << UNOBSERVED_BIT_VOLUME) | (1 << UNOBSERVED_BIT_SUPPLY),
      },
    });
    expect(Buffer.from(frame.claims.softwareMeasurement).toString('hex')).toBe(await measurement());
  });

  it('counts fuelings of both nozzles; a frame speaks of the nozzle asked for, live', async () => {
    await forecourt.booted();
    await forecourt.fuel(0, 8001);
    await forecourt.fuel(1, 4000, 1, 10_000);
    await forecourt.fuel(0, 1);
    const first = await status(0);
    const second = await status(1);
    for (const frame of [first, second]) {
      verifyFrame(frame, publicKey);
      expect(frame.bytes.length).toBeLessThanOrEqual(LONGEST_STATUS);
      expect(frame.claims.temperature).toBe(1830);
      expect(frame.claims.channels.map(({ identifier }) => identifier)).toEqual([16, 17, 18, 19, 20, 21]);
    }
    expect(first.claims.nozzle).toEqual({ index: 0, selfStates: [1, 1, 0, 0], totaliser: 20_005, fuelings: 2 });
    expect(second.claims.nozzle).toEqual({ index: 1, selfStates: [1, 1, 0, 0], totaliser: 10_000, fuelings: 1 });
    // mL of the last fueling of that nozzle; the half millilitre left of the first one went into the third
    expect([first.claims.indication, second.claims.indication]).toEqual([3, 10_000]);
    // not paired before its sealing
    expect(first.claims.flags).toBe((1 << FLAG_BIT_LEARNING) | (1 << FLAG_BIT_PAIRING));
  });

  it('scheduled frames speak of each nozzle in turn', async () => {
    const after = session.frames.length;
    await forecourt.rest(130);
    await session.until(
      () => session.frames.slice(after).filter(({ kind }) => kind === FRAME_KIND_STATUS).length > 1,
      'two scheduled frames',
    );
    const spoken = session.frames
      .slice(after)
      .flatMap((frame) => (frame.kind === FRAME_KIND_STATUS ? [frame.claims.nozzle!.index] : []));
    expect(new Set(spoken.slice(0, 2))).toEqual(new Set([0, 1]));
  });

  it('is sealed with its encoders, which are then initialised', async () => {
    expect((await command(COMMAND_SEAL)).claims.commandResult).toBe(COMMAND_RESULT_DONE);
    await forecourt.rest(1);
    expect(forecourt.wishes).toEqual([0, 1]);
    await forecourt.initialise();
  });

  it('totals survive a power cut right after a fueling, and no snapshot was due', async () => {
    await forecourt.fuel(1, 400);
    const before = (await status(1)).claims.nozzle!;
    expect(before).toMatchObject({ totaliser: 11_000, fuelings: 2 });
    await reboot();
    expect((await status(1)).claims.nozzle).toMatchObject({ totaliser: 11_000, fuelings: 2 });
    expect((await status(0)).claims.nozzle).toMatchObject({ totaliser: 20_005, fuelings: 2 });
  });

  it('the fifth fueling of a nozzle with inserted pulses stops it; the other one is not touched', async () => {
    for (let i = 1; i < 5; i++) await forecourt.fuel(0, 2000, 1.03);
    const before = await status(0);
    expect(has(before, FLAG_BIT_PULSE_DEVIATION)).toBe(true);
    expect(has(before, FLAG_BIT_LOCKED)).toBe(false);
    expect(before.claims.nozzle!.selfStates[0]).toBe(SELF_STATE_ALARM);
    await forecourt.fuel(0, 2000, 1.03);
    const frame = await status(0);
    verifyFrame(frame, publicKey);
    expect(has(frame, FLAG_BIT_LOCKED)).toBe(true);
    expect(frame.claims.selfState).toBe(SELF_STATE_INOPERATIVE);
    expect(frame.claims.nozzle!.selfStates[0]).toBe(SELF_STATE_INOPERATIVE);
    expect(frame.claims.nozzle!.selfStates[1]).toBeLessThan(SELF_STATE_ALARM);
    // indicated more than came: E > 0
    const log = (await session.readLog()).map(decodeEvent);
    const fuelings = log.filter(({ kind }) => kind === EVENT_FUELING).map(({ items }) => items);
    expect(fuelings.map((items) => [items[0], items[1], items[3]])).toEqual(
      [1, 2, 3, 4, 5].map((count) => [0, FLAG_BIT_PULSE_DEVIATION, count]),
    );
    for (const items of fuelings) expect(Math.abs((items[2] as number) - 30_000)).toBeLessThan(500);
    expect(log.filter(({ kind }) => kind === EVENT_LOCK).map(({ items }) => items)).toEqual([
      [LOCK_REASON_PULSE_DEVIATION, 0],
    ]);
  });

  it('stays stopped over a power cut', async () => {
    await reboot();
    const frame = await status(0);
    expect(has(frame, FLAG_BIT_LOCKED)).toBe(true);
    expect(has(frame, FLAG_BIT_PULSE_DEVIATION)).toBe(true);
    expect(frame.claims.selfState).toBe(SELF_STATE_INOPERATIVE);
    expect(frame.claims.nozzle!.totaliser).toBe(20_005 + 5 * 5150);
  });

  it('another encoder at power-up is told, and its nozzle disabled', async () => {
    forecourt.encoders[1]!.identity = '99999999aaaaaaaa';
    await reboot();
    await forecourt.rest(2);
    const frame = await status(1);
    expect(has(frame, FLAG_BIT_PAIRING)).toBe(true);
    expect(frame.claims.nozzle!.selfStates[1]).toBe(SELF_STATE_INOPERATIVE);
  });

  it("the authority's commands end both: unlock what deviations stopped, reinitialise what was exchanged", async () => {
    expect((await command(COMMAND_UNLOCK)).claims.commandResult).toBe(COMMAND_RESULT_DONE);
    await forecourt.rest(2);
    const between = await status(0);
    expect(has(between, FLAG_BIT_PULSE_DEVIATION)).toBe(false);
    expect(has(between, FLAG_BIT_LOCKED)).toBe(true);
    expect((await command(COMMAND_REINITIALISE, 1)).claims.commandResult).toBe(COMMAND_RESULT_DONE);
    expect((await command(COMMAND_REINITIALISE, 2)).claims.commandResult).toBe(REFUSAL_BAD_ARGUMENT);
    await forecourt.rest(2);
    await reboot();
    await forecourt.rest(2);
    const after = await status(1);
    expect([has(after, FLAG_BIT_LOCKED), has(after, FLAG_BIT_PAIRING)]).toEqual([false, false]);
  });

  it('a reference check with a standard measure: run A of JJG 443, E +0.33 %', async () => {
    await forecourt.fuel(0, 8000);
    const receipt = await command(COMMAND_REFERENCE_CHECK, 0, 19_930_000, 2000, 2400, 2400);
    verifyFrame(receipt, publicKey);
    expect(receipt.claims.values!.slice(0, 2)).toEqual([19_933_986, 66_014]);
  });

  it('a changed calibration factor is counted and logged, and the pulse equivalent deviates all the same', async () => {
    const before = (await status(0)).claims.calibrationCounter;
    expect((await command(COMMAND_SET_PARAMETER, 31, 1_010_000)).claims.commandResult).toBe(REFUSAL_SEALED);
    expect((await command(COMMAND_UNSEAL)).claims.commandResult).toBe(COMMAND_RESULT_DONE);
    const receipt = await command(COMMAND_SET_PARAMETER, 31, 1_010_000);
    expect(receipt.claims).toMatchObject({ commandResult: COMMAND_RESULT_DONE, values: [1_000_000] });
    await forecourt.fuel(0, 8000);
    const frame = await status(0);
    expect(frame.claims.calibrationCounter).toBe(before + 1);
    expect(frame.claims.indication).toBe(20_200);
    expect(has(frame, FLAG_BIT_PULSE_DEVIATION)).toBe(true);
    const log = (await session.readLog()).map(decodeEvent);
    expect(log.findLast(({ kind }) => kind === EVENT_PARAMETER)!.items).toEqual([31, 1_000_000, 1_010_000, 2]);
    expect(log.findLast(({ kind }) => kind === EVENT_FUELING)!.items).toEqual([0, FLAG_BIT_PULSE_DEVIATION, 10_000, 1]);
  });

  it('opening the case locks every nozzle; closing it does not unlock', async () => {
    await forecourt.caseOpen(true);
    await forecourt.rest(2);
    expect(has(await status(0), FLAG_BIT_LOCKED)).toBe(true);
    await forecourt.caseOpen(false);
    await forecourt.rest(2);
    expect(has(await status(0), FLAG_BIT_LOCKED)).toBe(true);
    expect((await command(COMMAND_UNLOCK)).claims.commandResult).toBe(COMMAND_RESULT_DONE);
    await forecourt.rest(2);
    expect(has(await status(0), FLAG_BIT_LOCKED)).toBe(false);
  });

  it('has sent one unbroken chain in all this, and its log matches the signed head', async () => {
    const results = verifyChain(session.frames, publicKey);
    expect(results.at(-1)).toEqual({ status: 'signature-valid' });
    expect(results.slice(0, -1).every(({ status }) => status === 'covered')).toBe(true);
    expect(session.discarded).toEqual([]);
    const entries = await session.readLog();
    const { logLength, logHead } = (await session.frame(FRAME_KIND_LOG, session.frames.length - 1)).claims;
    verifyLog(EMPTY_LOG, entries, { length: logLength, head: logHead });
  });
});
