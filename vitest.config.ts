import { defineConfig } from 'vitest/config';

/** Two projects: `unit` is the core in milliseconds, `server` starts the built server over stdio. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.ts'],
          setupFiles: ['test/kit/seed.ts'],
          testTimeout: 20_000,
        },
      },
      { test: { name: 'server', include: ['test/server/**/*.test.ts'], testTimeout: 30_000, fileParallelism: false } },
    ],
  },
});
