// Programs outside npm: installed where this process may, otherwise named with what is skipped without them.
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { capture } from './child.mjs';
import { BootstrapError } from './error.mjs';
import { text } from './messages.mjs';
import { announce, say, sayLoudly } from './report.mjs';

/** Full path of a program on the search path, or undefined. */
export function findProgram(name, searchPath = process.env.PATH ?? '') {
  for (const folder of searchPath.split(delimiter)) {
    const path = join(folder || '.', name);
    if (isExecutable(path)) return path;
  }
  return undefined;
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    // Not there or not ours to execute: both mean that it cannot be used.
    return false;
  }
}

/** Makes sure of socat (pseudo-terminal pairs). Returns whether it can be used; says loudly when not. */
export function ensureSocat() {
  return ensureProgram('socat', 'socat', 'socatSkips', () => findProgram('socat') !== undefined);
}

/**
 * Makes sure of a PostgreSQL server's programs, or of a server that HENGZHUN_POSTGRES_URL names. Returns whether stores on PostgreSQL can be
 * tried; says loudly when not. The compiled packages must be there.
 */
export async function ensurePostgresql() {
  if (process.env.HENGZHUN_POSTGRES_URL) return true;
  const { findPostgresql } = await import('../../hil-tests/dist/postgresql/find-postgresql.js');
  return ensureProgram('PostgreSQL', 'postgresql', 'postgresqlSkips', () => findPostgresql() !== undefined);
}

/** Full path of a Chromium that can be driven without a screen: HENGZHUN_CHROMIUM, or one on the search path. */
export function findChromium() {
  const named = process.env.HENGZHUN_CHROMIUM;
  if (named) {
    if (!isExecutable(named)) throw new BootstrapError('bootstrap-chromium', text('chromiumBad', { path: named }));
    return named;
  }
  return ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
    .map((name) => findProgram(name))
    .find((path) => path !== undefined);
}

/** Makes sure of Chromium, in which the tests of the console open its page. Returns whether it can be used; says loudly when not. */
export function ensureChromium() {
  return ensureProgram('Chromium', 'chromium', 'chromiumSkips', () => findChromium() !== undefined);
}

async function ensureProgram(name, systemPackage, skips, isThere) {
  if (isThere()) return true;
  if (process.platform === 'linux' && process.getuid?.() === 0 && findProgram('apt-get')) {
    try {
      await announce(text('systemInstalling', { name }), text('systemInstalled', { name }), () =>
        aptInstall(systemPackage, isThere),
      );
      return true;
    } catch (error) {
      say(error.message);
    }
  }
  sayMissing(name, skips);
  const installer = process.platform === 'darwin' ? 'brew' : 'sudo apt-get';
  say(text('systemHow', { command: `${installer} install ${systemPackage}` }));
  return false;
}

/** Names a program that is missing, and what is skipped without it. */
export function sayMissing(name, skips) {
  sayLoudly([text('systemMissing', { name, skipped: text(skips) })]);
}

async function aptInstall(systemPackage, isThere) {
  const options = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  const install = ['install', '-y', '-qq', '--no-install-recommends', systemPackage];
  let result = await capture('apt-get', install, options);
  if (result.code !== 0) {
    // Package lists are often missing in a small image.
    await capture('apt-get', ['update', '-qq'], options);
    result = await capture('apt-get', install, options);
  }
  if (result.code !== 0 || !isThere()) throw new Error(`apt-get: ${result.output.trim().split('\n').at(-1)}`);
}

/** Says which interpreter runs the firmware; refuses an ESPRUINO_BIN that cannot be executed. */
export function noteInterpreter(messageWithout) {
  const path = process.env.ESPRUINO_BIN;
  if (!path) {
    say(text(messageWithout));
    return false;
  }
  if (!isExecutable(path)) throw new BootstrapError('bootstrap-interpreter', text('interpreterBad', { path }));
  say(text('interpreter', { path }));
  return true;
}
