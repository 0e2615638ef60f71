import { defineConfig } from 'vitest/config'

/** Browser tests of the running product: `npx vitest run --config e2e/vitest.config.ts`. */
export default defineConfig({
  root: import.meta.dirname,
  test: {
    include: ['**/*.e2e.ts'],
    globalSetup: ['harness/global-setup.ts'],
    pool: 'forks',
    // Two files at a time on one installation: tests tell their data by words of their own, or have a provider of their own.
    maxWorkers: 2,
    testTimeout: 90_000,
    hookTimeout: 120_000,
    teardownTimeout: 60_000,
  },
})
