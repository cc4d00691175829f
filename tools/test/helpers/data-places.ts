import { postgresqlUrl, temporarySchema } from '../../../host-sdk/test/helpers/postgresql.js';
import { temporaryFolder } from './cli.js';

/** Something that `--data` can name, empty, for one test or file of tests. */
export interface DataPlace {
  readonly data: string;
  remove(): Promise<void>;
}

async function folder(): Promise<DataPlace> {
  const { path, remove } = temporaryFolder();
  return { data: path, remove: async () => remove() };
}

async function database(): Promise<DataPlace> {
  const { url, remove } = await temporarySchema();
  return { data: url, remove };
}

/** Every kind at hand: `describe.each(dataPlaces)('… in a $name', ({ make }) => …)`. */
export const dataPlaces: readonly { readonly name: string; make(): Promise<DataPlace> }[] =
  postgresqlUrl === undefined
    ? [{ name: 'folder', make: folder }]
    : [
        { name: 'folder', make: folder },
        { name: 'PostgreSQL database', make: database },
      ];
