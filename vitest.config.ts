import { defineConfig } from 'vitest/config'
import { SlowFirst } from './server/testing/slow-first.ts'

export default defineConfig({
  test: {
    include: ['{contract,server,web,probe}/**/*.test.{ts,tsx}', 'checks/*.test.mjs'],
    globalSetup: ['server/testing/global-setup.ts'],
    pool: 'forks',
    // Files of one process share what they import, which costs more than most of their tests; none changes it for the others.
    isolate: false,
    // V8 optimizes a function later than it would for a server: most of what tests call never comes to pay for it.
    execArgv: ['--interrupt-budget=400000'],
    // Some wait for servers that start and for what has been killed: a third file keeps two cores busy meanwhile.
    maxWorkers: 3,
    sequence: { sequencer: SlowFirst },
    // Where everything is slow, property tests and walks over all operations take more than half a minute.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
})
