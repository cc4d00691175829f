/** Set-up talks on standard error only: standard output belongs to the task (JSON lines, test reports). */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/** A message nobody should overlook: framed by rules. */
export function sayLoudly(lines) {
  const rule = '!'.repeat(78);
  process.stderr.write(`\n${rule}\n${lines.map((line) => `!! ${line}`).join('\n')}\n${rule}\n\n`);
}

/** Runs `work` with a line before and a line after it that says how long it took. */
export async function announce(before, after, work) {
  const started = Date.now();
  say(before);
  const result = await work();
  say(`${after} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  return result;
}
