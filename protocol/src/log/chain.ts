import { equalBytes } from '../bytes.js';
import { ProtocolError } from '../errors.js';
import { sha256 } from '../sha256.js';

/** How far an event log is known. */
export interface LogState {
  /** Number of entries. */
  length: number;
  /** Hash over all of them: 32 bytes; 16 where a status frame said it. */
  head: Uint8Array;
}

/** The log before its first entry. */
export const EMPTY_LOG: Readonly<LogState> = { length: 0, head: new Uint8Array(32) };

/** Head of the log after one more entry: SHA-256(head || entry). */
export function eventLogHead(head: Uint8Array, entry: Uint8Array): Uint8Array {
  return sha256(Buffer.concat([head, entry]));
}

/** The log after further entries. @param state with a head of 32 bytes */
export function extendLog(state: LogState, entries: readonly Uint8Array[]): LogState {
  let { head } = state;
  for (const entry of entries) head = eventLogHead(head, entry);
  return { length: state.length + entries.length, head };
}

/**
 * Checks that `entries` are exactly what lies between a log state that is already proved and one that a proved frame
 * signs: none missing, none changed, none added.
 *
 * @param known proved before, with a head of 32 bytes; `EMPTY_LOG` for a log read from its beginning
 * @param entries entry number `known.length` and those behind it, as received
 * @param signed log length and head of a frame that was verified; 16 bytes of head are compared as the prefix they are
 * @returns the new proved state, with all 32 bytes
 * @throws ProtocolError `log-length` where the entries do not end at the signed length, `log-head` where they hash to
 * something else
 */
export function verifyLog(known: LogState, entries: readonly Uint8Array[], signed: LogState): LogState {
  const state = extendLog(known, entries);
  if (state.length !== signed.length) throw new ProtocolError('log-length');
  if (!equalBytes(state.head.subarray(0, signed.head.length), signed.head)) throw new ProtocolError('log-head');
  return state;
}
