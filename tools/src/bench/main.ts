import Table from 'cli-table3';
import { exitCode } from '../exit-codes.js';
import { languageInArguments, languageOf, translate } from '../language/translate.js';
import { benchmarks } from './benchmarks.js';
import { type BenchResult, broken } from './result.js';

/**
 * `npm run bench [-- --json] [--smoke] [name …]`: one JSON object per line on standard output. Without `--json` a table for people
 * follows on standard error. `--smoke` measures so shortly that only "it runs" can be told: bars are printed and not judged.
 *
 * @returns 0; 1 when a bar is not met (never with `--smoke`); 2 for a wrong call.
 */
export async function main(args: readonly string[]): Promise<number> {
  const language = languageInArguments(args) ?? languageOf(process.env);
  const flags = args.filter((arg) => arg.startsWith('-') && !arg.startsWith('--lang'));
  const wanted = args.filter((arg) => !arg.startsWith('-') && arg !== 'zh' && arg !== 'en');
  const names = benchmarks.map(({ name }) => name).join(', ');
  if (flags.some((flag) => flag === '--help' || flag === '-h')) {
    process.stdout.write(`${translate(language, 'bench.help', { names })}\n`);
    return exitCode.ok;
  }
  const unknown = [
    ...flags.filter((flag) => flag !== '--json' && flag !== '--smoke'),
    ...wanted.filter((name) => !benchmarks.some((one) => one.name.startsWith(name) || name.startsWith(`${one.name}.`))),
  ];
  if (unknown.length > 0) {
    const message = translate(language, 'bench.usage', { what: unknown.join(' '), names });
    process.stderr.write(`tool-unknown-option: ${message}\n`);
    return exitCode.usage;
  }
  const smoke = flags.includes('--smoke');
  const quiet = flags.includes('--json');
  const results: BenchResult[] = [];
  let failed = false;
  for (const { name, run } of benchmarks) {
    if (wanted.length > 0 && !wanted.some((prefix) => name.startsWith(prefix) || prefix.startsWith(`${name}.`)))
      continue;
    if (!quiet) process.stderr.write(`${translate(language, 'bench.running', { name })}\n`);
    let measured: BenchResult[];
    try {
      measured = await run(smoke);
    } catch (error) {
      // The others are still worth measuring; the run as a whole has failed.
      failed = true;
      measured = [broken(name, (error as Error).message)];
      process.stderr.write(`${(error as Error).stack}\n`);
    }
    for (const result of measured) {
      results.push(result);
      process.stdout.write(`${JSON.stringify(result)}\n`);
    }
  }
  if (!quiet) process.stderr.write(`${tableOf(results, (key) => translate(language, key))}\n`);
  if (!quiet && smoke) process.stderr.write(`${translate(language, 'bench.smoke')}\n`);
  if (failed || results.some(({ error }) => error !== undefined)) return exitCode.internal;
  return !smoke && results.some(({ met }) => met === false) ? exitCode.refused : exitCode.ok;
}

type BenchText =
  | 'bench.met'
  | 'bench.not-met'
  | 'bench.head.name'
  | 'bench.head.value'
  | 'bench.head.reference'
  | 'bench.head.ratio'
  | 'bench.head.bar';

function tableOf(results: readonly BenchResult[], say: (key: BenchText) => string): string {
  const table = new Table({
    head: (['name', 'value', 'reference', 'ratio', 'bar'] as const).map((name) => say(`bench.head.${name}`)),
    colAligns: ['left', 'right', 'right', 'right', 'left'],
    style: { head: [], border: [], compact: true },
  });
  for (const { name, value, unit, reference, ratio, bar, met, skipped, error } of results) {
    const why = skipped ?? error;
    if (why !== undefined) table.push([name, { colSpan: 4, content: why }]);
    else {
      const verdict = met === null ? '' : ` ${say(met ? 'bench.met' : 'bench.not-met')}`;
      table.push([name, `${number(value)} ${unit}`, number(reference), number(ratio), `${bar}${verdict}`]);
    }
  }
  return table.toString();
}

function number(value: number | null): string {
  return value === null ? '' : value.toLocaleString('en-GB', { maximumSignificantDigits: 4 });
}
