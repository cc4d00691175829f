import { hmacSha256 } from './hmac.js';
import { createSigner } from './signer.js';

/**
 * Entry of a script for rigs: the signer alone, within reach of the console, so that tests and benchmarks can run and
 * measure it on the interpreter apart from the rest of the firmware. No instrument's bundle contains it.
 */
declare const global: {
  rigSigner: typeof createSigner;
  rigHmac: typeof hmacSha256;
  privateKey: unknown;
  random: unknown;
  reserve: unknown;
  firstBlock: unknown;
  poolSize: unknown;
  step: unknown;
  sign: unknown;
  available: unknown;
  faults: unknown;
};

global.rigSigner = createSigner;
global.rigHmac = hmacSha256;
