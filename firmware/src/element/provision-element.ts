import type { ByteString } from '@hengzhun/protocol/device';
import { ProvisioningError } from '../shell/provisioning-error.js';
import { PUBLIC_KEY } from './steps.js';

/** Does one job (steps.ts) with the chip; undefined when it failed. */
export type ElementRunner = (steps: readonly ByteString[]) => Promise<readonly ByteString[] | undefined>;

export interface ProvisionedElement {
  /** 9 bytes. */
  serial: Uint8Array;
  /** x and y, 64 bytes. */
  publicKey: Uint8Array;
}

const read = (block: number): ByteString => `\x02\x20\x02\x80${String.fromCharCode(block * 8, 0)}`;
const writeWord = (word: number, data: ByteString): ByteString =>
  `\x08\x01\x12\0${String.fromCharCode(word, 0)}${data}`;
const READ_CONFIGURATION = [read(0), read(1), read(2), read(3)];
/** Modes of Lock: bit 7 leaves out the summary over a zone's content, which was read back. */
const LOCK_CONFIGURATION = '\x07\x01\x17\x80\0\0';
const LOCK_DATA = '\x07\x01\x17\x81\0\0';
const LOCK_SLOT_0 = '\x07\x01\x17\x82\0\0';
const GENERATE_KEY = '\x1e\x40\x40\x04\0\0';

/** Slot 0: secret, signs digests from outside and nothing else; GenKey may write it until the slot is locked. */
const SLOT_CONFIG = '\x81\x20';
/** Private key on P-256, its public key can be asked for, the slot can be locked. */
const KEY_CONFIG = '\x33\0';

/**
 * Makes a blank ATECC608 the element of an instrument, at the production line: configures slot 0 for the instrument's key, locks the
 * configuration, lets the chip make the key, locks data and slot. Nothing of it can be undone. Each step begins with what the chip
 * says of itself, so the function can be called again after a failure, and does nothing to a chip that is done.
 *
 * @throws ProvisioningError when the chip does not answer, is of another kind, or was locked with another configuration
 */
export async function provisionElement(run: ElementRunner): Promise<ProvisionedElement> {
  const job = async (what: string, ...steps: ByteString[]): Promise<ByteString[]> => {
    const answers = await run(steps);
    if (!answers) throw new ProvisioningError(`element: ${what} failed: look at its wiring and supply, then try again`);
    return answers.slice(1);
  };
  // what fails on the way back was done all the same: the chip is asked
  const attempt = async (...steps: ByteString[]): Promise<ByteString> => {
    await run(steps);
    return (await job('reading its configuration', ...READ_CONFIGURATION)).join('');
  };
  let configuration = (await job('reading its configuration', ...READ_CONFIGURATION)).join('');
  if (configuration.slice(4, 7) !== '\0\0\x60') throw new ProvisioningError('element: not an ATECC608: fit one');
  if (!isLocked(configuration, 87)) {
    configuration = await attempt(
      writeWord(5, SLOT_CONFIG + configuration.slice(22, 24)),
      writeWord(24, KEY_CONFIG + configuration.slice(98, 100)),
    );
    if (!isConfigured(configuration))
      throw new ProvisioningError('element: its configuration was not taken: try again');
    configuration = await attempt(LOCK_CONFIGURATION);
  }
  if (!isLocked(configuration, 87) || !isConfigured(configuration)) {
    throw new ProvisioningError('element: it is locked with another configuration: fit a blank one');
  }
  if (!isLocked(configuration, 86)) {
    // the slot is locked last: a key that came into being before a failure is replaced by the next attempt
    await job('making its key', GENERATE_KEY);
    configuration = await attempt(LOCK_DATA);
  }
  if (configuration.charCodeAt(88) & 1) configuration = await attempt(LOCK_SLOT_0);
  if (!isLocked(configuration, 86) || configuration.charCodeAt(88) & 1) {
    throw new ProvisioningError('element: it could not be locked: try again');
  }
  const [publicKey] = await job('asking for its public key', PUBLIC_KEY);
  return {
    serial: bytes(configuration.slice(0, 4) + configuration.slice(8, 13)),
    publicKey: bytes(publicKey!),
  };
}

const isLocked = (configuration: ByteString, at: number): boolean => configuration.charCodeAt(at) === 0;
const isConfigured = (configuration: ByteString): boolean =>
  configuration.slice(20, 22) === SLOT_CONFIG && configuration.slice(96, 98) === KEY_CONFIG;
const bytes = (text: ByteString): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'));
