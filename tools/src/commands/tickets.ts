import { ToolError } from '../errors.js';
import { exitCode } from '../exit-codes.js';
import { readBytes } from '../files.js';
import type { RoleName } from './command-key-of.js';

/** The command key of one instrument for one role: what a laptop carries for a shift instead of the master key. SECRET. */
export interface Ticket {
  /** 34 hexadecimal digits. */
  readonly ueid: string;
  readonly role: RoleName;
  readonly epoch: number;
  readonly jurisdiction: string;
  /** 64 hexadecimal digits. */
  readonly key: string;
}

const longest = 100_000_000;

/** Reads a file of tickets. @throws {ToolError} `tool-data-damaged`, `tool-file-*` */
export function readTickets(path: string): Ticket[] {
  const bad = (reason: string, cause?: unknown) =>
    new ToolError('tool-data-damaged', { path, reason }, exitCode.io, cause);
  let value: { tickets?: unknown };
  try {
    value = JSON.parse(readBytes(path, longest).toString('utf8')) as { tickets?: unknown };
  } catch (cause) {
    if (cause instanceof ToolError) throw cause;
    throw bad((cause as Error).message, cause);
  }
  if (!Array.isArray(value?.tickets)) throw bad('tickets: []');
  value.tickets.forEach((ticket: Partial<Ticket> | null, index) => {
    const good =
      /^[0-9a-f]{34}$/.test(ticket?.ueid ?? '') &&
      /^[0-9a-f]{64}$/.test(ticket?.key ?? '') &&
      Number.isInteger(ticket?.epoch) &&
      ['maker', 'authority', 'inspector'].includes(ticket?.role ?? '');
    if (!good) throw bad(`tickets[${index}]`);
  });
  return value.tickets as Ticket[];
}
