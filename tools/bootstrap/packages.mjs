// npm packages: installed by `npm ci` when what lies in node_modules is not what the lock file says.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { capture } from './child.mjs';
import { BootstrapError } from './error.mjs';
import { text } from './messages.mjs';
import { ROOT } from './paths.mjs';
import { announce, say } from './report.mjs';

function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    // Missing or half written: both mean that an installation is needed.
    return undefined;
  }
}

/**
 * Whether the packages that npm recorded as installed (`node_modules/.package-lock.json`) are those of the lock file.
 * Compared by content, not by time: a checkout gives every file the time of the checkout.
 */
export function packagesAreCurrent(lock, installed) {
  if (!lock?.packages || !installed?.packages) return false;
  for (const [path, wanted] of Object.entries(lock.packages)) {
    if (path === '') continue;
    const present = installed.packages[path];
    // Optional packages of other platforms are in the lock and rightly not on this disk.
    if (!present && (wanted.optional || wanted.devOptional)) continue;
    if (!present || present.version !== wanted.version || present.integrity !== wanted.integrity) return false;
    if (JSON.stringify(present.dependencies ?? {}) !== JSON.stringify(wanted.dependencies ?? {})) return false;
  }
  return true;
}

/** What npm's output says went wrong, as one of our messages with npm's own reason in it. */
export function explainNpmFailure(output) {
  const code = /npm (?:ERR!|error) code (\S+)/.exec(output)?.[1] ?? '';
  const detail = /npm (?:ERR!|error) (?!code|errno|syscall|A complete log)(.+)/.exec(output)?.[1] ?? '';
  const reason = [code, detail].filter(Boolean).join(', ') || 'no reason given';
  const kinds = [
    [
      'npmOffline',
      /^(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ENOTCACHED|ERR_SOCKET_TIMEOUT|FETCH_ERROR|UNABLE_TO_|SELF_SIGNED|CERT_)/,
    ],
    ['npmRefused', /^E(401|403|404|407|5\d\d|NEEDAUTH)/],
    ['npmIntegrity', /^EINTEGRITY/],
    ['npmSpace', /^ENOSPC/],
    ['npmAccess', /^(EACCES|EPERM|EROFS)/],
    ['npmLock', /^EUSAGE/],
  ];
  const kind = kinds.find(([, pattern]) => pattern.test(code))?.[0] ?? 'npmOther';
  return { kind, reason, tail: output.trim().split('\n').slice(-15).join('\n') };
}

/**
 * Whether `npm ci` complains of nothing but missing packages that are optional to one in the lock file: builds for other platforms
 * that the registry in which the lock file was made did not carry. Everything that would be used here is in the lock.
 */
export function lacksOnlyForeignPackages(output, lock) {
  if (!/npm (?:ERR!|error) code EUSAGE/.test(output)) return false;
  const optional = new Set(
    Object.values(lock?.packages ?? {}).flatMap((one) => Object.keys(one.optionalDependencies ?? {})),
  );
  const complaints = output.match(/npm (?:ERR!|error) (?:Missing|Invalid): .*/g) ?? [];
  return (
    complaints.length > 0 &&
    complaints.every((line) => {
      const missing = /Missing: (\S+)@\S* from lock file$/.exec(line.trim());
      return missing !== null && optional.has(missing[1]);
    })
  );
}

/** Installs the packages of the lock file unless they are there. Returns whether it installed. */
export async function ensurePackages(root = ROOT) {
  const modules = join(root, 'node_modules');
  const lock = readJson(join(root, 'package-lock.json'));
  const current = packagesAreCurrent(lock, readJson(join(modules, '.package-lock.json')));
  if (current && existsSync(join(modules, '@hengzhun', 'tools'))) return false;
  await announce(text('installing'), text('installed'), () => install(root, lock));
  return true;
}

async function install(root, lock) {
  // Under `npm start` the very npm that runs us is known; otherwise the one on the path.
  const npm = process.env.npm_execpath?.endsWith('npm-cli.js')
    ? [process.execPath, [process.env.npm_execpath]]
    : [process.platform === 'win32' ? 'npm.cmd' : 'npm', []];
  const quiet = ['--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  let { code, output } = await capture(npm[0], [...npm[1], 'ci', ...quiet], { cwd: root });
  if (code !== 0 && lacksOnlyForeignPackages(output, lock)) {
    // Versions and digests of the lock file hold here too; only what it does not name is looked up, and it is not rewritten.
    say(text('installingForeign'));
    ({ code, output } = await capture(npm[0], [...npm[1], 'install', '--no-save', ...quiet], { cwd: root }));
  }
  if (code === 0) return;
  if (code === 127) throw new BootstrapError('bootstrap-npm-missing', text('npmMissing'));
  const { kind, reason, tail } = explainNpmFailure(output);
  const stable = `bootstrap-${kind.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  throw new BootstrapError(stable, text(kind, { reason, tail }));
}
