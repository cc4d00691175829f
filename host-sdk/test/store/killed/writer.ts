// A process that writes until it is killed: argv is the store, the ledger key's file, its name, the first case and their number. At the same
// time it appends entries of its own and takes steps of cases that others take as well. What was told it is durable it says, one line each:
// `entry <number> <i>` or `step <case> <key> <number>`. It says `done` when all cases have taken all their steps.
import { systemClock } from '../../../src/clock.js';
import { Ledger } from '../../../src/ledger/ledger.js';
import { openLedgerKey } from '../../../src/ledger/open-ledger-key.js';
import { Registry } from '../../../src/registry/registry.js';
import { CaseBook } from '../../../src/replacement/case-book.js';
import type { CaseStep } from '../../../src/replacement/case-step.js';
import { openLibsql } from '../../../src/store/libsql-database.js';
import { openPostgresql } from '../../../src/store/postgresql-database.js';
import { isPostgresqlUrl } from '../../../src/store/postgresql-url.js';
import { actors, documents, measurement, monday, pudong } from '../../replacement/case-helpers.js';

const [place, keyPath, name, from, to] = process.argv.slice(2) as [string, string, string, string, string];
// Without the rest of the store: it has to begin quickly.
const database = (isPostgresqlUrl(place) ? openPostgresql : openLibsql)(place, 60_000);
const ledger = new Ledger({ database, key: openLedgerKey(keyPath, { create: true }) });
const book = new CaseBook({ database, ledger, registry: new Registry(database, systemClock) });
const say = (line: string) => process.stdout.write(`${line}\n`);
let allDone = false;

async function appendEntries(): Promise<void> {
  const actor = { person: name, role: 'software', authority: 'test' };
  for (let i = 0; !allDone; i++) {
    const draft = {
      kind: 'judgement',
      subject: `instrument/${name}`,
      at: i,
      actor,
      rules: '',
      evidence: [],
      body: { i },
    };
    const { number } = await ledger.append(draft);
    say(`entry ${number} ${i}`);
    // A step asks much more before it writes: it needs its turn.
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Takes a step, whoever takes it first: the same key makes it the same step. @returns its entry */
async function take(id: string, step: CaseStep): Promise<number> {
  const outcome = await book.take(id, step);
  if (outcome.outcome === 'refused') throw new Error(outcome.refusals.map(({ text }) => text.en).join(' '));
  say(`step ${id} ${step.key} ${outcome.entry}`);
  return outcome.entry;
}

async function takeSteps(): Promise<void> {
  for (let i = Number(from); i < Number(to); i++) {
    const id = `C-${i}`;
    const instrument = `01${String(i).padStart(32, '0')}`;
    const common = { at: monday, documents: [], evidence: [] };
    const opening = {
      name: 'open',
      actor: actors.software,
      key: 'open',
      basis: 0,
      ...common,
      evidence: ['ledger/1'],
    } as const;
    let basis = await take(id, { ...opening, instrument, jurisdiction: pudong, source: 'status-evaluation' });
    const next = async (step: CaseStep['name'], actor: CaseStep['actor'], changes: Partial<CaseStep>) => {
      basis = await take(id, { ...common, name: step, actor, key: step, basis, ...changes });
    };
    await next('order-check', actors.supervisor, { inspectors: [actors.inspector.person] });
    await next('record-check', actors.inspector, {
      documents: documents('check-sheet'),
      measurement: measurement('fail', monday, { instrument }),
    });
    await next('confirm', actors.reviewer, { documents: documents('decision-record') });
    await next('prohibit', actors.supervisor, { documents: documents('prohibition-notice'), seals: ['F-1'] });
  }
  allDone = true;
}

await Promise.all([appendEntries(), takeSteps()]);
await database.close();
say('done');
