import { MAXIMUM_COMMAND_PIECE } from '../device/radio.js';

/**
 * Cuts bytes of the host's SLIP stream into the pieces that are written to an instrument's commands, in order.
 *
 * @param mtu negotiated ATT MTU, at least 23; a write takes 3 bytes of it
 */
export function commandPieces(stream: Uint8Array, mtu: number): Uint8Array[] {
  const most = Math.max(1, Math.min(mtu - 3, MAXIMUM_COMMAND_PIECE));
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < stream.length; at += most) pieces.push(stream.subarray(at, at + most));
  return pieces;
}
