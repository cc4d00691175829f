// A process that takes the steps of many cases, says each one that is durable, and may be killed at any moment. Started again, it begins from
// the beginning: what was taken before is repeated by its key.
import { systemClock } from '../../src/clock.js';
import { Ledger } from '../../src/ledger/ledger.js';
import { openLedgerKey } from '../../src/ledger/open-ledger-key.js';
import { Registry } from '../../src/registry/registry.js';
import { CaseBook } from '../../src/replacement/case-book.js';
import type { CaseStep } from '../../src/replacement/case-step.js';
import { openLibsql } from '../../src/store/libsql-database.js';
import { actors, documents, measurement, monday, pudong } from './case-helpers.js';

const [path, from, count] = process.argv.slice(2) as [string, string, string];
const database = openLibsql(path, 20_000);
const book = new CaseBook({
  database,
  ledger: new Ledger({ database, key: openLedgerKey(`${path}.key`, { create: true }) }),
  registry: new Registry(database, systemClock),
});

for (let i = Number(from); i < Number(from) + Number(count); i++) {
  const id = `C-${i}`;
  const instrument = `01${String(i).padStart(32, '0')}`;
  const say = (key: string, outcome: Awaited<ReturnType<CaseBook['take']>>) => {
    if (outcome.outcome === 'refused') throw new Error(outcome.refusals.map(({ text }) => text.en).join(' '));
    process.stdout.write(`${id} ${key} ${outcome.entry} ${outcome.outcome}\n`);
    return outcome.entry;
  };
  const suspicion = { actor: actors.software, at: monday, key: 'open', documents: [], evidence: ['ledger/1'] };
  let basis = say(
    'open',
    await book.suspect({ ...suspicion, instrument, jurisdiction: pudong, source: 'status-evaluation' }, id),
  );
  const take = async (name: CaseStep['name'], actor: CaseStep['actor'], changes: Partial<CaseStep>) => {
    const step = { name, actor, at: monday, key: name, basis, documents: [], evidence: [], ...changes };
    basis = say(name, await book.take(id, step));
  };
  await take('order-check', actors.supervisor, { inspectors: [actors.inspector.person] });
  await take('record-check', actors.inspector, {
    documents: documents('check-sheet'),
    measurement: measurement('fail', monday, { instrument }),
  });
  await take('confirm', actors.reviewer, { documents: documents('decision-record') });
  await take('prohibit', actors.supervisor, { documents: documents('prohibition-notice'), seals: ['F-1'] });
}
await database.close();
process.stdout.write('done\n');
