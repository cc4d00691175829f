import {
  type ByteString,
  COMMAND_RESULT_DONE,
  EVENT_KEY,
  REFUSAL_BAD_ARGUMENT,
  REFUSAL_LOG_FULL,
  REFUSAL_ROLLBACK,
  REFUSAL_STORAGE,
  REFUSAL_UNKNOWN_KEY,
  type Request,
  ROLE_AUTHORITY,
  writeArrayHead,
  writeBytes,
  writeInteger,
  writeText,
} from '@hengzhun/protocol/device';
import { hmacSha256 } from '../crypto/index.js';
import { readUint, writeUint16 } from './bytes.js';
import { commandKeyOf } from './command-keys.js';
import { record } from './record.js';
import { SETTING_TAG_COMMAND_KEY, writeSetting } from './settings.js';
import type { Shell } from './state.js';

/**
 * Replaces a role's command key. The new one comes under a pad that the authority's present key makes from the command's
 * nonce (CDDL `key-wrap-info`; HKDF-Expand of 32 bytes, RFC 5869 section 2.3, is one HMAC). The old one is dead at once.
 */
export function replaceKey(s: Shell, role: number, epoch: number, wrapped: ByteString, request: Request): number {
  const authority = commandKeyOf(s, ROLE_AUTHORITY);
  const present = commandKeyOf(s, role);
  const old = present ? readUint(present, 1, 2) : 0;
  if (role < 1 || role > 3 || epoch < 0 || epoch > 65535) return REFUSAL_BAD_ARGUMENT;
  if (!authority) return REFUSAL_UNKNOWN_KEY;
  if (present && epoch <= old) return REFUSAL_ROLLBACK;
  const pad = hmacSha256(
    authority.substr(3),
    `${writeArrayHead(4) + writeText('hengzhun-key-wrap') + writeBytes(request.commandNonce!) + writeInteger(role) + writeInteger(epoch)}\x01`,
  );
  let key = '';
  for (let i = 0; i < 32; i++) key += String.fromCharCode(wrapped.charCodeAt(i) ^ pad.charCodeAt(i));
  if (!record(s, EVENT_KEY, [role, old, epoch])) return REFUSAL_LOG_FULL;
  if (!writeSetting(s.journal, SETTING_TAG_COMMAND_KEY + role, String.fromCharCode(role) + writeUint16(epoch) + key))
    return REFUSAL_STORAGE;
  s.identityDue = true;
  return COMMAND_RESULT_DONE;
}
