import type { ByteString } from '@hengzhun/protocol/device';
import { sha256 } from '../platform/espruino.js';
import { PIECE_COMMAND_KEYS, PIECE_COMMANDERS, readPiece } from './provisioning.js';
import { COMMAND_KEY_RECORD, COMMANDER_RECORD } from './provisioning-form.js';
import { readSetting, SETTING_TAG_COMMAND_KEY } from './settings.js';
import type { Shell } from './state.js';

/**
 * The record of a role's command key (role, epoch, key) that counts now: the one that replaced the provisioned one, or the
 * provisioned one; empty where the role has none. Keys stay in flash: commands are rare and memory is not.
 */
export function commandKeyOf(s: Shell, role: number): ByteString {
  const keys = readPiece(s.provisioning, PIECE_COMMAND_KEYS);
  let found = readSetting(s.journal, SETTING_TAG_COMMAND_KEY + role);
  for (let at = 0; !found && at < keys.length; at += COMMAND_KEY_RECORD) {
    if (keys.charCodeAt(at) === role) found = keys.substr(at, COMMAND_KEY_RECORD);
  }
  return found;
}

/** The record of the command key with this identifier; empty where there is none. */
export function commandKeyNamed(s: Shell, kid: ByteString): ByteString {
  for (let role = 1; role < 4; role++) {
    const one = commandKeyOf(s, role);
    if (one && sha256(one.substr(3)).substr(0, 4) === kid) return one;
  }
  return '';
}

/** The record of the commander whose public key has this identifier (8 bytes); empty where there is none. */
export function commanderNamed(s: Shell, kid: ByteString): ByteString {
  const commanders = readPiece(s.provisioning, PIECE_COMMANDERS);
  for (let at = 0; at < commanders.length; at += COMMANDER_RECORD) {
    const one = commanders.substr(at, COMMANDER_RECORD);
    if (sha256(`\x04${one.substr(3)}`).substr(0, 8) === kid) return one;
  }
  return '';
}
