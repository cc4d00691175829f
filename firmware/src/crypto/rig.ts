import { hmacSha256 } from './hmac.js';
import { available, createSigner, type SoftwareSigner, sign, step } from './software-signer.js';

/**
 * Entry of a script for rigs: the signer alone, within reach of the console, so that tests and benchmarks can run and
 * measure it on the interpreter apart from the rest of the firmware. No instrument's bundle contains it.
 */
declare const global: {
  rigCreate: (
    privateKey: string,
    random: () => string,
    reserve: (block: number) => void,
    poolSize: number,
    keep?: (key: string) => void,
  ) => SoftwareSigner;
  rigStep: typeof step;
  rigAvailable: typeof available;
  rigSign: typeof sign;
  rigFaults: (signer: SoftwareSigner) => number;
  rigHmac: typeof hmacSha256;
};

// an empty private key: one is made, and `keep` gets it
global.rigCreate = (privateKey, random, reserve, poolSize, keep) =>
  createSigner({
    privateKey: privateKey,
    entropy: random(),
    keep: keep,
    random: random,
    reserve: reserve,
    firstBlock: 1,
    poolSize: poolSize,
  });
global.rigStep = step;
global.rigAvailable = available;
global.rigSign = sign;
global.rigFaults = (signer) => signer.faults;
global.rigHmac = hmacSha256;
