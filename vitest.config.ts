import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { conditions: ['hengzhun-source'] },
  ssr: { resolve: { conditions: ['hengzhun-source', 'module', 'node'] } },
  test: {
    include: ['*/test/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
