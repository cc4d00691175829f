import {
  type ByteString,
  CLAIM_BOOTCOUNT,
  CLAIM_EAT_NONCE,
  CLAIM_IAT,
  CLAIM_METROLOGICAL,
  CLAIM_UPTIME,
  type IdentityState,
  type LinkContent,
  METROLOGICAL_KEY_DATA,
  writeBytes,
  writeChannel,
  writeIdentityState,
  writeInteger,
  writeMapHead,
} from '@hengzhun/protocol/device';
import { measureSoftware, sha256 } from '../platform/espruino.js';
import { readUint } from './bytes.js';
import { commandKeyOf } from './command-keys.js';
import { PIECE_DATA, PIECE_MODEL, PIECE_PROFILE, PIECE_SOFTWARE, readPiece } from './provisioning.js';
import type { Shell } from './state.js';
import { anchoredTime, timeQuality, uptime } from './time.js';

/** The six-byte channels of the metrology core, in its order: ascending identifiers. */
export function packChannels(s: Shell): ByteString {
  let packed = '';
  const channels = s.core.state.channels;
  for (let i = 0; i < channels.length; i++) {
    const one = channels[i]!;
    packed += writeChannel(one.identifier, one.conditions, one.value, one.uncertainty);
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
      readPiece(p, PIECE_MODEL) +
      readPiece(p, PIECE_PROFILE) +
      readPiece(p, PIECE_SOFTWARE) +
      writeInteger(CLAIM_METROLOGICAL) +
      writeMapHead(1) +
      writeInteger(METROLOGICAL_KEY_DATA) +
      readPiece(p, PIECE_DATA),
  );
}

/**
 * Payload of an identity frame. The same bytes as `writeIdentityClaims` of the contract, joined from parts that provisioning
 * holds encoded: an identity as an object of strings would cost 150 variables.
 */
export function identityClaims(s: Shell, nonce: ByteString | undefined): ByteString {
  const p = s.provisioning;
  const content = linkOf(s, nonce, timeQuality(s)) as IdentityState;
  const iat = content.iat;
  content.logHead = s.log.head;
  content.identityDigest = s.identityDigest;
  content.softwareMeasurement = measureSoftware();
  content.lifeStage = s.journal.lifeStage;
  content.softwareCounter = s.journal.softwareCounter;
  content.keyEpochs = [];
  for (let role = 1; role < 4; role++) {
    const key = commandKeyOf(s, role);
    content.keyEpochs.push(key ? readUint(key, 1, 2) : 0);
  }
  content.element = s.signer.serial;
  return (
    writeMapHead(11 + (iat === undefined ? 0 : 1) + (nonce ? 1 : 0)) +
    (iat === undefined ? '' : writeInteger(CLAIM_IAT) + writeInteger(iat)) +
    (nonce ? writeInteger(CLAIM_EAT_NONCE) + writeBytes(nonce) : '') +
    readPiece(p, PIECE_MODEL) +
    writeInteger(CLAIM_UPTIME) +
    writeInteger(content.uptime) +
    readPiece(p, PIECE_PROFILE) +
    writeInteger(CLAIM_BOOTCOUNT) +
    writeInteger(content.bootcount) +
    readPiece(p, PIECE_SOFTWARE) +
    writeInteger(CLAIM_METROLOGICAL) +
    writeIdentityState(content, readPiece(p, PIECE_DATA))
  );
}
