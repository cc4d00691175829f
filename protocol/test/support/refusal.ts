import { expect } from 'vitest';
import { ProtocolError } from '../../src/index.js';

/** Runs an action that must throw a `ProtocolError`, and returns its code. */
export function refusal(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    expect(error).toBeInstanceOf(ProtocolError);
    const { code, message } = error as ProtocolError;
    expect(message).not.toBe('');
    return code;
  }
  return 'accepted';
}
