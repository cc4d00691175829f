import { type DriverRecord, type ElementState, examineElement, provisionElement } from '@hengzhun/firmware';
import { importPublicKey, keyIdentifier, type PublicJwk } from '@hengzhun/protocol';
import { ToolError } from '../../errors.js';
import { exitCode } from '../../exit-codes.js';
import type { InterpreterConsole } from '../../flash/interpreter-console.js';
import { elementRunner } from './element-runner.js';

/** A secure element that is ready to be an instrument's. */
export interface MadeElement {
  /** Hexadecimal. */
  readonly serial: string;
  readonly kid: string;
  readonly publicKey: PublicJwk;
  /** It was configured and locked now; false: it was ready before. */
  readonly made: boolean;
}

/** What is done with an element that is not ready: `make` it, which cannot be undone, or refuse it. */
export type ElementChoice = 'make' | 'ready';

/**
 * Makes the element on a board ready for an instrument: slot 0 configured, its key made inside it, all locked. An interrupted one is
 * ended; one that is ready is left as it is.
 *
 * @throws ElementError `element-*`; {ToolError} `tool-element-blank`, and those of the console
 */
export async function makeElement(
  console: InterpreterConsole,
  wiring: DriverRecord,
  ioBuffer: number,
  choice: ElementChoice,
): Promise<MadeElement> {
  const run = await elementRunner(console, wiring, ioBuffer);
  if (choice === 'ready') {
    const { state } = await examineElement(run);
    if (state === 'blank' || state === 'begun') throw new ToolError('tool-element-blank', {}, exitCode.refused);
  }
  const { serial, publicKey, made } = await provisionElement(run);
  return { serial: hex(serial), ...described(publicKey), made };
}

/** What the element on a board is; nothing is changed. @throws as `makeElement` */
export async function lookAtElement(
  console: InterpreterConsole,
  wiring: DriverRecord,
  ioBuffer: number,
): Promise<{ readonly serial: string; readonly state: ElementState; readonly kid?: string }> {
  const run = await elementRunner(console, wiring, ioBuffer);
  const { serial, state } = await examineElement(run);
  // one that is ready only gives its public key
  return {
    serial: hex(serial),
    state,
    ...(state === 'ready' ? described((await provisionElement(run)).publicKey) : {}),
  };
}

function described(publicKey: Uint8Array): { kid: string; publicKey: PublicJwk } {
  const [x, y] = [publicKey.subarray(0, 32), publicKey.subarray(32)].map((half) =>
    Buffer.from(half).toString('base64url'),
  ) as [string, string];
  const jwk = { kty: 'EC', crv: 'P-256', x, y } as PublicJwk;
  return { kid: hex(keyIdentifier(importPublicKey(jwk))), publicKey: jwk };
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
