import { createHash } from 'node:crypto';
import {
  COMMAND_ACTIVATE,
  COMMAND_RESULT_DONE,
  COMMAND_SEAL,
  COMMAND_UNSEAL,
  COMMAND_UPDATE,
  EVENT_UPDATE,
  FRAME_KIND_IDENTITY,
  REFUSAL_INTEGRITY,
  REFUSAL_NOT_ALLOWED,
  REFUSAL_ROLLBACK,
  REFUSAL_SEALED,
  REFUSAL_STORAGE,
  UPDATE_STEP_ACTIVATED,
  UPDATE_STEP_AUTHORISED,
  UPDATE_STEP_FALLBACK,
  UPDATE_STEP_INSTALLED,
  UPDATE_STEP_REFUSED,
} from '@hengzhun/protocol';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createEmulationHost, type EmulationHost, Flash, Storage } from '../../src/index.js';
import { Commander } from '../support/commander.js';
import { scaleBundle } from '../support/hosts.js';
import { Session } from '../support/session.js';
import { GEOMETRY, installUpdatable } from '../support/updatable.js';

let first: string;
let second: string;
const broken = 'throw "does not come up";'.padEnd(400, ' ');
beforeAll(async () => {
  first = (await scaleBundle()).code;
  second = `${first}\n"second";`;
});

let host: EmulationHost;
let session: Session;
let people: Commander;
afterEach(() => host.stop());

async function begin(flash: Flash): Promise<void> {
  host = createEmulationHost({ flash });
  session = new Session(host);
  people = new Commander(session);
  await host.start();
  await session.frame(FRAME_KIND_IDENTITY);
  await session.idle(3);
}

const measure = (image: string): Buffer => createHash('sha256').update(image, 'latin1').digest();
const authorise = (counter: number, image: string): Promise<number> =>
  people.result('maker', COMMAND_UPDATE, [counter, image.length, measure(image)]);

/** Sends pieces from where the instrument wants them until it has all. */
async function sendImage(image: string, from = 0, pieces = Number.POSITIVE_INFINITY): Promise<number> {
  const bytes = Buffer.from(image, 'latin1');
  let offset = from;
  for (let i = 0; i < pieces && offset < bytes.length; i++) {
    const after = session.replies.length;
    session.request({ type: 'update', offset, piece: bytes.subarray(offset, offset + 128) });
    offset = (await session.reply('update', after)).next;
  }
  return offset;
}

/** The identity after the next boot. */
async function nextBoot(after = session.frames.length): Promise<string> {
  const { claims } = await session.frame(FRAME_KIND_IDENTITY, after, ({ claims: { bootcount } }) => bootcount > 1);
  return Buffer.from(claims.softwareMeasurement).toString('hex');
}

const hex = (image: string): string => measure(image).toString('hex');
const steps = async (): Promise<unknown[][]> =>
  (await people.eventsOf(EVENT_UPDATE)).map(([step, counter]) => [step, counter]);

describe('authenticated update (WELMEC 7.2 extension D: load, integrity, authenticity, install, log, activate)', () => {
  it('replaces the software, confirms itself, raises the counter, and refuses what came before', async () => {
    await begin(installUpdatable(first));
    expect(await authorise(7, second)).toBe(COMMAND_RESULT_DONE);
    expect(await people.result('maker', COMMAND_ACTIVATE)).toBe(REFUSAL_INTEGRITY);
    expect(await sendImage(second)).toBe(second.length);
    expect(await people.result('maker', COMMAND_ACTIVATE)).toBe(COMMAND_RESULT_DONE);
    expect(await nextBoot()).toBe(hex(second));
    await session.idle(3);
    const identity = await session.ask({ type: 'identify', nonce: new Uint8Array(8) }, FRAME_KIND_IDENTITY);
    expect(identity.claims.softwareCounter).toBe(7);
    expect(await authorise(7, first)).toBe(REFUSAL_ROLLBACK);
    expect(await authorise(6, first)).toBe(REFUSAL_ROLLBACK);
    expect(await steps()).toEqual([
      [UPDATE_STEP_AUTHORISED, 7],
      [UPDATE_STEP_REFUSED, 7],
      [UPDATE_STEP_INSTALLED, 7],
      [UPDATE_STEP_ACTIVATED, 7],
      [UPDATE_STEP_REFUSED, 7],
      [UPDATE_STEP_REFUSED, 6],
    ]);
    // it stays with the new one
    await host.cutPower();
    await host.start();
    expect(await nextBoot()).toBe(hex(second));
    // and back and forth again, over slots that were used
    await session.idle(3);
    expect(await authorise(8, first)).toBe(COMMAND_RESULT_DONE);
    await sendImage(first);
    expect(await people.result('maker', COMMAND_ACTIVATE)).toBe(COMMAND_RESULT_DONE);
    expect(await nextBoot()).toBe(hex(first));
    expect(host.flash.storage().statistics()).toMatchObject({ trashBytes: 0 });
    expect(host.console.filter((line) => line.includes('Compacting'))).toEqual([]);
  });

  it('runs the old software again when the new one does not come up, and says so', async () => {
    await begin(installUpdatable(first));
    expect(await authorise(1, broken)).toBe(COMMAND_RESULT_DONE);
    await sendImage(broken);
    expect(await people.result('maker', COMMAND_ACTIVATE)).toBe(COMMAND_RESULT_DONE);
    // half a minute later the watchdog ends the trial
    const after = session.frames.length;
    await host.run(40_000);
    expect(await nextBoot(after)).toBe(hex(first));
    await session.idle(3);
    expect((await steps()).at(-1)).toEqual([UPDATE_STEP_FALLBACK, 1]);
    await host.cutPower();
    await host.start();
    expect(await nextBoot()).toBe(hex(first));
  });

  it('takes pieces in order, again after a power cut, and no image but the authorised one', async () => {
    await begin(installUpdatable(first));
    const after = session.replies.length;
    session.request({ type: 'update', offset: 0, piece: new Uint8Array(128) });
    expect((await session.reply('refusal', after)).reason).toBe(REFUSAL_NOT_ALLOWED);
    expect(await authorise(1, second)).toBe(COMMAND_RESULT_DONE);
    expect(await sendImage(second, 0, 40)).toBe(40 * 128);
    // out of order: told what is wanted
    expect(await sendImage(second, 128 * 60, 1)).toBe(40 * 128);
    await host.cutPower();
    await host.start();
    await session.idle(2);
    expect(await sendImage(second, 0, 1)).toBe(40 * 128);
    const forged = `${second.slice(0, -1)}!`;
    expect(await sendImage(forged, 40 * 128)).toBe(second.length);
    expect(await people.result('maker', COMMAND_ACTIVATE)).toBe(REFUSAL_INTEGRITY);
  });

  it('is for unsealed instruments and for images that fit', async () => {
    await begin(installUpdatable(first));
    expect(await authorise(1, 'x'.repeat(first.length + 8192))).toBe(REFUSAL_STORAGE);
    expect(await authorise(1, second)).toBe(COMMAND_RESULT_DONE);
    await sendImage(second);
    expect(await people.result('authority', COMMAND_SEAL)).toBe(COMMAND_RESULT_DONE);
    expect(await authorise(1, second)).toBe(REFUSAL_SEALED);
    expect(await people.result('maker', COMMAND_ACTIVATE)).toBe(REFUSAL_SEALED);
    expect(await people.result('maker', COMMAND_UNSEAL)).toBe(COMMAND_RESULT_DONE);
    expect(await people.result('maker', COMMAND_ACTIVATE)).toBe(COMMAND_RESULT_DONE);
    expect(await nextBoot()).toBe(hex(second));
  });

  it.each(['clean', 'torn'] as const)('leaves the old or the new software at any power cut (%s)', async (mode) => {
    const flash = installUpdatable(first);
    const cuts: Uint8Array[] = [];
    let dense = false;
    flash.onUnit = (cut) => {
      if (dense ? flash.units % 5 === 0 : flash.units % 1500 === 0) cuts.push(cut[mode]());
    };
    await begin(flash);
    dense = true;
    expect(await authorise(1, second)).toBe(COMMAND_RESULT_DONE);
    dense = false;
    await sendImage(second);
    dense = true;
    expect(await people.result('maker', COMMAND_ACTIVATE)).toBe(COMMAND_RESULT_DONE);
    expect(await nextBoot()).toBe(hex(second));
    await session.idle(3);
    await host.stop();
    expect(cuts.length).toBeGreaterThan(40);
    const seen = new Set<string>();
    for (const content of cuts) {
      const revived = createEmulationHost({ flash: new Flash(GEOMETRY, content) });
      const heard = new Session(revived);
      await revived.start();
      const { claims } = await heard.frame(FRAME_KIND_IDENTITY);
      seen.add(Buffer.from(claims.softwareMeasurement).toString('hex'));
      await revived.stop();
      expect(new Storage(revived.memory).statistics().trashBytes).toBe(0);
    }
    expect([...seen].sort()).toEqual([hex(first), hex(second)].sort());
  });
});
