import type { KeyObject } from 'node:crypto';
import {
  byteString,
  decodeFrame,
  type Frame,
  frameDigest,
  importPublicKey,
  packChannel,
  type StatusContent,
  signFrame,
  writeStatusClaims,
} from '../../src/index.js';
import { newKeyPair } from './new-key-pair.js';

/** An instrument on the host: a key and the end of a chain. */
export interface TestInstrument {
  privateKey: KeyObject;
  publicKey: KeyObject;
  sequence: number;
  previous: string;
}

export function createInstrument(): TestInstrument {
  const { privateKey } = newKeyPair();
  return { privateKey, publicKey: importPublicKey(privateKey), sequence: 0, previous: '\0'.repeat(16) };
}

/** The next status frame of the chain. */
export function nextFrame(instrument: TestInstrument, changes: Partial<StatusContent> = {}): Frame {
  const sequence = instrument.sequence + 1;
  const payload = writeStatusClaims({
    uptime: 60 * sequence,
    bootcount: 1,
    sequence,
    previous: instrument.previous,
    selfState: 0,
    flags: 0,
    channels: packChannel(1, 0, sequence % 100, 5),
    logLength: 1,
    logHead: 'h'.repeat(16),
    calibrationCounter: 0,
    sealState: 1,
    timeQuality: 0,
    identityDigest: 'identity',
    ...changes,
  });
  const frame = decodeFrame(signFrame(payload, instrument.privateKey));
  instrument.sequence = frame.claims.sequence;
  instrument.previous = byteString(frameDigest(frame).subarray(0, 16));
  return frame;
}

/** `count` linked frames. */
export function frameChain(instrument: TestInstrument, count: number): Frame[] {
  return Array.from({ length: count }, () => nextFrame(instrument));
}

/** The same frame with a signature that does not fit, but has the right form. */
export function withBadSignature(frame: Frame): Frame {
  const bytes = Uint8Array.from(frame.bytes);
  const last = bytes.length - 1;
  bytes[last] = bytes[last]! ^ 1;
  return decodeFrame(bytes);
}
