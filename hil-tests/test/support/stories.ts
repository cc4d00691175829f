import { createHash } from 'node:crypto';
import {
  COMMAND_ACTIVATE,
  COMMAND_REINITIALISE,
  COMMAND_REPLACE_KEY,
  COMMAND_RESULT_DONE,
  COMMAND_SEAL,
  COMMAND_SELF_TEST,
  COMMAND_SET_PARAMETER,
  COMMAND_TIME_ANCHOR,
  COMMAND_UNLOCK,
  COMMAND_UNSEAL,
  COMMAND_UPDATE,
  deriveCommandKey,
  FLAG_BIT_LOCKED,
  FRAME_KIND_IDENTITY,
  ROLE_INSPECTOR,
  SEAL_STATE_SEALED,
  SEAL_STATE_UNSEALED,
  wrapCommandKey,
} from '@hengzhun/protocol';
import { expect } from 'vitest';
import type { EmulationHost } from '../../src/index.js';
import { Commander } from './commander.js';
import { Forecourt } from './dispenser.js';
import { inspectorKey, UEID } from './instrument.js';
import type { Session } from './session.js';
import { change, type Told } from './told.js';

// Lives in which everything happens that changes what an instrument keeps. `told` says at each moment what is acknowledged.

export type Story = (session: Session, host: EmulationHost, told: Told) => Promise<void>;

/** What stands before a story begins. A dispenser's parameter 15 is another: it is not asked for. */
export const beginning = (software: string[] = [], parameter: number[] = [36]): Told => ({
  seal: [SEAL_STATE_UNSEALED],
  parameter,
  inspector: [inspectorKey],
  locked: [false],
  software,
});

const newInspectorKey = deriveCommandKey(Buffer.alloc(32, 0x4e), {
  ueid: UEID,
  role: ROLE_INSPECTOR,
  epoch: 3,
  jurisdiction: '',
});

/** The commands that both instruments know, as people who keep account of the answers. */
class People extends Commander {
  constructor(
    session: Session,
    private readonly told: Told,
  ) {
    super(session);
  }

  async done(role: 'maker' | 'authority' | 'inspector', kind: number, list: (number | Uint8Array)[] = []) {
    expect(await this.result(role, kind, list)).toBe(COMMAND_RESULT_DONE);
  }
  seal = () => change(this.told, 'seal', SEAL_STATE_SEALED, () => this.done('authority', COMMAND_SEAL));
  unseal = () => change(this.told, 'seal', SEAL_STATE_UNSEALED, () => this.done('authority', COMMAND_UNSEAL));
  anchor = () => this.done('inspector', COMMAND_TIME_ANCHOR, [1_790_000_000, 40]);
  setParameter = (value: number) =>
    change(this.told, 'parameter', value, () => this.done('maker', COMMAND_SET_PARAMETER, [15, value]));

  async replaceKey(): Promise<void> {
    const nonce = await this.nonce();
    const wrapped = wrapCommandKey(newInspectorKey, this.keys.authority, { nonce, role: ROLE_INSPECTOR, epoch: 3 });
    await change(this.told, 'inspector', newInspectorKey, async () => {
      const list = [ROLE_INSPECTOR, 3, wrapped];
      const { commandResult } = await this.give('authority', COMMAND_REPLACE_KEY, list, nonce);
      expect(commandResult).toBe(COMMAND_RESULT_DONE);
    });
    this.keys.inspector = newInspectorKey;
  }

  /** Waits for a status that shows the lock, or that it is gone. */
  async shows(locked: boolean): Promise<void> {
    await this.session.host.run(1500);
    const { flags } = await this.status();
    expect(((flags >>> FLAG_BIT_LOCKED) & 1) === 1).toBe(locked);
  }
}

/** A scale's: parameters, an anchor of time, sealed, opened for a repair, another key for the inspector, sealed again. */
export const scaleStory: Story = async (session, host, told) => {
  const people = new People(session, told);
  await session.frame(FRAME_KIND_IDENTITY);
  await session.idle(12);
  for (const hours of [40, 41, 42]) await people.setParameter(hours);
  await people.anchor();
  await people.seal();
  await session.idle(12);
  await people.replaceKey();
  await people.unseal();
  await people.setParameter(43);
  await people.done('inspector', COMMAND_SELF_TEST);
  await people.seal();
  await session.idle(12);
  expect(host.boots).toBe(1);
};

/** A dispenser's: fuelings between commands, an encoder paired anew, its case opened and the lock taken off, sealed twice. */
export const dispenserStory: Story = async (session, host, told) => {
  const people = new People(session, told);
  const forecourt = new Forecourt(host);
  await session.frame(FRAME_KIND_IDENTITY);
  await forecourt.booted();
  await forecourt.rest(3);
  await forecourt.fuel(0, 2000);
  await people.done('authority', COMMAND_REINITIALISE, [1]);
  await forecourt.fuel(1, 2000);
  await people.anchor();
  await people.seal();
  await forecourt.fuel(0, 1000);
  await people.replaceKey();
  await change(told, 'locked', true, async () => {
    await forecourt.caseOpen(true);
    await forecourt.rest(2);
    await people.shows(true);
  });
  await forecourt.caseOpen(false);
  await change(told, 'locked', false, async () => {
    await people.done('authority', COMMAND_UNLOCK);
    await forecourt.rest(2);
  });
  await people.shows(false);
  await people.unseal();
  await forecourt.fuel(1, 1000);
  await people.seal();
  await forecourt.fuel(0, 1000);
  expect(host.boots).toBe(1);
};

export const measurementOf = (image: string): string => createHash('sha256').update(image, 'latin1').digest('hex');

/** A software update: authorised, sent in pieces, activated, tried by a restart and confirmed by the new software. */
export const updateStory =
  (next: string, sending: (under: boolean) => void): Story =>
  async (session, host, told) => {
    const people = new People(session, told);
    await session.frame(FRAME_KIND_IDENTITY);
    await session.idle(12);
    await people.setParameter(40);
    const digest = Buffer.from(measurementOf(next), 'hex');
    await people.done('maker', COMMAND_UPDATE, [7, next.length, digest]);
    sending(true);
    for (let offset = 0; offset < next.length; ) {
      const after = session.replies.length;
      session.request({ type: 'update', offset, piece: Buffer.from(next.slice(offset, offset + 128), 'latin1') });
      offset = (await session.reply('update', after)).next;
    }
    sending(false);
    await change(told, 'software', measurementOf(next), async () => {
      await people.done('maker', COMMAND_ACTIVATE);
      await session.frame(FRAME_KIND_IDENTITY, 0, ({ claims }) => claims.bootcount > 1);
      await session.idle(3);
      const identity = await session.ask({ type: 'identify', nonce: new Uint8Array(8) }, FRAME_KIND_IDENTITY);
      expect(identity.claims.softwareCounter).toBe(7);
    });
    await people.seal();
    await session.idle(12);
    expect(host.boots).toBe(2);
  };
