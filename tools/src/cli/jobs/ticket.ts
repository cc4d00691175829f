import { deriveCommandKey } from '@hengzhun/protocol';
import { type RoleName, roles } from '../../commands/command-key-of.js';
import type { Ticket } from '../../commands/tickets.js';
import { ToolError } from '../../errors.js';
import { exitCode } from '../../exit-codes.js';
import { writeWhole } from '../../files.js';
import { existingMasterKey } from '../../provision/secret-files.js';
import { withData } from '../../stores/open-data.js';
import type { Output } from '../output.js';

export interface TicketOptions {
  readonly out: string;
  readonly masterKey: string;
  readonly role: RoleName;
  readonly epoch: number;
  readonly jurisdiction: string;
  readonly instrument?: string;
  readonly data: string;
  readonly force: boolean;
}

/** Derives the command keys of one instrument, or of all in the register, for a shift. The file is written with mode 0600. */
export async function ticket(output: Output, options: TicketOptions): Promise<number> {
  const { masterKey, role, epoch, jurisdiction, instrument, out, force } = options;
  if (instrument !== undefined && !/^[0-9a-f]{34}$/i.test(instrument)) {
    throw new ToolError('tool-bad-ueid', { value: instrument }, exitCode.usage);
  }
  const master = existingMasterKey(masterKey);
  const ueids =
    instrument === undefined
      ? await withData(options.data, async (store) => (await store.registry.instruments()).map(({ ueid }) => ueid))
      : [instrument.toLowerCase()];
  const tickets = ueids.map((ueid): Ticket => {
    const info = { ueid: Buffer.from(ueid, 'hex'), role: roles[role], epoch, jurisdiction };
    return { ueid, role, epoch, jurisdiction, key: Buffer.from(deriveCommandKey(master, info)).toString('hex') };
  });
  writeWhole(out, `${JSON.stringify({ tickets }, null, 2)}\n`, { mode: 0o600, force });
  output.object({ type: 'tickets', out, role, epoch, count: tickets.length });
  output.line(output.text('ticket.done', { out, count: tickets.length, role: output.text(`role.${role}`), epoch }));
  return exitCode.ok;
}
