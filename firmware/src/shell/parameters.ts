import { type ByteString, createReader, readInteger, writeInteger } from '@hengzhun/protocol/device';
import { bytesOf, sha256 } from '../platform/espruino.js';
import { readSetting, SETTING_TAG_PARAMETERS, writeSetting } from './settings.js';
import type { Shell } from './state.js';

/** Pairs of parameter and value that were set by command, one after the other. */
function readPairs(s: Shell): number[] {
  const data = readSetting(s.journal, SETTING_TAG_PARAMETERS);
  const reader = createReader(bytesOf(data), 0, data.length);
  const pairs: number[] = [];
  while (reader.at < data.length) pairs.push(readInteger(reader));
  return pairs;
}

/** Sets again at boot what was set by command. A value that the core no longer takes stays as it was provisioned. */
export function applyParameters(s: Shell): void {
  const pairs = readPairs(s);
  for (let i = 0; i < pairs.length; i += 2) s.core.set(s.core.parameters, pairs[i]!, pairs[i + 1]!);
}

/** Persists one parameter; false when there is no room or flash does not take it. */
export function keepParameter(s: Shell, parameter: number, value: number): boolean {
  const pairs = readPairs(s);
  let data = writeInteger(parameter) + writeInteger(value);
  for (let i = 0; i < pairs.length; i += 2)
    if (pairs[i] !== parameter) data += writeInteger(pairs[i]!) + writeInteger(pairs[i + 1]!);
  return writeSetting(s.journal, SETTING_TAG_PARAMETERS, data);
}

/** First 4 bytes of SHA-256 over the digest of provisioning and what was set since. */
export function configurationOf(s: Shell): ByteString {
  return sha256(s.provisioning.digest + readSetting(s.journal, SETTING_TAG_PARAMETERS)).substr(0, 4);
}
