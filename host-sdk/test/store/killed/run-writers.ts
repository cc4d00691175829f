import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { spawnTypescript } from '../../helpers/spawn-typescript.js';
import { numbers } from './numbers.js';

/** Steps of one case. */
export const stepsOfCase = 5;
/** Cases that are open to all writers at once. */
const ahead = 6;

/** What the writers were told is durable. */
export interface Told {
  /** By writer: numbers of its entries, in its own order. */
  readonly entries: Map<string, number[]>;
  /** By `case key`: number of the entry. */
  readonly steps: Map<string, number>;
  /** What contradicts something said before. */
  readonly contradictions: string[];
}

export interface KillOptions {
  readonly place: string;
  readonly keyPath: string;
  readonly compiled: string;
  readonly kills: number;
  readonly seed: number;
  /** Writers at once. */
  readonly writers: number;
  /** Kills something else now and then instead of a writer. @returns whether there was anything to kill */
  readonly killOther?: (random: () => number) => Promise<boolean>;
}

/** Lets writers work on the same cases and kills one of them at a random moment, again and again; the last ones end by themselves. */
export async function runWriters({ place, keyPath, compiled, kills, seed, writers, killOther }: KillOptions) {
  const random = numbers(seed);
  const told: Told = { entries: new Map(), steps: new Map(), contradictions: [] };
  /** Processes that have begun to write. */
  const writing = new Set<ChildProcess>();
  const started: Promise<void>[] = [];
  let born = 0;
  let first = 0;
  let failure: unknown;

  const hear = (name: string, line: string) => {
    const [what, ...words] = line.split(' ');
    if (what === 'entry') {
      const [number, i] = words.map(Number) as [number, number];
      const mine = told.entries.get(name) ?? [];
      if (mine.length !== i) told.contradictions.push(`${name} said ${line} after ${mine.length} entries`);
      told.entries.set(name, [...mine, number]);
    } else if (what === 'step') {
      const [id, key, number] = words as [string, string, string];
      const known = told.steps.get(`${id} ${key}`) ?? Number(number);
      if (known !== Number(number)) told.contradictions.push(`${name} said ${line}, and it was ${known}`);
      told.steps.set(`${id} ${key}`, known);
      if (key === 'prohibit') first = Math.max(first, Number(id.slice(2)) + 1);
    }
  };

  const start = (last: boolean) => {
    const name = `w${born++}`;
    const range = [String(Math.max(0, first - 1)), String(last ? first + ahead : 1_000_000)];
    const child = spawnTypescript(new URL('./writer.ts', import.meta.url), [place, keyPath, name, ...range], compiled);
    const lines = createInterface({ input: child.stdout! });
    let done = false;
    lines.on('line', (line) => {
      if (line === 'done') done = true;
      else hear(name, line);
      if (!child.killed) writing.add(child);
    });
    started.push(
      new Promise((resolve) => {
        // After the last line that it said.
        child.once('close', (_, signal) => {
          writing.delete(child);
          if (signal !== 'SIGKILL' && !done) failure ??= new Error(`the writer ${name} ended by itself`);
          resolve();
          if (!last && failure === undefined) start(false);
        });
      }),
    );
    children.add(child);
  };

  const children = new Set<ChildProcess>();
  for (let i = 0; i < writers; i++) start(false);
  const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
  let others = 0;
  for (let killed = 0; killed < kills && failure === undefined; ) {
    await pause(20 + random() * 250);
    if (killOther !== undefined && killed % 4 === 3 && others <= killed / 4) {
      if (!(await killOther(random))) continue;
      others++;
      killed++;
      continue;
    }
    const victims = [...writing];
    if (victims.length === 0) continue;
    const victim = victims[Math.floor(random() * victims.length)]!;
    writing.delete(victim);
    victim.kill('SIGKILL');
    killed++;
  }
  return { told, others, stop, finish };

  /** Kills what still runs. */
  async function stop(): Promise<void> {
    failure ??= new Error('stopped');
    for (const child of children) child.kill('SIGKILL');
    await Promise.all(started);
  }
  /** Ends those that run, and lets one last writer take all steps that are still open. */
  async function finish(): Promise<void> {
    if (failure !== undefined) throw failure;
    await stop();
    failure = undefined;
    start(true);
    await started.at(-1);
    if (failure !== undefined) throw failure;
  }
}
