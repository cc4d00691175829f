import { ToolError } from '../errors.js';
import { exitCode } from '../exit-codes.js';
import type { RoleName } from './command-key-of.js';

/** A kind of command that a person can give, as the help shows it. */
export interface KindDescription {
  readonly name: string;
  readonly usage: string;
  /** Whose key it takes unless told otherwise. */
  readonly role: RoleName;
  /** It cannot be taken back. */
  readonly final?: boolean;
}

/** All kinds, in the order of the help. */
export const kindList = [
  { name: 'time-anchor', usage: '', role: 'inspector' },
  { name: 'reference-check', usage: 'MASS UNCERTAINTY | NOZZLE VOLUME UNCERTAINTY T1 T2', role: 'inspector' },
  { name: 'self-test', usage: '', role: 'inspector' },
  { name: 'seal', usage: '', role: 'authority' },
  { name: 'unseal', usage: '', role: 'authority' },
  { name: 'set-parameter', usage: 'PARAMETER VALUE', role: 'authority' },
  { name: 'unlock', usage: '', role: 'authority' },
  { name: 'reinitialise', usage: 'NOZZLE', role: 'authority' },
  { name: 'replace-key', usage: 'ROLE', role: 'authority' },
  { name: 'restart', usage: '', role: 'authority' },
  { name: 'retire', usage: '', role: 'authority', final: true },
] as const satisfies readonly KindDescription[];

export type KindName = (typeof kindList)[number]['name'];

/** @throws {ToolError} `tool-bad-choice` */
export function kindNamed(name: string): KindDescription & { readonly name: KindName } {
  const kind = kindList.find((one) => one.name === name);
  if (kind) return kind;
  const choices = kindList.map((one) => one.name).join(', ');
  throw new ToolError('tool-bad-choice', { value: name, option: 'KIND', choices }, exitCode.usage);
}
