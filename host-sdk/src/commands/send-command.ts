import type { KeyObject } from 'node:crypto';
import {
  COMMAND_RESULT_DONE,
  type CommandContent,
  encodeCommand,
  encodeSignedCommand,
  FRAME_KIND_RECEIPT,
  type ReceiptFrame,
  sha256,
} from '@hengzhun/protocol';
import { equalBytes } from '../bytes.js';
import { ask, counts, type RequestOptions } from '../frames/ask.js';
import type { InstrumentStream } from '../frames/instrument-stream.js';
import { refusalReasonText } from '../frames/request-texts.js';
import { requestCommandNonce } from '../frames/requests.js';
import type { ReceivedPacket } from '../ingest/outcome.js';

/**
 * By what a command is authenticated: the instrument's command key of a role, 32 bytes (COSE_Mac0), or a commander's private key
 * (COSE_Sign1), where a secure element can check it.
 */
export type CommandKey = Uint8Array | KeyObject;

/** What the instrument did with a command, with its signed receipt. */
export interface CommandAnswer {
  readonly done: boolean;
  /** COMMAND_RESULT_DONE or REFUSAL_*. */
  readonly result: number;
  /** In words. */
  readonly text: string;
  /** What the command found out, see its kind; empty: nothing. */
  readonly values: readonly number[];
  readonly frame: ReceiptFrame;
  readonly packet: ReceivedPacket;
  readonly verified: boolean;
}

/** The arguments of a command; a function makes them where they depend on its nonce. */
type Arguments = CommandContent['arguments'] | ((nonce: Uint8Array) => CommandContent['arguments']);

/**
 * Sends an authenticated command: asks for a nonce, sends the COSE_Mac0 or COSE_Sign1 and waits for the signed receipt that names its
 * digest. What a role may do the instrument decides; its refusal is in the answer.
 *
 * @param kind COMMAND_*
 * @throws {SdkError} like `requestStatus`
 */
export async function sendCommand(
  stream: InstrumentStream,
  kind: number,
  items: Arguments,
  key: CommandKey,
  options: RequestOptions = {},
): Promise<CommandAnswer> {
  const nonce = await requestCommandNonce(stream, options);
  const command = { kind, nonce, arguments: typeof items === 'function' ? items(nonce) : items };
  const message = key instanceof Uint8Array ? encodeCommand(command, key) : encodeSignedCommand(command, key);
  const digest = sha256(message).subarray(0, 16);
  return ask<CommandAnswer>(stream, message, 0, undefined, options, {
    frame: (frame, packet, _fresh, resolve) => {
      if (frame.kind !== FRAME_KIND_RECEIPT || !equalBytes(frame.claims.commandDigest, digest)) return false;
      if (!counts(frame, options.publicKey)) return false;
      const { commandResult: result, values } = frame.claims;
      const done = result === COMMAND_RESULT_DONE;
      const text = done ? 'done' : refusalReasonText(result);
      resolve({ done, result, text, values, frame, packet, verified: options.publicKey !== undefined });
      return true;
    },
  });
}
