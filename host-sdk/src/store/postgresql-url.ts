import { SdkError } from '../errors.js';

/** Whether a store's name is the URL of a PostgreSQL database. */
export function isPostgresqlUrl(name: string): boolean {
  return /^postgres(?:ql)?:/i.test(name);
}

/**
 * The URL as messages may show it: user, host, port and database, never the password.
 * @throws {SdkError} `store-path-missing` when it is no URL; the message does not repeat it, since it may hold a password
 */
export function withoutPassword(url: string): string {
  if (!URL.canParse(url)) {
    const text =
      'The URL of the PostgreSQL database cannot be read. Write postgresql://user:password@host:port/database.';
    throw new SdkError('store-path-missing', text);
  }
  const { username, host, pathname, searchParams } = new URL(url);
  const place = host === '' ? (searchParams.get('host') ?? '') : host;
  return `postgresql://${username === '' ? '' : `${username}@`}${place}${pathname}`;
}
