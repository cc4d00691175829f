import type { ByteString } from '@hengzhun/protocol/device';
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
 * A secure element takes up to 0.2 s, in which the instrument goes on sampling, so results come through callbacks; the
 * software signer calls back before its call returns. Nothing of the shell may depend on which of the two happens.
 */
export interface Signer {
  /** x and y of the public key, 64 bytes; empty until the key is born, or the element has answered. */
  publicKey: ByteString;
  /** 9 bytes of the secure element; empty without one. */
  serial: ByteString;
  /** CONDITION_*: whether the enrolled secure element is there. It lasts for a second at least. */
  condition: number;
  /** One-time values or answers of the element that failed their check and were thrown away: 0 on sound hardware. */
  faults: number;
  /** Signatures that were asked for and never came. */
  dropped: number;
}

/** The enrolled element works; software signers are always sound. The others are the numbers of CDDL event-element. */
export const CONDITION_SOUND = 0;
export const CONDITION_MISSING = 1;
export const CONDITION_EXCHANGED = 2;
export const CONDITION_FAULT = 3;

export interface SignerOptions {
  /**
   * What `keep` was given when the key was born. Of a software signer: private key, x and y, 32 bytes each, most significant
   * first; x and y may be missing where nobody asks for the public key. Empty: the instrument has none yet, and `step` makes it.
   */
  key: ByteString;
  /** Persists a key that was born in this instrument, in the form of `key`. Throws when it could not: it is no key then. */
  keep: (key: ByteString) => void;
  /** 32 bytes from the host that provisioned the instrument, which the birth of a key mixes in. */
  entropy: ByteString;
  /** 32 fresh bytes of the hardware's random source. */
  random: () => ByteString;
  /** Persists that this block of the random generator is used up, before its first number is drawn. Throws when it could not. */
  reserve: (block: number) => void;
  /** The first block that was never reserved. */
  firstBlock: number;
  /** One-time values kept ready. */
  poolSize: number;
}

/** Makes the instrument's signer. @throws `{ code: 'signer-key', message }` when the private key is not in [1, n - 1] */
export function openSigner(options: SignerOptions): Signer {
  return createSigner({
    privateKey: options.key.substr(0, 32),
    publicKey: options.key.substr(32),
    entropy: options.entropy,
    keep: options.keep,
    random: options.random,
    reserve: options.reserve,
    firstBlock: options.firstBlock,
    poolSize: options.poolSize,
  });
}

/** Signatures that can be asked for now. While one is under way it counts as made. */
export function available(signer: Signer): number {
  return availableInSoftware(signer as SoftwareSigner);
}

/** Background work: at most 300 loops. Returns whether the next slice is wanted at once; call it every second anyway. */
export function step(signer: Signer): boolean {
  return stepInSoftware(signer as SoftwareSigner);
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
  const signature = sign(signer as SoftwareSigner, digest);
  if (!signature) signer.dropped++;
  done(signature);
}

/** Whether signatures of others can be checked: where a secure element does it. */
export function canVerify(_signer: Signer): boolean {
  return false;
}

/**
 * Checks another's signature (r and s, 64 bytes) over a digest, with x and y of its key: `done` gets whether it is valid.
 * Only where `canVerify`; one at a time.
 */
export function requestVerification(
  _signer: Signer,
  _digest: ByteString,
  _signature: ByteString,
  _publicKey: ByteString,
  done: (valid: boolean) => void,
): void {
  done(false);
}
