// A process that appends until it is killed: argv is the store, the key's file, its name. It says each number that it was told is durable.

import { Ledger } from '../../src/ledger/ledger.js';
import { openLedgerKey } from '../../src/ledger/open-ledger-key.js';
import { openLibsql } from '../../src/store/libsql-database.js';

const [path, keyPath, name] = process.argv.slice(2) as [string, string, string];
const database = openLibsql(path, 60_000);
const ledger = new Ledger({ database, key: openLedgerKey(keyPath, { create: true }) });
const actor = { person: name, role: 'software', authority: 'test' };
for (let i = 0; ; i++) {
  const entry = await database.transaction(async (transaction) => {
    const entry = await ledger.append(
      { kind: 'judgement', subject: `instrument/${name}`, at: i, actor, rules: '', evidence: [], body: { i } },
      transaction,
    );
    const step =
      'INSERT INTO revisions (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value';
    await transaction.run(step, [name, i]);
    return entry;
  });
  process.stdout.write(`${entry.number} ${i}\n`);
}
