import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import {
  byteString,
  decodeFrame,
  frameDigest,
  packChannel,
  SEAL_STATE_SEALED,
  SELF_STATE_NORMAL,
  signFrame,
  TIME_QUALITY_UNKNOWN,
  writeStatusClaims,
} from '@hengzhun/protocol';

/** An unbroken chain of status frames as an instrument sends them: six channels, thermometer, no nonce. */
export interface Chain {
  readonly frames: readonly Uint8Array[];
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

/** Signs `count` frames, `interval` seconds apart, with a new key. */
export function makeChain(count: number, interval = 600): Chain {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const frames: Uint8Array[] = [];
  let previous = '\0'.repeat(16);
  for (let i = 0; i < count; i++) {
    const channels = [1, 2, 3, 4, 5, 6].map((id) => packChannel(id, 0, ((i * 37 * id) % 400) - 200, 12 + id)).join('');
    const payload = writeStatusClaims({
      uptime: i * interval,
      bootcount: 1,
      sequence: i + 1,
      previous,
      logLength: 3 + Math.floor(i / 144),
      selfState: SELF_STATE_NORMAL,
      flags: 0,
      channels,
      logHead: '\x5a'.repeat(16),
      calibrationCounter: 1,
      sealState: SEAL_STATE_SEALED,
      temperature: 2000 + (i % 300),
      timeQuality: TIME_QUALITY_UNKNOWN,
      identityDigest: '\xa5'.repeat(8),
    });
    const bytes = signFrame(payload, privateKey);
    frames.push(bytes);
    previous = byteString(frameDigest(decodeFrame(bytes)).subarray(0, 16));
  }
  return { frames, publicKey, privateKey };
}
