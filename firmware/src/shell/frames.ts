import {
  type ByteString,
  CHANNEL_UNCERTAINTY_UNKNOWN,
  CHANNEL_VALUE_UNAVAILABLE,
  CLAIM_BOOTCOUNT,
  CLAIM_EAT_NONCE,
  CLAIM_IAT,
  CLAIM_METROLOGICAL,
  CLAIM_UPTIME,
  FRAME_KIND_IDENTITY,
  type LinkContent,
  METROLOGICAL_KEY_DATA,
  METROLOGICAL_KEY_IDENTITY_DIGEST,
  METROLOGICAL_KEY_KIND,
  METROLOGICAL_KEY_LOG_HEAD,
  METROLOGICAL_KEY_LOG_LENGTH,
  METROLOGICAL_KEY_PREVIOUS,
  METROLOGICAL_KEY_SEQUENCE,
  METROLOGICAL_KEY_SOFTWARE_MEASUREMENT,
  packChannel,
  writeBytes,
  writeInteger,
  writeMapHead,
} from '@hengzhun/protocol/device';
import { measureSoftware, sha256 } from '../platform/espruino.js';
import { readPiece } from './provisioning.js';
import type { Shell } from './state.js';
import { anchoredTime, timeQuality, uptime } from './time.js';

/** The six-byte channels of the metrology core, in its order: ascending identifiers. */
export function packChannels(s: Shell): ByteString {
  let packed = '';
  const channels = s.scale.channels;
  for (let i = 0; i < channels.length; i++) {
    const one = channels[i]!;
    packed += packChannel(
      one.identifier,
      one.conditions,
      one.value === CHANNEL_VALUE_UNAVAILABLE ? undefined : one.value,
      one.uncertainty === CHANNEL_UNCERTAINTY_UNKNOWN ? undefined : one.uncertainty,
    );
  }
  return packed;
}

/** What every frame says about its moment and its place in the chain. */
export function linkOf(s: Shell, nonce: ByteString | undefined, quality: number): LinkContent {
  return {
    iat: anchoredTime(s, quality),
    nonce: nonce,
    uptime: uptime(s),
    bootcount: s.journal.boot,
    sequence: s.journal.sequence + 1,
    previous: s.journal.previous,
    logLength: s.log.length,
  };
}

/** SHA-256 over the identity statement (CDDL `identity-statement`), from the parts in flash. */
export function computeIdentityDigest(s: Shell): ByteString {
  const p = s.provisioning;
  return sha256(
    writeMapHead(9) +
      readPiece(p, 0) +
      readPiece(p, 1) +
      readPiece(p, 2) +
      writeInteger(CLAIM_METROLOGICAL) +
      writeMapHead(1) +
      writeInteger(METROLOGICAL_KEY_DATA) +
      readPiece(p, 3),
  );
}

/**
 * Payload of an identity frame. The same bytes as `writeIdentityClaims` of the contract, joined from parts that provisioning
 * holds encoded: an identity as an object of strings would cost 150 variables.
 */
export function identityClaims(s: Shell, nonce: ByteString | undefined): ByteString {
  const p = s.provisioning;
  const iat = anchoredTime(s, timeQuality(s));
  return (
    writeMapHead(11 + (iat === undefined ? 0 : 1) + (nonce ? 1 : 0)) +
    (iat === undefined ? '' : writeInteger(CLAIM_IAT) + writeInteger(iat)) +
    (nonce ? writeInteger(CLAIM_EAT_NONCE) + writeBytes(nonce) : '') +
    readPiece(p, 0) +
    writeInteger(CLAIM_UPTIME) +
    writeInteger(uptime(s)) +
    readPiece(p, 1) +
    writeInteger(CLAIM_BOOTCOUNT) +
    writeInteger(s.journal.boot) +
    readPiece(p, 2) +
    writeInteger(CLAIM_METROLOGICAL) +
    writeMapHead(8) +
    writeInteger(METROLOGICAL_KEY_KIND) +
    writeInteger(FRAME_KIND_IDENTITY) +
    writeInteger(METROLOGICAL_KEY_SEQUENCE) +
    writeInteger(s.journal.sequence + 1) +
    writeInteger(METROLOGICAL_KEY_PREVIOUS) +
    writeBytes(s.journal.previous) +
    writeInteger(METROLOGICAL_KEY_LOG_LENGTH) +
    writeInteger(s.log.length) +
    writeInteger(METROLOGICAL_KEY_LOG_HEAD) +
    writeBytes(s.log.head) +
    writeInteger(METROLOGICAL_KEY_IDENTITY_DIGEST) +
    writeBytes(s.identityDigest) +
    writeInteger(METROLOGICAL_KEY_DATA) +
    readPiece(p, 3) +
    writeInteger(METROLOGICAL_KEY_SOFTWARE_MEASUREMENT) +
    writeBytes(measureSoftware())
  );
}
