import type { ByteString } from '@hengzhun/protocol/device';
import { ElementError } from './element-error.js';
import {
  CONFIGURATION_LOCK,
  DATA_LOCK,
  type ElementRunner,
  examineElement,
  isConfigured,
  isLocked,
  isSlotLocked,
  KEY_CONFIG,
  SLOT_CONFIG,
} from './examine-element.js';
import { PUBLIC_KEY } from './steps.js';

export interface ProvisionedElement {
  /** 9 bytes. */
  serial: Uint8Array;
  /** x and y, 64 bytes. */
  publicKey: Uint8Array;
  /** It was made now; false: it was ready before. */
  made: boolean;
}

const writeWord = (word: number, data: ByteString): ByteString =>
  `\x08\x01\x12\0${String.fromCharCode(word, 0)}${data}`;
/** Modes of Lock: bit 7 leaves out the summary over a zone's content, which was read back. */
const LOCK_CONFIGURATION = '\x07\x01\x17\x80\0\0';
const LOCK_DATA = '\x07\x01\x17\x81\0\0';
const LOCK_SLOT_0 = '\x07\x01\x17\x82\0\0';
const GENERATE_KEY = '\x1e\x40\x40\x04\0\0';

/**
 * Makes a blank ATECC608 the element of an instrument, at the production line: configures slot 0 for the instrument's key, locks the
 * configuration, lets the chip make the key, locks data and slot. Nothing of it can be undone. Each step begins with what the chip
 * says of itself, so the function can be called again after a failure, and does nothing to a chip that is ready.
 *
 * @throws ElementError `element-absent`, `element-kind`, `element-foreign`, `element-failed`
 */
export async function provisionElement(run: ElementRunner): Promise<ProvisionedElement> {
  const job = async (what: string, step: ByteString): Promise<ByteString> => {
    const answers = await run([step]);
    if (!answers) throw new ElementError('element-failed', `The secure element failed at ${what}: try again`);
    return answers[1]!;
  };
  // what fails on the way back was done all the same: the chip is asked
  const attempt = async (...steps: ByteString[]): Promise<ByteString> => {
    await run(steps);
    return (await examineElement(run)).configuration;
  };
  const { state, serial, configuration: found } = await examineElement(run);
  let configuration = found;
  if (!isLocked(configuration, CONFIGURATION_LOCK)) {
    configuration = await attempt(
      writeWord(5, SLOT_CONFIG + configuration.slice(22, 24)),
      writeWord(24, KEY_CONFIG + configuration.slice(98, 100)),
    );
    if (!isConfigured(configuration)) {
      throw new ElementError('element-failed', 'The secure element did not take its configuration: try again');
    }
    configuration = await attempt(LOCK_CONFIGURATION);
  }
  if (!isLocked(configuration, CONFIGURATION_LOCK) || !isConfigured(configuration)) {
    throw state === 'foreign'
      ? new ElementError('element-foreign', 'The secure element is locked with another configuration: fit a blank one')
      : new ElementError('element-failed', 'The configuration of the secure element could not be locked: try again');
  }
  if (!isLocked(configuration, DATA_LOCK)) {
    // the slot is locked last: a key that came into being before a failure is replaced by the next attempt
    await job('making its key', GENERATE_KEY);
    configuration = await attempt(LOCK_DATA);
  }
  if (!isSlotLocked(configuration)) configuration = await attempt(LOCK_SLOT_0);
  if (!isLocked(configuration, DATA_LOCK) || !isSlotLocked(configuration)) {
    throw new ElementError('element-failed', 'The secure element could not be locked: try again');
  }
  const publicKey = await job('giving its public key', PUBLIC_KEY);
  return { serial, publicKey: new Uint8Array(Buffer.from(publicKey, 'latin1')), made: state !== 'ready' };
}
