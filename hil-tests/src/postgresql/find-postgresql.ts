import { accessSync, constants, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** What to say where PostgreSQL is missing. */
export const POSTGRESQL_HINT =
  'PostgreSQL 12 or newer is needed: install it (Debian and Ubuntu: apt-get install postgresql), or name a server by HENGZHUN_POSTGRES_URL';

/** Folders in which distributions keep the programs of a PostgreSQL server, which are mostly not on the search path. */
function candidates(): string[] {
  const folders = (process.env.PATH ?? '').split(delimiter);
  for (const root of ['/usr/lib/postgresql', '/usr/pgsql', '/opt/homebrew/opt', '/usr/local/opt']) {
    let versions: string[];
    try {
      versions = readdirSync(root);
    } catch {
      continue; // Not this distribution.
    }
    const newest = versions
      .filter((name) => /^(postgresql(@\d+)?|\d+)$/.test(name))
      .sort((a, b) => b.localeCompare(a, 'en', { numeric: true }));
    folders.push(...newest.map((name) => join(root, name, 'bin')));
  }
  return folders;
}

/** Folder with the programs `initdb` and `postgres`; undefined: there is none. */
export function findPostgresql(): string | undefined {
  return candidates().find((folder) => {
    try {
      for (const program of ['initdb', 'postgres']) accessSync(join(folder, program), constants.X_OK);
      return folder !== '';
    } catch {
      return false;
    }
  });
}
