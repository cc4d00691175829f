import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { conditions: ['hengzhun-source'] },
  ssr: { resolve: { conditions: ['hengzhun-source', 'module', 'node'] } },
  test: {
    globalSetup: ['hil-tests/test/support/postgresql-service.ts'],
    include: ['*/test/**/*.test.ts'],
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
});
