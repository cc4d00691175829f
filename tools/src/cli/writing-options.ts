import type { CaseRole } from '@hengzhun/host-sdk';
import type { Command } from 'commander';
import type { MessageKey } from '../language/catalogue.js';
import type { ActorOptions } from './actor-of.js';
import { textOption } from './option-values.js';

/** What commands that write into the ledger are told: where the store is, who acts, and which key signs. */
export interface WritingOptions extends ActorOptions {
  readonly data: string;
  readonly ledgerKey?: string;
}

// The SDK, which knows them too, is not loaded for help.
const roles: Readonly<Record<CaseRole, true>> = {
  inspector: true,
  reviewer: true,
  supervisor: true,
  trader: true,
  repairer: true,
  arbitrator: true,
  software: true,
};

/** Options of every command that writes into the ledger. */
export function addWritingOptions(program: Command, command: Command, say: (key: MessageKey) => string): void {
  command
    .option('--person <id>', say('help.option.person'), textOption('--person', 100))
    .addOption(program.createOption('--role <role>', say('help.option.role')).choices(Object.keys(roles)))
    .option('--authority <id>', say('help.option.authority'), textOption('--authority', 100))
    .option('--ledger-key <file>', say('help.option.ledger-key'));
}
