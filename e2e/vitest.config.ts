import { defineConfig } from 'vitest/config'

/** Browser tests of the running product: `npx vitest run --config e2e/vitest.config.ts`. */
export default defineConfig({
  root: import.meta.dirname,
  test: {
    include: ['**/*.e2e.ts'],
    globalSetup: ['harness/global-setup.ts'],
    pool: 'forks',
    // Files of one process share what they import; none changes it for the others.
    isolate: false,
    // Tests wait for a page more than they work, so that three files at a time keep two cores busy. They share one
    // installation, and tell their data by words of their own or have a provider of their own.
    maxWorkers: 3,
    // As long as a page is given to show something: where everything is slow, a second is over soon.
    expect: { poll: { timeout: 20_000, interval: 100 } },
    // A real browser on a busy machine misses a step now and then. What needs its second try is named at the end of
    // `npm test`, for often it is a race of the product.
    retry: 1,
    testTimeout: 90_000,
    hookTimeout: 120_000,
    teardownTimeout: 60_000,
  },
})
