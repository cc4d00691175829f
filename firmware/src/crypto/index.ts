export { createDrbg, type Drbg, emptyDrbg, generateDrbg, updateDrbg } from './drbg.js';
export { hmacSha256 } from './hmac.js';
export { available, createSigner, type OneTimeValue, type Signer, type SignerOptions, sign, step } from './signer.js';
