import { createECDH } from 'node:crypto';
import { type ChipState, isConfigLocked, isDataLocked, isSlotLocked, keyConfig, slotConfig } from './chip-state.js';
import type { Answer } from './commands.js';
import { signDigest, verifyDigest } from './digest-signature.js';
import { STATUS_DONE, STATUS_ECC_FAULT, STATUS_EXECUTION, STATUS_MISCOMPARE, STATUS_PARSE } from './status.js';

/** GenKey: a new private key (mode 0x04) or the public key of the one that is there (mode 0); gives x and y. */
export function generateKey(chip: ChipState, mode: number, slot: number, data: Uint8Array): Answer {
  if ((mode !== 0 && mode !== 4) || slot > 15 || data.length > 0) return STATUS_PARSE;
  const { isPrivate, isP256, publicInfo } = keyConfig(chip, slot);
  if (!isConfigLocked(chip) || !isPrivate || !isP256) return STATUS_EXECUTION;
  const ecdh = createECDH('prime256v1');
  if (mode === 4) {
    if (isSlotLocked(chip, slot) || (isDataLocked(chip) && !slotConfig(chip, slot).generate)) return STATUS_EXECUTION;
    const publicKey = ecdh.generateKeys();
    chip.privateKeys[slot] = padded(ecdh.getPrivateKey());
    return new Uint8Array(publicKey.subarray(1));
  }
  const key = chip.privateKeys[slot];
  if (!key) return STATUS_ECC_FAULT;
  if (!publicInfo) return STATUS_EXECUTION;
  ecdh.setPrivateKey(key);
  return new Uint8Array(ecdh.getPublicKey().subarray(1));
}

function padded(key: Buffer): Uint8Array {
  const full = new Uint8Array(32);
  full.set(key, 32 - key.length);
  return full;
}

/** Takes what a buffer holds; it cannot be used again. */
function takeDigest(chip: ChipState, mode: number) {
  const buffer = mode & 0x20 ? chip.messageDigest : chip.tempKey;
  if (mode & 0x20) chip.messageDigest = undefined;
  else chip.tempKey = undefined;
  return buffer;
}

/** Sign: external (bit 7), the digest in TempKey or in the message digest buffer (bit 5). s is as it comes, in either half. */
export function sign(chip: ChipState, mode: number, slot: number, data: Uint8Array): Answer {
  if (mode & ~0xa0 || !(mode & 0x80) || slot > 15 || data.length > 0) return STATUS_PARSE;
  const { isPrivate, isP256, requiresRandom } = keyConfig(chip, slot);
  if (!isConfigLocked(chip) || !isPrivate || !isP256 || !slotConfig(chip, slot).externalSignatures)
    return STATUS_EXECUTION;
  const buffer = takeDigest(chip, mode);
  if (!buffer || (requiresRandom && buffer.source !== 'random')) return STATUS_EXECUTION;
  const key = chip.privateKeys[slot];
  return key ? signDigest(key, buffer.data.subarray(0, 32)) : STATUS_ECC_FAULT;
}

/** Verify: external mode (2) with signature and public key on P-256 (second parameter 4). */
export function verify(chip: ChipState, mode: number, curve: number, data: Uint8Array): Answer {
  if ((mode & ~0x20) !== 2 || curve !== 4 || data.length !== 128) return STATUS_PARSE;
  if (!isConfigLocked(chip)) return STATUS_EXECUTION;
  const buffer = takeDigest(chip, mode);
  if (!buffer) return STATUS_EXECUTION;
  const valid = verifyDigest(data.subarray(64), buffer.data.subarray(0, 32), data.subarray(0, 64));
  return valid === undefined ? STATUS_ECC_FAULT : valid ? STATUS_DONE : STATUS_MISCOMPARE;
}
