import { PROVISIONING_FILE } from '@hengzhun/firmware';
import {
  COMMAND_RESULT_DONE,
  COMMAND_SEAL,
  encodeCommand,
  FRAME_KIND_IDENTITY,
  FRAME_KIND_RECEIPT,
  FRAME_KIND_STATUS,
  SEAL_STATE_SEALED,
} from '@hengzhun/protocol';
import { beforeAll, describe, expect, it } from 'vitest';
import { createEmulationHost, createEspruinoHost, type EmulationHost, Flash, Storage } from '../../src/index.js';
import { live, reviveAll } from '../support/cuts.js';
import { scaleBundle } from '../support/hosts.js';
import { authorityKey, configuration } from '../support/instrument.js';
import { binary, withoutInterpreter } from '../support/interpreter.js';
import { checkLives, type Life, lifeOf } from '../support/lives.js';
import { Session } from '../support/session.js';

/**
 * Every which word of a life the power is cut at: all of them with HENGZHUN_FULL=1. A record takes twelve words, so that each
 * third still cuts every record at four places.
 */
const EACH = process.env.HENGZHUN_FULL === undefined ? 3 : 1;

let installed: Flash;
/** Without the state file: the instrument makes it. */
let bare: Flash;
beforeAll(async () => {
  const { code } = await scaleBundle();
  installed = createEmulationHost({ bundle: code, files: { [PROVISIONING_FILE]: configuration() } }).memory;
  bare = new Flash({ ...installed.geometry, pages: installed.geometry.pages + 1 });
  const storage = new Storage(bare);
  storage.write('.bootcde', Buffer.from(code));
  storage.write(PROVISIONING_FILE, configuration());
});

async function birthAndSealing(session: Session): Promise<void> {
  await session.frame(FRAME_KIND_IDENTITY);
  await session.idle(12);
  session.request({ type: 'command-nonce' });
  const { nonce } = await session.reply('command-nonce');
  session.send(encodeCommand({ kind: COMMAND_SEAL, nonce, arguments: [] }, authorityKey));
  const receipt = await session.frame(FRAME_KIND_RECEIPT);
  expect(receipt.claims.commandResult).toBe(COMMAND_RESULT_DONE);
  await session.frame(
    FRAME_KIND_STATUS,
    0,
    ({ claims }) => 'sealState' in claims && claims.sealState === SEAL_STATE_SEALED,
  );
}

/** Before and at the erasing of a page (0) always: there every unit is another case. */
const isWanted = (unit: number): boolean => EACH === 1 || (unit >= -2 && unit <= 2) || unit % EACH === 0;

/** Cuts at each so many-th word, from one of them on. */
const eachWord =
  (mode: 'clean' | 'torn', from = 0) =>
  ({ memory: { units } }: EmulationHost) =>
    units % EACH === from % EACH && mode;

/** Status frames without end, until state slots have been erased so many times. */
async function reportUntilErased(session: Session, host: EmulationHost, times: number): Promise<void> {
  for (let i = 0; i < 2000 && erasures(host) < times; i++) await session.idle(10);
  expect(erasures(host)).toBe(times);
  await session.idle(20);
}

const erasures = (host: EmulationHost): number => host.memory.wear.reduce((sum, erased) => sum + erased, 0);
const compactions = (console: readonly string[]): number =>
  console.filter((line) => line.includes('Compacting')).length;

describe(`a power cut at ${EACH === 1 ? 'every' : 'each third'} write of the flash model`, () => {
  it('of the first life: birth, reports and a sealing', async () => {
    const { cuts } = await live(installed.geometry, installed.bytes, birthAndSealing, eachWord('clean'));
    expect(cuts.length * EACH).toBeGreaterThan(100);
    expect(await reviveAll(installed.geometry, cuts)).toEqual({});
  });

  it('of the first life, in the midst of the word', async () => {
    const { cuts } = await live(installed.geometry, installed.bytes, birthAndSealing, eachWord('torn', 1));
    expect(await reviveAll(installed.geometry, cuts)).toEqual({});
  });

  it.each(['clean', 'torn'] as const)(
    'of the first minute, when the instrument makes its state file itself (%s)',
    async (mode) => {
      const { cuts } = await live(bare.geometry, bare.bytes, async (session) => session.idle(15), eachWord(mode));
      expect(cuts.length * EACH).toBeGreaterThan(60);
      expect(await reviveAll(bare.geometry, cuts)).toEqual({});
    },
  );

  it.each(['clean', 'torn'] as const)(
    'of a life in which the state slots change again and again (%s)',
    async (mode) => {
      const changes = 4;
      const story = (session: Session, host: EmulationHost) => reportUntilErased(session, host, changes);
      // First to see where the pages are erased: a life is repeatable to the unit.
      const erased: number[] = [];
      await live(installed.geometry, installed.bytes, story, (host) => {
        if (erasures(host) > erased.length) erased.push(host.memory.units);
        return false;
      });
      expect(erased.length).toBe(changes);
      // Every unit around a change, and every so many of those between.
      const { cuts, end } = await live(
        installed.geometry,
        installed.bytes,
        story,
        ({ memory: { units } }) =>
          (units % 97 === 0 || erased.some((at) => units >= at - 14 && units < at + 26 && isWanted(units - at))) &&
          mode,
      );
      expect(cuts.length * EACH).toBeGreaterThan(changes * 40);
      expect(await reviveAll(installed.geometry, cuts)).toEqual({});
      expect(new Storage(new Flash(installed.geometry, end)).statistics()).toMatchObject({
        trashBytes: 0,
        fileCount: 3,
      });
    },
  );
});

describe('a long life', () => {
  it('leaves no trash, so that the platform never compacts', async () => {
    // A report every ten seconds and a snapshot every minute: the slots change as often as in a life of months.
    const { code } = await scaleBundle();
    const files = { [PROVISIONING_FILE]: configuration({ snapshotInterval: 60 }) };
    const host = createEmulationHost({ bundle: code, files });
    const session = new Session(host);
    await host.start();
    const pagesBefore = host.memory.bytes.length;
    while (erasures(host) < 30) {
      await session.idle(600);
      expect(host.flash.storage().statistics()).toMatchObject({ trashBytes: 0, trashCount: 0, fileCount: 3 });
    }
    expect(compactions(host.console)).toBe(0);
    expect(host.memory.bytes.length).toBe(pagesBefore);
    // The two slots take turns, and no other page is ever erased.
    const worn = [...host.memory.wear].filter((erased) => erased > 0);
    expect(worn.length).toBe(2);
    expect(Math.abs(worn[0]! - worn[1]!)).toBeLessThanOrEqual(1);
    expect(session.frames.length).toBeGreaterThan(250);
    expect(session.frames.map(({ claims }) => claims.sequence)).toEqual(session.frames.map((_frame, i) => i + 1));
    // Bundle and provisioning are as they were.
    expect(Buffer.from(host.flash.storage().read('.bootcde')!).toString('latin1')).toBe(code);
    expect(Buffer.from(host.flash.storage().read(PROVISIONING_FILE)!)).toEqual(Buffer.from(files[PROVISIONING_FILE]!));
    await host.stop();
  });
});

describe.skipIf(withoutInterpreter())('the interpreter killed at any moment', () => {
  it('comes back each time with its counters ahead and its log whole', async () => {
    const { image } = await scaleBundle();
    const host = await createEspruinoHost({
      binary: binary(),
      bundle: image,
      files: { [PROVISIONING_FILE]: configuration() },
    });
    try {
      let before: Life | undefined;
      for (const delay of [0, 350, 900, 2000]) {
        const session = new Session(host);
        await host.start();
        await session.frame(FRAME_KIND_IDENTITY);
        if (before) await session.readLog();
        // Samples are under way, with a status frame due every ten, when the power goes.
        const power = new AbortController();
        const fed = session.idle(300, 0, power.signal);
        await host.run(delay);
        await host.cutPower();
        power.abort();
        await fed;
        session.close();
        const life = lifeOf(session);
        if (before) expect(checkLives(before, life)).toEqual([]);
        before = life;
        expect(host.flash.storage().statistics()).toMatchObject({ trashBytes: 0, fileCount: 3 });
        expect(compactions(host.console)).toBe(0);
      }
    } finally {
      await host.stop();
    }
  });
});
