import type { ByteString } from '@hengzhun/protocol/device';
import { ElementError } from './element-error.js';

/** Does one job (steps.ts) with the chip; undefined when it failed. */
export type ElementRunner = (steps: readonly ByteString[]) => Promise<readonly ByteString[] | undefined>;

/**
 * What an element is to an instrument: as its maker delivers it; under way, so that making it again ends it; ready; or locked
 * with a configuration that is not ours.
 */
export type ElementState = 'blank' | 'begun' | 'ready' | 'foreign';

export interface ExaminedElement {
  readonly state: ElementState;
  /** 9 bytes. */
  readonly serial: Uint8Array;
  /** Configuration zone, 128 bytes. */
  readonly configuration: ByteString;
}

const read = (block: number): ByteString => `\x02\x20\x02\x80${String.fromCharCode(block * 8, 0)}`;
const READ_CONFIGURATION = [read(0), read(1), read(2), read(3)];

/** Slot 0: secret, signs digests from outside and nothing else; GenKey may write it until the slot is locked. */
export const SLOT_CONFIG = '\x81\x20';
/** Private key on P-256, its public key can be asked for, the slot can be locked. */
export const KEY_CONFIG = '\x33\0';

/**
 * Asks a chip what it is. Changes nothing.
 *
 * @throws ElementError `element-absent`, `element-kind`
 */
export async function examineElement(run: ElementRunner): Promise<ExaminedElement> {
  const answers = await run(READ_CONFIGURATION);
  if (!answers) {
    throw new ElementError(
      'element-absent',
      'No secure element answers: look at its wiring and supply, then try again',
    );
  }
  const configuration = answers.slice(1).join('');
  if (configuration.slice(4, 7) !== '\0\0\x60') {
    throw new ElementError('element-kind', 'What answers as secure element is not an ATECC608: fit one');
  }
  const serial = configuration.slice(0, 4) + configuration.slice(8, 13);
  return { state: stateOf(configuration), serial: new Uint8Array(Buffer.from(serial, 'latin1')), configuration };
}

function stateOf(configuration: ByteString): ElementState {
  const configured = isConfigured(configuration);
  if (!isLocked(configuration, CONFIGURATION_LOCK)) return configured ? 'begun' : 'blank';
  if (!configured) return 'foreign';
  return isLocked(configuration, DATA_LOCK) && isSlotLocked(configuration) ? 'ready' : 'begun';
}

/** Bytes of the configuration zone that are 0 when data, or the configuration itself, are locked. */
export const DATA_LOCK = 86;
export const CONFIGURATION_LOCK = 87;

export const isLocked = (configuration: ByteString, at: number): boolean => configuration.charCodeAt(at) === 0;
/** Slot 0, which holds the key. */
export const isSlotLocked = (configuration: ByteString): boolean => (configuration.charCodeAt(88) & 1) === 0;
export const isConfigured = (configuration: ByteString): boolean =>
  configuration.slice(20, 22) === SLOT_CONFIG && configuration.slice(96, 98) === KEY_CONFIG;
