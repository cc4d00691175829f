import { createPublicKey, type KeyObject, randomBytes } from 'node:crypto';
import {
  describeElement,
  describeInjection,
  PROVISIONING_FILE,
  type Provisioning,
  provisionElement,
} from '@hengzhun/firmware';
import { decodeEvent, FRAME_KIND_STATUS, type StatusFrame } from '@hengzhun/protocol';
import {
  Atecc608,
  blankChip,
  type ChipState,
  createEmulationHost,
  type EmulationHost,
  type Flash,
} from '../../src/index.js';
import { ELEMENT_ADDRESS, ElementRig } from './element-rig.js';
import { configuration } from './instrument.js';
import { Session } from './session.js';

/** x and y of a P-256 key. */
export function coordinates(key: KeyObject): { x: Buffer; y: Buffer } {
  const { x, y } = key.export({ format: 'jwk' });
  return { x: Buffer.from(x!, 'base64url'), y: Buffer.from(y!, 'base64url') };
}

/** `hz.cfg` of a scale whose signer is an element on I2C1. */
export function elementConfiguration(changes: Partial<Provisioning> = {}): Uint8Array {
  return configuration({
    drivers: [describeInjection({ path: '' }), describeElement({ bus: 1, sda: 'D3', scl: 'D4' })],
    ...changes,
  });
}

/** State of an element as provisioning leaves it. */
export async function newElement(): Promise<ChipState> {
  const rig = await ElementRig.start('provision', { state: blankChip() });
  await provisionElement((steps) => rig.job(steps));
  return rig.chip.state;
}

/** A scale whose signer is an element on I2C1. */
export class ElementScale {
  readonly session: Session;
  chip!: Atecc608;

  private constructor(
    readonly host: EmulationHost,
    state: ChipState,
  ) {
    this.session = new Session(host);
    this.fit(state);
  }

  /** A scale fresh from provisioning, with a bundle and `hz.cfg`. */
  static start(state: ChipState, bundle: string, config: Uint8Array): Promise<ElementScale> {
    return ElementScale.#begin(state, createEmulationHost({ bundle, files: { [PROVISIONING_FILE]: config } }));
  }

  /** A scale with what stands in a flash. */
  static startFrom(state: ChipState, flash: Flash): Promise<ElementScale> {
    return ElementScale.#begin(state, createEmulationHost({ flash }));
  }

  static async #begin(state: ChipState, host: EmulationHost): Promise<ElementScale> {
    const instrument = new ElementScale(host, state);
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
