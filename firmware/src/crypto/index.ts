export { CONDITION_EXCHANGED, CONDITION_FAULT, CONDITION_MISSING, CONDITION_SOUND } from './condition.js';
export { createDrbg, type Drbg, emptyDrbg, generateDrbg, updateDrbg } from './drbg.js';
export { hmacSha256 } from './hmac.js';
export {
  available,
  canVerify,
  counterAhead,
  openSigner,
  requestSignature,
  requestVerification,
  type Signer,
  type SignerOptions,
  setMark,
  step,
} from './signer.js';
