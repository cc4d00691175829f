import type { Actor } from '@hengzhun/host-sdk';
import { ToolError } from '../errors.js';
import { exitCode } from '../exit-codes.js';

/** Who acts, as the command line says it. */
export interface ActorOptions {
  readonly person?: string;
  readonly role?: string;
  readonly authority?: string;
}

/**
 * Who acts: by the options, or by the variables that a shift sets once (`HENGZHUN_PERSON`, `HENGZHUN_ROLE`, `HENGZHUN_AUTHORITY`).
 * @throws {ToolError} `tool-actor-missing`: an entry in the ledger without somebody who answers for it is none
 */
export function actorOf(options: ActorOptions): Actor {
  const names = ['person', 'role', 'authority'] as const;
  const [person, role, authority] = names.map(
    (name) => options[name] ?? (process.env[`HENGZHUN_${name.toUpperCase()}`] || undefined),
  );
  if (person !== undefined && role !== undefined && authority !== undefined) return { person, role, authority };
  const missing = names.filter((_, index) => [person, role, authority][index] === undefined);
  throw new ToolError('tool-actor-missing', { what: missing.map((name) => `--${name}`).join(', ') }, exitCode.usage);
}
