import type { ByteString } from '@hengzhun/protocol/device';
import { HAS_ELEMENT, HAS_SOFTWARE_SIGNER } from '../build-flags.js';
import type { DriverRecord } from '../drivers/records.js';
import {
  createElementSigner,
  type ElementSigner,
  elementAvailable,
  signWithElement,
  stepElement,
  verifyWithElement,
} from '../element/element-signer.js';
import {
  available as availableInSoftware,
  createSigner,
  type SoftwareSigner,
  sign,
  step as stepInSoftware,
} from './software-signer.js';

/**
 * What the shell knows of whatever signs for the instrument: ES256 over a digest of 32 bytes, low-S (FIPS 186-5 §6.4).
 *
 * A secure element takes some 0.2 s, in which the instrument goes on sampling, so results come through callbacks; the
 * software signer calls back before its call returns. Nothing of the shell may depend on which of the two happens.
 */
export interface Signer {
  /** x and y of the public key, 64 bytes; empty until the key is born, or the element has answered to the newborn instrument. */
  publicKey: ByteString;
  /** 9 bytes of the secure element; empty without one. */
  serial: ByteString;
  /** CONDITION_*: whether the enrolled secure element is there. It lasts for a second at least. */
  condition: number;
  /** One-time values or jobs of the element that failed their check and were thrown away: 0 on sound hardware. */
  faults: number;
  /** Signatures that were asked for and never came. */
  dropped: number;
}

export interface SignerOptions {
  /**
   * What `keep` was given when the key was born, or empty: then `step` brings it about. Of a software signer: private key, x and
   * y, 32 bytes each, most significant first; x and y may be missing where nobody asks for the public key. Of an element: its
   * serial number, x, y, and what ties its counter to the mark.
   */
  key: ByteString;
  /** Persists `key` of a newborn instrument. Throws when it could not: it is no key then, and comes again. */
  keep: (key: ByteString) => void;
  /** 32 bytes from the host that provisioned the instrument, which the birth of a software key mixes in. */
  entropy: ByteString;
  /** 32 fresh bytes of the hardware's random source. */
  random: () => ByteString;
  /** Persists that this block of the random generator is used up, before its first number is drawn. Throws when it could not. */
  reserve: (block: number) => void;
  /** The first block that was never reserved. */
  firstBlock: number;
  /** One-time values kept ready. */
  poolSize: number;
  /** The secure element that signs. With one, nothing else ever does; without one, software does where the bundle has it. */
  element?: DriverRecord | undefined;
  /** See `setMark`: its value as flash held it when this boot began, before anything changed it. Only with an element. */
  mark?: number;
}

/** Which of the two it is: what the bundle does not hold is not asked for. */
function isElement(signer: Signer): signer is ElementSigner {
  return HAS_ELEMENT && (!HAS_SOFTWARE_SIGNER || !!(signer as ElementSigner).bus);
}

/**
 * Makes the instrument's signer.
 *
 * @throws `{ code: 'signer-key', message }` when a private key is not in [1, n - 1]; `{ code: 'signer-missing', message }` when the
 *   bundle holds no signer of the kind that the provisioning wants. Such an instrument must not run.
 */
export function openSigner(options: SignerOptions): Signer {
  const element = options.element;
  if (HAS_ELEMENT && element) return createElementSigner(options, element);
  if (!HAS_SOFTWARE_SIGNER || element) {
    throw {
      code: 'signer-missing',
      message: 'this bundle has no signer of the provisioned kind: build it with the other one, or provision anew',
    };
  }
  // what is kept of an element is public and must not pass for a key: this instrument is newborn then
  const key = options.key.length % 32 ? '' : options.key;
  return createSigner({
    privateKey: key.substr(0, 32),
    publicKey: key.substr(32),
    entropy: options.entropy,
    keep: options.keep,
    random: options.random,
    reserve: options.reserve,
    firstBlock: options.firstBlock,
    poolSize: options.poolSize,
  });
}

/** Signatures that can be asked for one after the other from now. */
export function available(signer: Signer): number {
  return isElement(signer) ? elementAvailable(signer) : availableInSoftware(signer as SoftwareSigner);
}

/** Background work: at most 300 loops. Returns whether the next slice is wanted at once; call it every second anyway. */
export function step(signer: Signer): boolean {
  if (!isElement(signer)) return stepInSoftware(signer as SoftwareSigner);
  stepElement(signer);
  return false;
}

/**
 * Signs a digest of 32 bytes: `done` gets r and s, 32 bytes each, s in the lower half, or undefined when there will be no
 * signature. One at a time: ask again after `done`. What `done` throws reaches the caller of this function or the platform.
 */
export function requestSignature(
  signer: Signer,
  digest: ByteString,
  done: (signature: ByteString | undefined) => void,
): void {
  if (isElement(signer)) {
    signWithElement(signer, digest, done);
    return;
  }
  const signature = sign(signer as SoftwareSigner, digest);
  if (!signature) signer.dropped++;
  done(signature);
}

/** Whether signatures of others can be checked: where a secure element does it. */
export function canVerify(signer: Signer): boolean {
  return isElement(signer);
}

/**
 * Checks another's signature (r and s, 64 bytes) over a digest, with x and y of its key: `done` gets whether it is valid. It is
 * not where nothing can check it.
 */
export function requestVerification(
  signer: Signer,
  digest: ByteString,
  signature: ByteString,
  publicKey: ByteString,
  done: (valid: boolean) => void,
): void {
  if (isElement(signer)) verifyWithElement(signer, digest, signature, publicKey, done);
  else done(false);
}

/**
 * Tells the signer a number that only grows and **is in flash already**: boots + calibrations + frames / 64, rounded down. A
 * secure element's monotonic counter follows it, at most one increment a second, so that an older state put back into flash
 * shows (`counterAhead`). The counter ends at 2 097 151, which these never reach together in an instrument's life.
 */
export function setMark(signer: Signer, mark: number): void {
  if (isElement(signer)) signer.mark = mark;
}

/** By how much the element's counter was ahead of flash when this boot began: above 0, flash holds an older state. */
export function counterAhead(signer: Signer): number {
  return isElement(signer) ? signer.ahead : 0;
}
