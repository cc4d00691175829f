import { type Clock, ledgerKeyOf, openStore } from '@hengzhun/host-sdk';
import { onTestFinished } from 'vitest';
import { newKeyPair } from '../../../protocol/test/support/new-key-pair.js';
import { startConsole, visit } from './console.js';
import { records, register } from './supervised-market.js';

/** A console of a market with `count` scales, people, weights and a ledger key; a visitor for each role. */
export async function startMarket(count = 3, clock?: Clock) {
  const store = await openStore(':memory:', clock ? { clock } : {});
  onTestFinished(() => store.close());
  await store.registry.importJson(JSON.stringify(register(count)));
  const { errors } = await store.records.importJson(JSON.stringify(records));
  if (errors.length > 0) throw new Error(JSON.stringify(errors));
  const key = ledgerKeyOf(newKeyPair().privateKey);
  const { console } = await startConsole({ store, key, ...(clock && { clock }) });
  return {
    ...{ console, store, key },
    supervision: console.context.supervision,
    inspector: await visit(console, 'P-1'),
    supervisor: await visit(console, 'P-2'),
    reviewer: await visit(console, 'P-3'),
    nobody: await visit(console),
  };
}

/** The body of an answer that has to be of this status. */
export async function bodyOf<T>(response: Response, status = 200): Promise<T> {
  const text = await response.text();
  if (response.status !== status) throw new Error(`${response.status} instead of ${status}: ${text.slice(0, 2000)}`);
  return JSON.parse(text) as T;
}
