import { createPublicKey, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import { describeElement, describeInjection, PROVISIONING_FILE, provisionElement } from '@hengzhun/firmware';
import { buildBundle } from '@hengzhun/firmware/build';
import {
  COMMAND_RESULT_DONE,
  COMMAND_TIME_ANCHOR,
  decodeEvent,
  EVENT_ELEMENT,
  EVENT_LOCK,
  EVENT_STORAGE,
  encodeSignedCommand,
  FLAG_BIT_ELEMENT,
  FLAG_BIT_LOCKED,
  FLAG_BIT_STORAGE_FAULT,
  FRAME_KIND_IDENTITY,
  FRAME_KIND_RECEIPT,
  FRAME_KIND_STATUS,
  LOCK_REASON_ELEMENT,
  REFUSAL_NOT_PROVISIONED,
  ROLE_AUTHORITY,
  type StatusFrame,
  verifyFrame,
} from '@hengzhun/protocol';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  Atecc608,
  blankChip,
  type ChipState,
  createEmulationHost,
  type EmulationHost,
  Flash,
  serialOf,
} from '../../src/index.js';
import { ELEMENT_ADDRESS, ElementRig } from '../support/element-rig.js';
import { configuration } from '../support/instrument.js';
import { Session } from '../support/session.js';

let bundle: string;
let bundleOfBoth: string;
let provisioned: ChipState;
const commander = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const coordinates = (key: KeyObject): { x: Buffer; y: Buffer } => {
  const { x, y } = key.export({ format: 'jwk' });
  return { x: Buffer.from(x!, 'base64url'), y: Buffer.from(y!, 'base64url') };
};
const hasBit = (flags: number, bit: number): boolean => ((flags >>> bit) & 1) === 1;

async function newElement(): Promise<ChipState> {
  const rig = await ElementRig.start('provision', { state: blankChip() });
  await provisionElement((steps) => rig.job(steps));
  return rig.chip.state;
}

const CONFIGURATION = configuration({
  drivers: [describeInjection({ path: '' }), describeElement({ bus: 1, sda: 'D3', scl: 'D4' })],
  commanders: [{ role: ROLE_AUTHORITY, epoch: 0, ...coordinates(commander.publicKey) }],
});

beforeAll(async () => {
  bundle = (await buildBundle({ instrument: 'scale', signer: 'element' })).code;
  bundleOfBoth = (await buildBundle({ instrument: 'scale' })).code;
  provisioned = await newElement();
});

/** A scale whose signer is an element on I2C1. */
class Instrument {
  readonly session: Session;
  chip!: Atecc608;

  private constructor(
    readonly host: EmulationHost,
    state: ChipState,
  ) {
    this.session = new Session(host);
    this.fit(state);
  }

  static async start(state: ChipState, flash?: Flash, program = bundle): Promise<Instrument> {
    const files = { [PROVISIONING_FILE]: CONFIGURATION };
    const host = createEmulationHost(flash ? { flash } : { bundle: program, files });
    const instrument = new Instrument(host, state);
    await host.start();
    await instrument.pass(3);
    return instrument;
  }

  /** Puts a chip with this state in the place of the one that is there. */
  fit(state: ChipState): void {
    this.chip = new Atecc608({ now: () => this.host.clock.now(), state });
    this.host.i2c.attach(ELEMENT_ADDRESS, this.chip);
  }

  /** Lets time pass, of the platform and of the instrument. */
  async pass(seconds: number): Promise<void> {
    await this.host.run(seconds * 1000);
    await this.session.idle(2);
    await this.host.run(500);
  }

  async publicKey(): Promise<KeyObject> {
    const after = this.session.replies.length;
    this.session.request({ type: 'key' });
    const { x, y } = await this.session.reply('key', after);
    const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');
    return createPublicKey({ key: { kty: 'EC', crv: 'P-256', x: base64(x), y: base64(y) }, format: 'jwk' });
  }

  status(): Promise<StatusFrame> {
    return this.session.ask({ type: 'status', nonce: randomBytes(8) }, FRAME_KIND_STATUS);
  }

  /** Items of the log's events of a kind. */
  async events(kind: number): Promise<unknown[][]> {
    await this.status();
    const entries = await this.session.readLog();
    return entries
      .map((entry) => decodeEvent(entry))
      .filter((event) => event.kind === kind)
      .map(({ items }) => items.map((item) => (typeof item === 'number' ? item : Buffer.from(item).toString('hex'))));
  }
}

const serial = (): string => Buffer.from(serialOf(provisioned).subarray(0, 8)).toString('hex');

describe('a scale with a secure element', () => {
  it.each([
    ['element', () => bundle],
    ['either signer', () => bundleOfBoth],
  ])('takes up the element at its birth; every frame verifies with its key (bundle for %s)', async (_, program) => {
    const instrument = await Instrument.start(structuredClone(provisioned), undefined, program());
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
    const instrument = await Instrument.start(structuredClone(provisioned));
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
    const instrument = await Instrument.start(state);
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
    const instrument = await Instrument.start(structuredClone(provisioned));
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
    const instrument = await Instrument.start(structuredClone(provisioned));
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
  });

  it('shows that its flash was written back to an older state', async () => {
    const state = structuredClone(provisioned);
    const instrument = await Instrument.start(state);
    const image = instrument.host.flash.snapshot();
    for (let boot = 0; boot < 3; boot++) {
      await instrument.host.cutPower();
      await instrument.host.start();
      await instrument.pass(5);
    }
    await instrument.host.cutPower();
    const { geometry } = instrument.host.memory;
    const restored = await Instrument.start(state, new Flash(geometry, image));
    await restored.pass(5);
    expect(hasBit((await restored.status()).claims.flags, FLAG_BIT_STORAGE_FAULT)).toBe(true);
    expect(await restored.events(EVENT_STORAGE)).toEqual([[6, 3]]);
  });

  it('answers that it is not provisioned where its bundle has only the other signer', async () => {
    const { code } = await buildBundle({ instrument: 'scale', signer: 'software' });
    const host = createEmulationHost({ bundle: code, files: { [PROVISIONING_FILE]: CONFIGURATION } });
    const session = new Session(host);
    await host.start();
    session.request({ type: 'status', nonce: randomBytes(8) });
    expect((await session.reply('refusal')).reason).toBe(REFUSAL_NOT_PROVISIONED);
    expect(session.frames).toEqual([]);
  });
});
