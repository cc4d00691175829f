import { SdkError, type SdkErrorCode } from '../errors.js';

const damaged = 'The database is damaged. Stop writing, keep the data directory as evidence, restore the last backup.';
const unreachable =
  'No PostgreSQL server answers at this address. Check host, port and that the server runs; nothing was changed.';
const lost = 'The connection to the PostgreSQL server was lost. Nothing acknowledged was lost; it will be tried again.';
const refused =
  'The PostgreSQL server refuses this user. Check user, password, its pg_hba.conf and the rights granted.';

/** By SQLSTATE or its beginning, the longest first. PostgreSQL 15 manual, appendix A. */
const advice: readonly [string, SdkErrorCode, string][] = [
  [
    '3D000',
    'store-path-missing',
    'The PostgreSQL server has no database of this name. Create it (createdb), with UTF8.',
  ],
  ['42501', 'store-permission', 'This user may not do that in the database. Grant it the rights on the schema.'],
  ['28', 'store-permission', refused],
  ['25006', 'store-read-only', 'The PostgreSQL server takes no writes (a standby, or read only). Use the primary.'],
  [
    '53100',
    'store-full',
    'The disk of the PostgreSQL server is full. Nothing acknowledged was lost; make room and go on.',
  ],
  ['53', 'store-locked', 'The PostgreSQL server is at its limits (connections or memory). Wait, or raise them.'],
  ['55P03', 'store-locked', 'Another program holds what is to be changed. Wait, then try again.'],
  ['22012', 'store-locked', 'Other programs change the same things at the same time. Wait, then try again.'],
  ['40', 'store-locked', 'Other programs change the same things at the same time. Wait, then try again.'],
  ['57014', 'store-locked', 'The PostgreSQL server cancelled a statement that took too long. Try again.'],
  ['57', 'store-io', lost],
  ['08', 'store-io', lost],
  ['25P03', 'store-io', lost],
  ['58', 'store-io', 'The disk of the PostgreSQL server reported an error. Check it; nothing acknowledged was lost.'],
  ['XX001', 'store-corrupt', damaged],
  ['XX002', 'store-corrupt', damaged],
  ['22021', 'store-bad-query', 'A text holds the character U+0000, which PostgreSQL cannot store. Remove it.'],
];

const network = new Set([
  'ECONNREFUSED',
  'ENOENT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
]);
const brokenOff = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED']);
const brokenOffTexts =
  /Connection terminated|connection error|timeout expired|read timeout|not queryable|server closed/i;

function codeOf(cause: Error): string {
  return String((cause as Error & { code?: unknown }).code ?? '');
}

/** No answer from the server, or not any more: another connection may do better. */
export function isConnectionLoss(cause: unknown): boolean {
  if (!(cause instanceof Error) || cause instanceof SdkError) return false;
  const code = codeOf(cause);
  if (network.has(code) || brokenOff.has(code)) return true;
  if (/^(08|57P0|25P03)/.test(code)) return true;
  return code === '' && brokenOffTexts.test(cause.message);
}

/** A server was there, and breaks off or does not answer yet: it is being ended, starts, or recovers from a crash. */
export function isInterrupted(cause: unknown): boolean {
  if (!(cause instanceof Error) || cause instanceof SdkError) return false;
  const code = codeOf(cause);
  if (/^57P0[1-3]/.test(code) || brokenOff.has(code)) return true;
  return code === '' && /Connection terminated unexpectedly/i.test(cause.message);
}

/** Serialization failure, deadlock, and division by zero: a statement of ours insists so on what another transaction has changed. */
const conflicts = new Set(['40001', '40P01', '22012']);

/** The transaction was undone because another one got in the way. */
export function isConflict(cause: unknown): boolean {
  return cause instanceof Error && conflicts.has(codeOf(cause));
}

/**
 * Turns an error of node-postgres into one of ours; ours pass unchanged. Neither holds the password.
 * @param path URL without its password @param opening whether the server was never reached yet
 */
export function postgresqlError(path: string, cause: unknown, opening = false): Error {
  if (cause instanceof SdkError || !(cause instanceof Error)) return cause as Error;
  const native = codeOf(cause);
  const [, code, text] = find(cause, native, opening) ?? [
    '',
    'store-internal',
    'The database refused a statement. Please report this.',
  ];
  return new SdkError(code, `${text} (${path}: ${cause.message})`, { path, native }, cause);
}

function find(cause: Error, native: string, opening: boolean): readonly [string, SdkErrorCode, string] | undefined {
  const found = advice.find(([state]) => native.startsWith(state));
  if (found !== undefined) return found;
  if (/SASL|password must be|no password/i.test(cause.message)) return ['', 'store-permission', refused];
  if (!isConnectionLoss(cause)) return undefined;
  return opening ? ['', 'store-path-missing', unreachable] : ['', 'store-io', lost];
}
