import { type ChildProcess, execFile, type SpawnOptions, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { RigError } from '../error.js';
import { findPostgresql, POSTGRESQL_HINT } from './find-postgresql.js';

export interface PostgresqlOptions {
  /** True: every commit waits for the disk, as in use. Default false: faster, and safe against everything but a power cut. */
  readonly durable?: boolean;
}

/** A PostgreSQL server of our own in a temporary folder, reached over a Unix socket in it. */
export interface PostgresqlServer {
  /** With the password. */
  readonly url: string;
  /** Process of the server. */
  readonly pid: number;
  /** Ends it and removes everything. */
  stop(): Promise<void>;
}

/** Longest wait for the server to begin, ms. */
const START_LIMIT_MS = 60_000;

/**
 * Runs the server until this process closes the pipe or ends, however it ends; then removes the folder. $1 folder, $2 postgres, the rest:
 * its arguments.
 */
const keeper = `
folder=$1; shift
"$@" </dev/null & server=$!
trap '' INT HUP TERM
echo "server $server" >&2
cat >/dev/null
kill -INT $server 2>/dev/null
# A server whose own processes were killed may wait for them for ever.
(sleep 20; kill -QUIT $server 2>/dev/null; sleep 5; kill -KILL $server 2>/dev/null) & timer=$!
wait $server
kill $timer 2>/dev/null
rm -rf "$folder"
`;

/**
 * Starts a PostgreSQL server of our own.
 * @throws RigError `postgresql-missing`, `postgresql-failed`
 */
export async function startPostgresql({ durable = false }: PostgresqlOptions = {}): Promise<PostgresqlServer> {
  const programs = findPostgresql();
  if (programs === undefined) throw new RigError('postgresql-missing', POSTGRESQL_HINT);
  const folder = mkdtempSync(join(tmpdir(), 'hengzhun-pg-'));
  const user = serverUser();
  const password = randomBytes(18).toString('base64url');
  const data = join(folder, 'data');
  try {
    writeFileSync(join(folder, 'password'), `${password}\n`, { mode: 0o600 });
    if (user.uid !== undefined) {
      chownSync(folder, user.uid, user.gid!);
      chownSync(join(folder, 'password'), user.uid, user.gid!);
    }
    const options = { ...user, cwd: folder, env: { ...process.env, LC_ALL: 'C', PGDATA: data } };
    const access = ['-U', 'hengzhun', '-A', 'scram-sha-256', '--pwfile', join(folder, 'password')];
    await promisify(execFile)(join(programs, 'initdb'), [...access, '-E', 'UTF8', '--locale=C', '--no-sync'], options);
    rmSync(join(folder, 'password'));
    const settings = [
      `unix_socket_directories=${folder}`,
      'listen_addresses=',
      'log_line_prefix=',
      'max_connections=150',
    ];
    if (!durable) settings.push('fsync=off', 'full_page_writes=off');
    const command = [join(programs, 'postgres'), '-D', data, ...settings.flatMap((setting) => ['-c', setting])];
    const { child, pid } = await begin(['sh', '-c', keeper, 'sh', folder, ...command], options);
    const query = new URLSearchParams({ host: folder, user: 'hengzhun', password });
    return { url: `postgresql:///postgres?${query}`, pid, stop: () => stop(child, folder) };
  } catch (cause) {
    rmSync(folder, { recursive: true, force: true });
    if (cause instanceof RigError) throw cause;
    const text = `PostgreSQL could not be started: ${(cause as Error).message}. ${POSTGRESQL_HINT}`;
    throw new RigError('postgresql-failed', text, { cause });
  }
}

/** PostgreSQL refuses to run as root: then as its own user, or as nobody. */
function serverUser(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const users = readFileSync('/etc/passwd', 'utf8').split('\n');
  for (const name of ['postgres', 'nobody']) {
    const [, , uid, gid] = users.find((line) => line.startsWith(`${name}:`))?.split(':') ?? [];
    if (uid !== undefined) return { uid: Number(uid), gid: Number(gid) };
  }
  throw new RigError(
    'postgresql-failed',
    'PostgreSQL refuses to run as root and there is no user `nobody`. Create one.',
  );
}

function begin(command: string[], options: SpawnOptions): Promise<{ child: ChildProcess; pid: number }> {
  return new Promise((resolve, reject) => {
    // A session of its own: an interrupt from the terminal is for us, and we end the server in order.
    const child = spawn(command[0]!, command.slice(1), {
      ...options,
      detached: true,
      stdio: ['pipe', 'ignore', 'pipe'],
    });
    let said = '';
    const fail = (why: string) => {
      child.stdin!.end();
      reject(new RigError('postgresql-failed', `PostgreSQL could not be started: ${why}\n${said.trim()}`));
    };
    const timer = setTimeout(() => fail('it takes too long'), START_LIMIT_MS);
    child.once('error', (error) => fail(error.message));
    child.once('exit', () => fail('it ended'));
    child.stdin!.on('error', () => {});
    child.stderr!.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-4000);
      if (!said.includes('ready to accept connections')) return;
      clearTimeout(timer);
      child.stderr!.removeAllListeners('data').resume();
      // This process may end without stopping it: the keeper sees that by the closed pipe.
      child.unref();
      (child.stderr as unknown as { unref(): void }).unref();
      (child.stdin as unknown as { unref(): void }).unref();
      resolve({ child, pid: Number(/server (\d+)/.exec(said)?.[1]) });
    });
  });
}

async function stop(child: ChildProcess, folder: string): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    child.ref();
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.stdin!.end();
    await gone;
  }
  rmSync(folder, { recursive: true, force: true });
}
