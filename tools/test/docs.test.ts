import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { TestInstrument } from '../../host-sdk/test/helpers/test-instrument.js';
import { build, run, temporaryFolder } from './helpers/cli.js';
import { hasVirtualAdapter, openRadioHall } from './helpers/radio-hall.js';
import { records, register } from './helpers/supervised-market.js';

const docs = fileURLToPath(new URL('../../host-sdk/docs/', import.meta.url));
const executable = fileURLToPath(new URL('../bin/hengzhun.mjs', import.meta.url));

interface Block {
  readonly language: string;
  /** Name of the file that it shows. */
  readonly file: string | undefined;
  readonly text: string;
}

function blocksOf(page: string): Block[] {
  const text = readFileSync(path.join(docs, page), 'utf8');
  return [...text.matchAll(/^```(\w+)(?: (\S+))?\n(.*?)^```$/gms)].map(([, language, file, content]) => {
    return { language: language!, file, text: content! };
  });
}

/** The lines of a shell block as bash, each held to the exit code that its comment names. */
function script(block: string): string {
  return block
    .trimEnd()
    .split('\n')
    .map((line) => {
      const [command, code] = line.split(/ {2}# exit code (?=\d)/) as [string, string?];
      const expected = Number.parseInt(code ?? '0', 10);
      const told = command.replaceAll("'", "'\\''");
      return `${command}\ncode=$?; [ $code -eq ${expected} ] || { echo '@@ exit code' $code 'of: ${told}'; exit 99; }`;
    })
    .join('\n');
}

/** A line of an excerpt stands somewhere in the output; `…` stands for anything. */
const matcher = (line: string) =>
  new RegExp(
    line
      .trim()
      .split('…')
      .map((part) =>
        part
          .trim()
          .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
          .replace(/ +/g, ' +'),
      )
      .join('.*'),
  );

const shared = blocksOf('import-records.md').filter(({ file }) => file !== undefined);
const pages = readdirSync(docs).filter((page) => blocksOf(page).some(({ language }) => language === 'sh'));

beforeAll(build);

describe('the command lines of the pages', () => {
  const folder = temporaryFolder();
  const afterThis: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const work of afterThis.splice(0)) await work();
  });
  afterAll(() => folder.remove());

  it('are on every page of a job', () => {
    expect(pages).toEqual([
      'evaluate.md',
      'import-records.md',
      'ingest.md',
      'open-a-case.md',
      'plan-a-sample.md',
      'replay.md',
      'take-away.md',
      'visit.md',
    ]);
  });

  it.for(pages)('%s: each does what the page says', async (page, { skip }) => {
    if (page === 'visit.md' && !hasVirtualAdapter) skip('socat or the Bluetooth packages are missing');
    const directory = path.join(folder.path, page);
    mkdirSync(directory);
    const write = (name: string, text: string) => writeFileSync(path.join(directory, name), text);
    write('complaint.pdf', '%PDF-1.7');
    // More than a page shows.
    write('market.json', JSON.stringify(register(120)));
    for (const { file, text } of [...shared, ...blocksOf(page)]) if (file !== undefined) write(file, text);
    // What is judged or drawn now was measured now, with weights that have a certificate now.
    if (['plan-a-sample.md', 'evaluate.md'].includes(page)) write('records.json', JSON.stringify(records));
    if (page === 'evaluate.md') {
      const date = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
      const { text } = blocksOf(page).find(({ file }) => file === 'measured.csv')!;
      write('measured.csv', text.replace('2026-03-09', date(3)).replace('2026-03-10', date(2)));
    }

    const inRange = new TestInstrument(1);
    if (page === 'visit.md') write('hall.json', JSON.stringify([inRange.record()]));
    const hall = page === 'visit.md' ? await openRadioHall({ 'c0:ff:ee:00:00:01': inRange }) : undefined;
    afterThis.push(async () => hall?.stop());

    const blocks = blocksOf(page).filter(({ language }) => ['sh', 'text'].includes(language));
    const shells = blocks.filter(({ language }) => language === 'sh');
    const commands = shells.map(({ text }, index) => `echo '@@ block ${index}'\n${script(text)}`);
    write('page.sh', [`npx() { shift; '${process.execPath}' '${executable}' "$@"; }`, ...commands].join('\n'));
    const environment = Object.fromEntries(
      ['DATA', 'LEDGER_KEY', 'PERSON', 'ROLE', 'AUTHORITY'].map((name) => [`HENGZHUN_${name}`, undefined]),
    );
    const { code, stdout } = await run('bash', ['-c', 'bash page.sh 2>&1'], {
      directory,
      environment: { ...environment, ...hall?.environment },
    });
    expect(stdout).not.toMatch(/^@@ exit code/m);
    expect(code).toBe(0);

    const outputs = stdout.split(/^@@ block \d+\n/m).slice(1);
    let shell = -1;
    for (const { language, text } of blocks) {
      if (language === 'sh') shell++;
      else for (const line of text.trimEnd().split('\n')) expect(outputs[shell]).toMatch(matcher(line));
    }
  });
});
