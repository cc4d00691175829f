import { PROVISIONING_FILE, type Provisioning } from '@hengzhun/firmware';
import {
  COMMAND_ACTIVATE,
  COMMAND_REFERENCE_CHECK,
  COMMAND_REINITIALISE,
  COMMAND_REPLACE_KEY,
  COMMAND_RESTART,
  COMMAND_RESULT_DONE,
  COMMAND_RETIRE,
  COMMAND_SEAL,
  COMMAND_SELF_TEST,
  COMMAND_SET_PARAMETER,
  COMMAND_TIME_ANCHOR,
  COMMAND_UNLOCK,
  COMMAND_UNSEAL,
  COMMAND_UPDATE,
  EVENT_BOOT,
  EVENT_CHECK,
  EVENT_COMMAND,
  EVENT_KEY,
  EVENT_LOCK,
  EVENT_PARAMETER,
  encodeCommand,
  FLAG_BIT_LOCKED,
  FRAME_KIND_IDENTITY,
  LOCK_REASON_CASE,
  LOCK_REASON_NONE,
  REFUSAL_BAD_ARGUMENT,
  REFUSAL_NOT_ALLOWED,
  REFUSAL_ROLE,
  REFUSAL_ROLLBACK,
  REFUSAL_SEALED,
  REFUSAL_STORAGE,
  REFUSAL_UNKNOWN_KEY,
  REFUSAL_UNKNOWN_REQUEST,
  REFUSAL_UNSTABLE,
  RESET_REASON_REQUESTED,
  ROLE_AUTHORITY,
  ROLE_INSPECTOR,
  ROLE_MAKER,
  SELF_STATE_INOPERATIVE,
  wrapCommandKey,
} from '@hengzhun/protocol';
import { afterEach, describe, expect, it } from 'vitest';
import { createEmulationHost, type EmulationHost, feedInjection } from '../../src/index.js';
import { Commander } from '../support/commander.js';
import { scaleBundle } from '../support/hosts.js';
import { authorityKey, configuration, makerKey } from '../support/instrument.js';
import { Session } from '../support/session.js';

let host: EmulationHost;
let session: Session;
let people: Commander;
afterEach(() => host.stop());

async function begin(changes: Partial<Provisioning> = {}): Promise<void> {
  const { code } = await scaleBundle();
  host = createEmulationHost({ bundle: code, files: { [PROVISIONING_FILE]: configuration(changes) } });
  session = new Session(host);
  people = new Commander(session);
  await host.start();
  await session.frame(FRAME_KIND_IDENTITY);
  await session.idle(12);
}

/** CDDL command-kind: who may. */
const ROLES: [kind: number, list: (number | Uint8Array)[], maker: boolean, authority: boolean, inspector: boolean][] = [
  [COMMAND_TIME_ANCHOR, [1_790_000_000, 40], true, true, true],
  [COMMAND_SEAL, [], true, true, false],
  [COMMAND_UNSEAL, [], true, true, false],
  [COMMAND_REFERENCE_CHECK, [1_000_000, 10], true, true, true],
  [COMMAND_SET_PARAMETER, [15, 40], true, true, false],
  [COMMAND_SELF_TEST, [], true, true, true],
  [COMMAND_REPLACE_KEY, [ROLE_INSPECTOR, 0, new Uint8Array(32)], false, true, false],
  [COMMAND_UNLOCK, [], false, true, false],
  [COMMAND_REINITIALISE, [0], false, true, false],
  [COMMAND_UPDATE, [1, 100, new Uint8Array(32)], true, false, false],
  [COMMAND_ACTIVATE, [], true, false, false],
  [COMMAND_RETIRE, [], false, true, false],
  [COMMAND_RESTART, [], true, true, false],
];

describe('commands (CDDL command-kind)', () => {
  it('are done for the roles that may, and refused with a signed receipt to the others', async () => {
    await begin({ logCapacity: 200 });
    for (const [kind, list, ...may] of ROLES) {
      for (const [i, role] of (['maker', 'authority', 'inspector'] as const).entries()) {
        // what would end the instrument's life or this boot is tried by those who may not only
        if (may[i] && (kind === COMMAND_RETIRE || kind === COMMAND_RESTART)) continue;
        const result = await people.result(role, kind, list);
        if (may[i]) expect([kind, role, result]).not.toEqual([kind, role, REFUSAL_ROLE]);
        else expect([kind, role, result]).toEqual([kind, role, REFUSAL_ROLE]);
      }
    }
    expect(await people.result('authority', 99)).toBe(REFUSAL_UNKNOWN_REQUEST);
    expect(await people.result('authority', 0)).toBe(REFUSAL_UNKNOWN_REQUEST);
    // every attempt is in the log: kind, result
    const logged = await people.eventsOf(EVENT_COMMAND);
    expect(logged.length).toBe(13 * 3 - 3 + 2);
    expect(logged.filter(([, result]) => result === REFUSAL_ROLE)).toHaveLength(16);
  });

  it.each<[string, number, (number | Uint8Array)[]]>([
    ['too few arguments', COMMAND_TIME_ANCHOR, [1]],
    ['too many', COMMAND_SEAL, [1]],
    ['a byte string for a number', COMMAND_TIME_ANCHOR, [new Uint8Array(4), 1]],
    ['a time before 1970', COMMAND_TIME_ANCHOR, [-1, 1]],
    ['an uncertainty over a minute', COMMAND_TIME_ANCHOR, [1, 60_001]],
    ['a parameter that is none', COMMAND_SET_PARAMETER, [1000, 1]],
    ['a value out of bounds', COMMAND_SET_PARAMETER, [15, 2 ** 40]],
    ['a key that is too short', COMMAND_REPLACE_KEY, [ROLE_MAKER, 1, new Uint8Array(31)]],
    ['a role that is none', COMMAND_REPLACE_KEY, [4, 1, new Uint8Array(32)]],
    ['a number for a digest', COMMAND_UPDATE, [1, 2, 3]],
    ['no standard', COMMAND_REFERENCE_CHECK, []],
  ])('are refused with %s', async (_what, kind, list) => {
    await begin();
    const role = kind === COMMAND_UPDATE ? 'maker' : 'authority';
    expect(await people.result(role, kind, list)).toBe(REFUSAL_BAD_ARGUMENT);
  });

  it('set a parameter: unsealed only, old and new value in receipt and log, counted, kept over a power cut', async () => {
    await begin();
    const learningHours = 15;
    const receipt = await people.give('maker', COMMAND_SET_PARAMETER, [learningHours, 40]);
    expect(receipt).toMatchObject({ commandResult: COMMAND_RESULT_DONE, values: [36] });
    expect((await people.status()).calibrationCounter).toBe(1);
    await host.cutPower();
    await host.start();
    await session.idle(2);
    expect(await people.give('maker', COMMAND_SET_PARAMETER, [learningHours, 36])).toMatchObject({ values: [40] });
    expect(await people.eventsOf(EVENT_PARAMETER)).toEqual([
      [learningHours, 36, 40, ROLE_MAKER],
      [learningHours, 40, 36, ROLE_MAKER],
    ]);
    // no other change of configuration was seen at the boot in between
    expect((await people.status()).calibrationCounter).toBe(2);
    expect(await people.result('authority', COMMAND_SEAL)).toBe(COMMAND_RESULT_DONE);
    expect(await people.result('maker', COMMAND_SET_PARAMETER, [learningHours, 40])).toBe(REFUSAL_SEALED);
    expect(await people.result('authority', COMMAND_UNSEAL)).toBe(COMMAND_RESULT_DONE);
    expect(await people.result('authority', COMMAND_UNSEAL)).toBe(REFUSAL_NOT_ALLOWED);
    expect(await people.result('maker', COMMAND_SET_PARAMETER, [learningHours, 40])).toBe(COMMAND_RESULT_DONE);
  });

  it('check against a standard mass: point, error and uncertainty in receipt and log', async () => {
    await begin();
    expect(await people.result('inspector', COMMAND_REFERENCE_CHECK, [1_000_000, 10])).toBe(REFUSAL_UNSTABLE);
    await session.idle(60);
    // 1 kg indicated as 1000.5 e
    await session.idle(60, 1000.5);
    const { commandResult, values } = await people.give('inspector', COMMAND_REFERENCE_CHECK, [1_000_000, 10]);
    expect(commandResult).toBe(COMMAND_RESULT_DONE);
    expect(values![0]).toBe(1_000_000);
    expect(Math.abs(values![1]! - 500)).toBeLessThan(100);
    expect(values![2]!).toBeGreaterThan(10);
    expect(await people.eventsOf(EVENT_CHECK)).toEqual([[...values!, 2100]]);
  });

  it('test themselves: flags, one-time values ready, free records of the log', async () => {
    await begin({ logCapacity: 50 });
    const { values } = await people.give('inspector', COMMAND_SELF_TEST);
    const { flags, logLength } = await people.status();
    expect(values![0]).toBe(flags);
    expect(values![1]).toBeGreaterThanOrEqual(0);
    // its own record came after it was counted; the file may hold more records than were wanted
    expect(values![2]! + logLength).toBeGreaterThanOrEqual(51);
  });

  it('replace a key: the old one is dead at once, the epoch only grows, and both survive a power cut', async () => {
    await begin();
    const replace = async (role: number, epoch: number, key: Uint8Array): Promise<number> => {
      const nonce = await people.nonce();
      const wrapped = wrapCommandKey(key, people.keys.authority, { nonce, role, epoch });
      return (await people.give('authority', COMMAND_REPLACE_KEY, [role, epoch, wrapped], nonce)).commandResult;
    };
    const maker = new Uint8Array(32).fill(0x11);
    expect(await replace(ROLE_MAKER, 0, maker)).toBe(REFUSAL_ROLLBACK);
    expect(await replace(ROLE_MAKER, 3, maker)).toBe(COMMAND_RESULT_DONE);
    const refused = async (): Promise<number> => {
      const after = session.replies.length;
      const nonce = await people.nonce();
      session.send(encodeCommand({ kind: COMMAND_SELF_TEST, nonce, arguments: [] }, makerKey));
      return (await session.reply('refusal', after)).reason;
    };
    expect(await refused()).toBe(REFUSAL_UNKNOWN_KEY);
    people.keys.maker = maker;
    expect(await people.result('maker', COMMAND_SELF_TEST)).toBe(COMMAND_RESULT_DONE);
    expect(await replace(ROLE_MAKER, 3, maker)).toBe(REFUSAL_ROLLBACK);
    // the authority's own: from then on the new one wraps
    const authority = new Uint8Array(32).fill(0x22);
    expect(await replace(ROLE_AUTHORITY, 1, authority)).toBe(COMMAND_RESULT_DONE);
    people.keys.authority = authority;
    await host.cutPower();
    await host.start();
    await session.idle(2);
    expect(await refused()).toBe(REFUSAL_UNKNOWN_KEY);
    expect(await replace(ROLE_INSPECTOR, 9, new Uint8Array(32).fill(0x33))).toBe(COMMAND_RESULT_DONE);
    expect(await people.eventsOf(EVENT_KEY)).toEqual([
      [ROLE_MAKER, 0, 3],
      [ROLE_AUTHORITY, 0, 1],
      [ROLE_INSPECTOR, 0, 9],
    ]);
    const identity = await session.ask({ type: 'identify', nonce: new Uint8Array(8) }, FRAME_KIND_IDENTITY);
    expect(identity.claims.keyEpochs).toEqual({ maker: 3, authority: 1, inspector: 9 });
    expect(authorityKey).not.toEqual(authority);
  });

  it('open what opening the case locked 开壳锁机, only when it is closed again; nothing else does', async () => {
    await begin();
    expect(await people.result('authority', COMMAND_UNLOCK)).toBe(REFUSAL_NOT_ALLOWED);
    await feedInjection(host, [{ caseOpen: true }]);
    await session.idle(3);
    const locked = await people.status();
    expect(locked.selfState).toBe(SELF_STATE_INOPERATIVE);
    expect((locked.flags >>> FLAG_BIT_LOCKED) & 1).toBe(1);
    expect(await people.result('authority', COMMAND_UNLOCK)).toBe(REFUSAL_NOT_ALLOWED);
    await feedInjection(host, [{ caseOpen: false }]);
    await host.cutPower();
    await host.start();
    await session.idle(3);
    expect((await people.status()).selfState).toBe(SELF_STATE_INOPERATIVE);
    expect(await people.result('authority', COMMAND_UNLOCK)).toBe(COMMAND_RESULT_DONE);
    await session.idle(3);
    expect((await people.status()).selfState).not.toBe(SELF_STATE_INOPERATIVE);
    expect(await people.eventsOf(EVENT_LOCK)).toEqual([
      [LOCK_REASON_CASE, 0],
      [LOCK_REASON_NONE, LOCK_REASON_CASE],
    ]);
  });

  it('restart: the receipt leaves first, and the next boot says that it was requested', async () => {
    await begin();
    const boots = host.boots;
    expect(await people.result('maker', COMMAND_RESTART)).toBe(COMMAND_RESULT_DONE);
    await host.run(2000);
    expect(host.boots).toBe(boots + 1);
    await session.idle(2);
    expect((await people.eventsOf(EVENT_BOOT)).at(-1)).toEqual([RESET_REASON_REQUESTED]);
  });

  it('refuse what this instrument has not: an encoder to pair, room for a second image', async () => {
    await begin();
    expect(await people.result('authority', COMMAND_REINITIALISE, [0])).toBe(REFUSAL_UNKNOWN_REQUEST);
    expect(await people.result('maker', COMMAND_UPDATE, [1, 100, new Uint8Array(32)])).toBe(REFUSAL_STORAGE);
    expect(await people.result('maker', COMMAND_ACTIVATE)).toBe(REFUSAL_NOT_ALLOWED);
  });
});
