import type { LedgerEntry, LedgerQuery, Supervision } from '@hengzhun/host-sdk';
import { exitCode } from '../../../exit-codes.js';
import { readSupervision } from '../../../stores/with-supervision.js';
import { momentText } from '../../moment-text.js';
import type { Output } from '../../output.js';
import { entryKindName } from '../../words.js';

export interface LedgerListOptions extends LedgerQuery {
  readonly data: string;
  readonly body: boolean;
}

/** So many of the newest are shown when nothing is asked for in particular. */
const newest = 20;

/** Lists ledger entries: those that are asked for, or the newest. */
export async function ledgerList(output: Output, options: LedgerListOptions): Promise<number> {
  return readSupervision(options.data, async ({ supervision }) => {
    const rows: string[][] = [];
    for await (const entry of supervision.ledger.entries(await queryOf(supervision, options))) {
      const { number, at, kind, subject, actor, rules, evidence, hash } = entry;
      output.object({
        ...{ type: 'entry', number, at: new Date(at).toISOString(), kind, subject, actor, rules, evidence, hash },
        ...(options.body && { body: entry.body }),
      });
      rows.push(row(output, entry));
    }
    if (rows.length === 0) output.line(output.text('ledger.empty'));
    else
      output.line(
        output.table(
          head.map((name) => output.text(`ledger.head.${name}`)),
          rows,
        ),
      );
    return exitCode.ok;
  });
}

const head = ['number', 'at', 'kind', 'subject', 'by'] as const;

const row = (output: Output, { number, at, kind, subject, actor }: LedgerEntry): string[] => [
  String(number),
  momentText(at),
  entryKindName(output, kind),
  subject,
  `${actor.person} · ${actor.authority}`,
];

async function queryOf({ ledger }: Supervision, options: LedgerListOptions): Promise<LedgerQuery> {
  const { subject, kind, from, to } = options;
  if ([subject, kind, from, to].every((one) => one === undefined)) {
    return { from: Math.max(1, ((await ledger.head())?.number ?? 0) - newest + 1) };
  }
  return {
    ...(subject !== undefined && { subject }),
    ...(kind !== undefined && { kind }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
  };
}
