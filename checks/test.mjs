// npm test: everything that proves the product, in two runs, closing with one line of counts.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'

const folder = mkdtempSync(path.join(os.tmpdir(), 'tenantry-results-'))
const runs = [
  ['unit, HTTP and database', ['vitest', 'run']],
  ['browser', ['vitest', 'run', '--config', 'e2e/vitest.config.ts']],
]
let passed = 0
let failed = 0
let skipped = 0
for (const [name, args] of runs) {
  const file = path.join(folder, `${args.length}.json`)
  process.stdout.write(`\n== ${name} tests\n`)
  const { status } = spawnSync('npx', [...args, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`], {
    stdio: 'inherit',
  })
  const counts = countsOf(file)
  passed += counts.passed
  skipped += counts.skipped
  failed += counts.failed + (status !== 0 && counts.failed === 0 ? 1 : 0)
}
rmSync(folder, { recursive: true, force: true })
process.stdout.write(`\n${passed} passed, ${failed} failed, ${skipped} skipped\n`)
process.exitCode = failed === 0 && passed > 0 ? 0 : 1

function countsOf(file) {
  try {
    const report = JSON.parse(readFileSync(file, 'utf8'))
    const { numPassedTests, numFailedTests, numFailedTestSuites, numPendingTests, numTodoTests } = report
    return {
      passed: numPassedTests,
      failed: numFailedTests || numFailedTestSuites,
      skipped: numPendingTests + numTodoTests,
    }
  } catch {
    return { passed: 0, failed: 1, skipped: 0 }
  }
}
