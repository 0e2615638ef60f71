import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{contract,server,web,probe}/**/*.test.{ts,tsx}', 'checks/*.test.mjs'],
    globalSetup: ['server/testing/global-setup.ts'],
    pool: 'forks',
    // Files of one process share what they import, which costs more than most of their tests; none changes it for the others.
    isolate: false,
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 120_000,
  },
})
