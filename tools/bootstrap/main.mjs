// Sets up what the task needs, then does the task.

import { BootstrapError } from './error.mjs';
import { text } from './messages.mjs';
import { say } from './report.mjs';
import { bench } from './tasks/bench.mjs';
import { build } from './tasks/build.mjs';
import { check } from './tasks/check.mjs';
import { start } from './tasks/start.mjs';
import { test } from './tasks/test.mjs';

const TASKS = { start, test, bench, check, build };

/** Runs one task and sets the exit code of the process: the task's own, 2 for a wrong call, 3 when set-up failed. */
export async function main(argv) {
  const [name, ...args] = argv;
  const task = Object.hasOwn(TASKS, name ?? '') ? TASKS[name] : undefined;
  if (!task) {
    say(text('usage', { tasks: Object.keys(TASKS).join('|') }));
    process.exitCode = 2;
    return;
  }
  try {
    process.exitCode = await task(args);
  } catch (error) {
    if (!(error instanceof BootstrapError)) throw error;
    say(`${error.code}: ${error.message}`);
    process.exitCode = error.exitCode;
  }
}
