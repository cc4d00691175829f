import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { conditions: ['hengzhun-source'] },
  ssr: { resolve: { conditions: ['hengzhun-source', 'module', 'node'] } },
  test: {
    globalSetup: ['hil-tests/test/support/postgresql-service.ts'],
    testTimeout: 600_000,
    hookTimeout: 600_000,
    projects: [
      { extends: true, test: { name: 'all', include: ['*/test/**/*.test.ts'] } },
      {
        // What uses a store and does not say on which database runs once more on PostgreSQL.
        extends: true,
        test: {
          name: 'postgresql',
          include: ['host-sdk/test/{ingest,log,registry}/**/*.test.ts'],
          env: { HENGZHUN_TEST_STORE: 'postgresql' },
          setupFiles: ['host-sdk/test/helpers/postgresql-or-skip.ts'],
        },
      },
    ],
  },
});
