import { createPrivateKey } from 'node:crypto';
import type { CommandKey } from '@hengzhun/host-sdk';
import { deriveCommandKey, type IdentityFrame, ROLE_AUTHORITY, ROLE_INSPECTOR, ROLE_MAKER } from '@hengzhun/protocol';
import { ToolError } from '../errors.js';
import { exitCode } from '../exit-codes.js';
import { readBytes } from '../files.js';
import { existingMasterKey } from '../provision/secret-files.js';
import { readTickets } from './tickets.js';

/** Roles by the names that people give. */
export const roles = { maker: ROLE_MAKER, authority: ROLE_AUTHORITY, inspector: ROLE_INSPECTOR } as const;
export type RoleName = keyof typeof roles;

/** Where the key of a command comes from: exactly one of the files. */
export interface CommandKeyOptions {
  readonly role?: RoleName;
  /** The authority's master key: the instrument's command key is derived from it. */
  readonly masterKey?: string;
  /** Tickets, as `hengzhun ticket` writes them. */
  readonly tickets?: string;
  /** A commander's private key (PKCS#8 PEM): the command is signed. */
  readonly signingKey?: string;
  readonly jurisdiction: string;
}

const longest = 10_000_000;

/**
 * The key that authenticates a command to this instrument, in its present epoch.
 * @throws {ToolError} `tool-command-key-missing`, `tool-ticket-missing`, `tool-ticket-old`, `tool-maker-key-bad`, `tool-file-*`
 */
export function commandKeyOf(options: CommandKeyOptions, role: RoleName, identity: IdentityFrame): CommandKey {
  const { ueid, keyEpochs } = identity.claims;
  const epoch = keyEpochs[role];
  const given = [options.masterKey, options.tickets, options.signingKey].filter((file) => file !== undefined);
  if (given.length !== 1) throw new ToolError('tool-command-key-missing', {}, exitCode.usage);
  if (options.signingKey !== undefined) return signingKey(options.signingKey);
  if (options.masterKey !== undefined) {
    const { jurisdiction } = options;
    return deriveCommandKey(existingMasterKey(options.masterKey), { ueid, role: roles[role], epoch, jurisdiction });
  }
  const path = options.tickets!;
  const hex = Buffer.from(ueid).toString('hex');
  const mine = readTickets(path).filter((ticket) => ticket.ueid === hex && ticket.role === role);
  const fitting = mine.find((ticket) => ticket.epoch === epoch);
  if (fitting) return Buffer.from(fitting.key, 'hex');
  if (mine.length > 0) {
    throw new ToolError('tool-ticket-old', { path, role, epoch, has: mine[0]!.epoch }, exitCode.refused);
  }
  throw new ToolError('tool-ticket-missing', { path, role, ueid: hex }, exitCode.refused);
}

function signingKey(path: string): CommandKey {
  try {
    const key = createPrivateKey(readBytes(path, longest));
    if (key.asymmetricKeyDetails?.namedCurve === 'prime256v1') return key;
  } catch (cause) {
    if (cause instanceof ToolError) throw cause;
    throw new ToolError('tool-maker-key-bad', { path }, exitCode.io, cause);
  }
  throw new ToolError('tool-maker-key-bad', { path }, exitCode.io);
}
