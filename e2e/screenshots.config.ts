import { defineConfig } from 'vitest/config'

/** Takes the pictures of the README anew: `npx vitest run --config e2e/screenshots.config.ts`. */
export default defineConfig({
  root: import.meta.dirname,
  test: { include: ['screenshots.ts'], testTimeout: 300_000, teardownTimeout: 60_000 },
})
