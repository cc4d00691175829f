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
import { createEmulationHost, createEspruinoHost, type EmulationHost, type Flash } from '../../src/index.js';
import { live, reviveAll } from '../support/cuts.js';
import { scaleBundle } from '../support/hosts.js';
import { authorityKey, configuration } from '../support/instrument.js';
import { binary, withoutInterpreter } from '../support/interpreter.js';
import { checkLives, type Life, lifeOf } from '../support/lives.js';
import { Session } from '../support/session.js';

let installed: Flash;
beforeAll(async () => {
  const { code } = await scaleBundle();
  installed = createEmulationHost({ bundle: code, files: { [PROVISIONING_FILE]: configuration() } }).memory;
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

/** Status frames without end, until something in the flash has happened. */
async function reportUntil(session: Session, happened: () => boolean): Promise<void> {
  for (let i = 0; i < 2000 && !happened(); i++) await session.idle(10);
  expect(happened()).toBe(true);
  await session.idle(20);
}

const trashOf = (host: EmulationHost): number => host.flash.storage().statistics().trashCount;
const compactionsOf = (host: EmulationHost): number =>
  host.console.filter((line) => line.startsWith('Compacting')).length;

describe('a power cut at every write of the flash model', () => {
  it('of the first life: birth, reports and a sealing', async () => {
    const { cuts } = await live(installed.geometry, installed.bytes, birthAndSealing, () => 'clean');
    expect(cuts.length).toBeGreaterThan(100);
    expect(await reviveAll(installed.geometry, cuts)).toEqual({});
  });

  it('of the first life, in the midst of the word', async () => {
    const { cuts } = await live(installed.geometry, installed.bytes, birthAndSealing, () => 'torn');
    expect(await reviveAll(installed.geometry, cuts)).toEqual({});
  });

  it('when the journal’s slots change, and an old one becomes trash', async () => {
    const { cuts } = await live(
      installed.geometry,
      installed.bytes,
      async (session, host) => reportUntil(session, () => trashOf(host) > 0),
      // Bundle, provisioning, log and two slots: the sixth file is a slot taken again.
      (host) => {
        const { fileCount, trashCount } = host.flash.storage().statistics();
        return (trashCount > 0 || fileCount > 5) && 'clean';
      },
    );
    expect(cuts.length).toBeGreaterThan(20);
    expect(await reviveAll(installed.geometry, cuts)).toEqual({});
  });

  // Known to fail, and no mistake of the model: the interpreter erases a page while its content is in RAM only, starting at the
  // last page before the first trash at which a file begins, which may be that of the bundle. The test turns red, to be kept
  // as it is without `fails`, when the firmware no longer makes trash.
  it.fails('when the platform compacts its storage', async () => {
    let units = 0;
    const { cuts } = await live(
      installed.geometry,
      installed.bytes,
      async (session, host) => reportUntil(session, () => compactionsOf(host) > 0),
      (host) => compactionsOf(host) > 0 && units++ % 1000 === 0 && 'clean',
    );
    expect(await reviveAll(installed.geometry, cuts)).toEqual({});
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
      }
    } finally {
      await host.stop();
    }
  });
});
