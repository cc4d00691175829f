// One set-up at a time in one checkout. The lock lies beside nothing that set-up deletes (npm ci removes node_modules).
import { createHash, randomBytes } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { text } from './messages.mjs';
import { ROOT } from './paths.mjs';
import { say } from './report.mjs';

const LOOK_AGAIN_MS = 200;

/** Path of the lock file of a checkout: the same for every process of one user. */
export function lockPath(root = ROOT) {
  const name = createHash('sha256').update(`${userInfo().username}\n${root}`).digest('hex').slice(0, 20);
  return join(tmpdir(), `hengzhun-setup-${name}.lock`);
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function holder(path) {
  try {
    return Number.parseInt(readFileSync(path, 'utf8'), 10);
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Takes the lock when it is free or its holder is dead. Returns the living holder's process id otherwise. */
export function tryLock(path) {
  const mine = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
  // A link of a whole file: nobody ever reads a lock without a process id in it.
  writeFileSync(mine, String(process.pid));
  try {
    linkSync(mine, path);
    return undefined;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  } finally {
    rmSync(mine, { force: true });
  }
  const pid = holder(path);
  if (pid !== undefined && isAlive(pid)) return pid;
  if (pid !== undefined) removeStale(path, pid);
  return tryLock(path);
}

/** Moves a dead process's lock away; puts it back when somebody living took its place meanwhile. */
function removeStale(path, deadPid) {
  const aside = `${path}.stale.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (error.code === 'ENOENT') return;
    throw error;
  }
  if (holder(aside) !== deadPid) {
    try {
      linkSync(aside, path);
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
  }
  rmSync(aside, { force: true });
}

/** Runs `work` while this process holds the lock of the checkout; waits for another set-up to end first. */
export async function withLock(work, path = lockPath()) {
  let told = false;
  for (let pid = tryLock(path); pid !== undefined; pid = tryLock(path)) {
    if (!told) say(text('waiting', { pid }));
    told = true;
    await delay(LOOK_AGAIN_MS);
  }
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
}
