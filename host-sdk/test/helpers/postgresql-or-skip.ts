import { beforeEach } from 'vitest';
import { postgresqlUrl } from './postgresql.js';

beforeEach(({ skip }) => {
  if (postgresqlUrl === undefined) skip('no PostgreSQL');
});
