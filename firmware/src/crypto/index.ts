export { createDrbg, type Drbg, emptyDrbg, generateDrbg, updateDrbg } from './drbg.js';
export { hmacSha256 } from './hmac.js';
export {
  available,
  CONDITION_EXCHANGED,
  CONDITION_FAULT,
  CONDITION_MISSING,
  CONDITION_SOUND,
  canVerify,
  openSigner,
  requestSignature,
  requestVerification,
  type Signer,
  type SignerOptions,
  step,
} from './signer.js';
