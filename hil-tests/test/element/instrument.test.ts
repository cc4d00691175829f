import { generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import { PROVISIONING_FILE } from '@hengzhun/firmware';
import {
  COMMAND_RESULT_DONE,
  COMMAND_TIME_ANCHOR,
  COMMAND_UNLOCK,
  commandDigest,
  EVENT_ELEMENT,
  EVENT_LOCK,
  EVENT_STORAGE,
  encodeCommand,
  encodeSignedCommand,
  FLAG_BIT_ELEMENT,
  FLAG_BIT_LOCKED,
  FLAG_BIT_STORAGE_FAULT,
  FRAME_KIND_IDENTITY,
  FRAME_KIND_RECEIPT,
  FRAME_KIND_STATUS,
  LOCK_REASON_ELEMENT,
  LOCK_REASON_NONE,
  REFUSAL_NOT_ALLOWED,
  REFUSAL_NOT_PROVISIONED,
  REFUSAL_ROLE,
  ROLE_AUTHORITY,
  verifyFrame,
} from '@hengzhun/protocol';
import { beforeAll, describe, expect, it } from 'vitest';
import { type ChipState, createEmulationHost, Flash, serialOf } from '../../src/index.js';
import { bundleOf } from '../support/bundles.js';
import { Commander } from '../support/commander.js';
import { coordinates, ElementScale, elementConfiguration, newElement } from '../support/element-scale.js';
import { authorityKey } from '../support/instrument.js';
import { Session } from '../support/session.js';

let bundle: string;
let bundleOfBoth: string;
let provisioned: ChipState;
const commander = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const hasBit = (flags: number, bit: number): boolean => ((flags >>> bit) & 1) === 1;

const CONFIGURATION = elementConfiguration({
  commanders: [{ role: ROLE_AUTHORITY, epoch: 0, ...coordinates(commander.publicKey) }],
});

beforeAll(async () => {
  bundle = (await bundleOf({ instrument: 'scale', signer: 'element' })).code;
  bundleOfBoth = (await bundleOf({ instrument: 'scale' })).code;
  provisioned = await newElement();
});

const serial = (): string => Buffer.from(serialOf(provisioned).subarray(0, 8)).toString('hex');

describe('a scale with a secure element', () => {
  it.each([
    ['element', () => bundle],
    ['either signer', () => bundleOfBoth],
  ])('takes up the element at its birth; every frame verifies with its key (bundle for %s)', async (_, program) => {
    const instrument = await ElementScale.start(structuredClone(provisioned), program(), CONFIGURATION);
    const publicKey = await instrument.publicKey();
    await instrument.session.idle(25);
    const kinds = new Set(instrument.session.frames.map(({ kind }) => kind));
    expect([...kinds]).toEqual(expect.arrayContaining([FRAME_KIND_IDENTITY, FRAME_KIND_STATUS]));
    expect(instrument.session.frames.length).toBeGreaterThan(3);
    for (const frame of instrument.session.frames) verifyFrame(frame, publicKey);
    expect(hasBit((await instrument.status()).claims.flags, FLAG_BIT_ELEMENT)).toBe(false);
    expect(await instrument.events(EVENT_ELEMENT)).toEqual([]);
  });

  it('lets the element check who commands: a commander’s signature counts, another’s does not', async () => {
    const instrument = await ElementScale.start(structuredClone(provisioned), bundle, CONFIGURATION);
    const { session } = instrument;
    const command = async (key: KeyObject, spoil = false): Promise<Uint8Array> => {
      const after = session.replies.length;
      session.request({ type: 'command-nonce' });
      const { nonce } = await session.reply('command-nonce', after);
      const message = encodeSignedCommand({ kind: COMMAND_TIME_ANCHOR, nonce, arguments: [1_800_000_000, 100] }, key);
      if (spoil) message[message.length - 1]! ^= 1;
      return message;
    };
    const frames = session.frames.length;
    session.send(await command(commander.privateKey));
    const receipt = await session.frame(FRAME_KIND_RECEIPT, frames);
    expect(receipt.claims.commandResult).toBe(COMMAND_RESULT_DONE);
    for (const message of [
      await command(commander.privateKey, true),
      await command(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey),
    ]) {
      const after = session.replies.length;
      session.send(message);
      await session.reply('refusal', after);
    }
    expect(session.frames.filter(({ kind }) => kind === FRAME_KIND_RECEIPT)).toHaveLength(1);
  });

  it('goes on with the same element after a power cut, and the chip’s counter follows', async () => {
    const state = structuredClone(provisioned);
    const instrument = await ElementScale.start(state, bundle, CONFIGURATION);
    const before = await instrument.publicKey();
    const counts: number[] = [];
    for (let boot = 0; boot < 3; boot++) {
      await instrument.host.cutPower();
      await instrument.host.start();
      await instrument.pass(5);
      counts.push(state.counters[0]);
    }
    expect(counts).toEqual([1, 2, 3]);
    expect((await instrument.publicKey()).equals(before)).toBe(true);
    verifyFrame(await instrument.status(), before);
    expect(hasBit((await instrument.status()).claims.flags, FLAG_BIT_STORAGE_FAULT)).toBe(false);
  });

  it('is silent without its element, and says afterwards that it was', async () => {
    const instrument = await ElementScale.start(structuredClone(provisioned), bundle, CONFIGURATION);
    const publicKey = await instrument.publicKey();
    instrument.chip.faults.removed = true;
    await instrument.pass(40);
    const silent = instrument.session.frames.length;
    await instrument.pass(60);
    expect(instrument.session.frames).toHaveLength(silent);
    instrument.chip.faults.removed = false;
    await instrument.pass(8);
    await instrument.pass(12);
    expect(instrument.session.frames.length).toBeGreaterThan(silent);
    for (const frame of instrument.session.frames) verifyFrame(frame, publicKey);
    expect(await instrument.events(EVENT_ELEMENT)).toEqual([
      [1, serial()],
      [4, serial()],
    ]);
  });

  it('never signs with another element, locks itself, and stays locked with its own one', async () => {
    const instrument = await ElementScale.start(structuredClone(provisioned), bundle, CONFIGURATION);
    const publicKey = await instrument.publicKey();
    instrument.fit(await newElement());
    await instrument.pass(40);
    const silent = instrument.session.frames.length;
    await instrument.pass(60);
    expect(instrument.session.frames).toHaveLength(silent);
    instrument.fit(structuredClone(provisioned));
    await instrument.pass(8);
    await instrument.pass(12);
    const { claims } = await instrument.status();
    expect(hasBit(claims.flags, FLAG_BIT_LOCKED)).toBe(true);
    for (const frame of instrument.session.frames) verifyFrame(frame, publicKey);
    expect(await instrument.events(EVENT_ELEMENT)).toEqual([
      [2, serial()],
      [4, serial()],
    ]);
    expect((await instrument.events(EVENT_LOCK))[0]).toEqual([LOCK_REASON_ELEMENT, 0]);
    await instrument.host.cutPower();
    await instrument.host.start();
    await instrument.pass(5);
    expect(hasBit((await instrument.status()).claims.flags, FLAG_BIT_LOCKED)).toBe(true);
  });

  it('is not unlocked while another element is there, and is unlocked by the authority with its own', async () => {
    const instrument = await ElementScale.start(structuredClone(provisioned), bundle, CONFIGURATION);
    const publicKey = await instrument.publicKey();
    const people = new Commander(instrument.session);
    instrument.fit(await newElement());
    await instrument.pass(40);
    // nothing signs its receipt now: it waits
    const early = instrument.session.frames.length;
    const nonce = await people.nonce();
    const command = encodeCommand({ kind: COMMAND_UNLOCK, nonce, arguments: [] }, authorityKey);
    instrument.session.send(command);
    await instrument.pass(10);
    expect(instrument.session.frames).toHaveLength(early);
    instrument.fit(structuredClone(provisioned));
    await instrument.pass(8);
    await instrument.pass(12);
    const refused = await instrument.session.frame(FRAME_KIND_RECEIPT, early);
    verifyFrame(refused, publicKey);
    expect(Buffer.from(refused.claims.commandDigest)).toEqual(Buffer.from(commandDigest(command)));
    expect(refused.claims.commandResult).toBe(REFUSAL_NOT_ALLOWED);
    expect(await people.result('maker', COMMAND_UNLOCK)).toBe(REFUSAL_ROLE);
    expect(hasBit((await instrument.status()).claims.flags, FLAG_BIT_LOCKED)).toBe(true);
    expect(await people.result('authority', COMMAND_UNLOCK)).toBe(COMMAND_RESULT_DONE);
    await instrument.pass(3);
    expect(hasBit((await instrument.status()).claims.flags, FLAG_BIT_LOCKED)).toBe(false);
    expect(await instrument.events(EVENT_LOCK)).toEqual([
      [LOCK_REASON_ELEMENT, 0],
      [LOCK_REASON_NONE, LOCK_REASON_ELEMENT],
    ]);
  });

  it('shows that its flash was written back to an older state', async () => {
    const state = structuredClone(provisioned);
    const instrument = await ElementScale.start(state, bundle, CONFIGURATION);
    const image = instrument.host.flash.snapshot();
    for (let boot = 0; boot < 3; boot++) {
      await instrument.host.cutPower();
      await instrument.host.start();
      await instrument.pass(5);
    }
    await instrument.host.cutPower();
    const { geometry } = instrument.host.memory;
    const restored = await ElementScale.startFrom(state, new Flash(geometry, image));
    await restored.pass(5);
    expect(hasBit((await restored.status()).claims.flags, FLAG_BIT_STORAGE_FAULT)).toBe(true);
    expect(await restored.events(EVENT_STORAGE)).toEqual([[6, 3]]);
  });

  it('answers that it is not provisioned where its bundle has only the other signer', async () => {
    const { code } = await bundleOf({ instrument: 'scale', signer: 'software' });
    const host = createEmulationHost({ bundle: code, files: { [PROVISIONING_FILE]: CONFIGURATION } });
    const session = new Session(host);
    await host.start();
    session.request({ type: 'status', nonce: randomBytes(8) });
    expect((await session.reply('refusal')).reason).toBe(REFUSAL_NOT_PROVISIONED);
    expect(session.frames).toEqual([]);
  });
});
