import type { Beacon } from '@hengzhun/protocol';
import { toHex } from '../bytes.js';
import type { KnownNearby, NearbyInstrument, SuspicionCode } from './nearby.js';

/** Whether the low bits of a counter that only grows went back: less than half a turn behind. */
function isBehind(now: number, before: number, modulus: number): boolean {
  const ahead = (((now - before) % modulus) + modulus) % modulus;
  return ahead >= modulus / 2;
}

const sequences = 2 ** 32;
const counts = 2 ** 16;

/** What two beacons of one address, one after the other, say against it. */
export function comparedWithBefore(before: Beacon, now: Beacon): SuspicionCode[] {
  if (hex(before.kid) !== hex(now.kid)) return before.kid === undefined ? [] : ['key-changed'];
  const backwards =
    isBehind(now.sequence, before.sequence, sequences) ||
    isBehind(now.bootcount, before.bootcount, counts) ||
    isBehind(now.logLength, before.logLength, counts);
  const forked = now.sequence === before.sequence && hex(now.previous) !== hex(before.previous);
  return [...(backwards ? ['counter-backwards' as const] : []), ...(forked ? ['sequence-forked' as const] : [])];
}

/** What a beacon and the register say against each other. */
export function comparedWithStore(beacon: Beacon, known: KnownNearby | undefined): SuspicionCode[] {
  if (beacon.kid === undefined) return ['key-none'];
  if (known === undefined) return [];
  const { keyStatus, highest, head } = known;
  const codes: SuspicionCode[] = [];
  if (keyStatus === 'revoked') codes.push('key-revoked');
  if (keyStatus === 'retired') codes.push('key-retired');
  if (highest === 0) return codes;
  const stored = highest % sequences;
  if (isBehind(beacon.sequence, stored, sequences)) codes.push('behind-store');
  else if (beacon.sequence === stored && hex(beacon.previous) !== head.slice(0, 4)) codes.push('fork-of-store');
  return codes;
}

/**
 * Whether two addresses were heard at the same time: each once more after the other had appeared. (An instrument that changes its address
 * falls silent at the old one.)
 */
export function haveOverlapped(a: NearbyInstrument, b: NearbyInstrument): boolean {
  return a.lastSeen > b.firstSeen && b.lastSeen > a.firstSeen && a.reports > 1 && b.reports > 1;
}

const hex = (bytes: Uint8Array | undefined) => (bytes === undefined ? '' : toHex(bytes));
