import { Mac0, Sign1 } from '@auth0/cose';
import { describe, expect, it } from 'vitest';
import { decodeFrame, importPublicKey } from '../src/index.js';
import { createInstrument, nextFrame, withBadSignature } from './support/instrument.js';
import { golden, unhex } from './support/vectors.js';

describe('a library that we did not write (@auth0/cose) reads what we sign', () => {
  const { key, frames } = golden('frames');
  const publicKey = importPublicKey(key.public);

  it.each<{ name: string; bytes: string }>(frames)('frame: $name', async ({ bytes }) => {
    const message = Sign1.decode(unhex(bytes));
    await message.verify(publicKey);
    const frame = decodeFrame(unhex(bytes));
    expect(Buffer.from(message.payload).equals(frame.payload)).toBe(true);
    expect(Buffer.from(message.kid!).equals(frame.kid)).toBe(true);
  });

  it('frames of the platform signer, and not those with a bad signature', async () => {
    const instrument = createInstrument();
    const frame = nextFrame(instrument);
    await Sign1.decode(frame.bytes).verify(instrument.publicKey);
    await expect(Sign1.decode(withBadSignature(frame).bytes).verify(instrument.publicKey)).rejects.toThrow();
  });

  it('certificate', async () => {
    const { maker, bytes } = golden('certificate');
    await Sign1.decode(unhex(bytes)).verify(importPublicKey(maker));
  });

  it('commands', async () => {
    const { key: commandKey, commands } = golden('commands');
    for (const { bytes } of commands) await Mac0.decode(unhex(bytes)).verify(unhex(commandKey));
  });
});
