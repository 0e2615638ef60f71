// npm test: everything that proves the product, in two runs side by side, closing with one line of counts.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { buildProgram, buildWeb } from '../server/build.mjs'

// Otherwise the servers that are started first all build the same, at once.
await buildProgram('server/main.ts')
await buildWeb()

const folder = mkdtempSync(path.join(os.tmpdir(), 'tenantry-results-'))
// Each waits for servers, pages and what has been killed: with three files of the one and two of the other at a time they
// keep two cores busy to the end. With four and two those of the browser went on alone for half a minute.
const runs = [
  ['unit, HTTP and database', ['vitest', 'run', '--maxWorkers=3']],
  ['browser', ['vitest', 'run', '--maxWorkers=2', '--config', 'e2e/vitest.config.ts']],
].map(([name, args]) => started(name, args, path.join(folder, `${args.length}.json`)))
let passed = 0
let failed = 0
let skipped = 0
const failures = []
const secondTries = []
// One after the other is shown, whole.
for (const { name, show, ended, file } of runs) {
  process.stdout.write(`\n== ${name} tests\n`)
  show()
  const status = await ended
  const counts = countsOf(file)
  passed += counts.passed
  skipped += counts.skipped
  failed += counts.failed + (status !== 0 && counts.failed === 0 ? 1 : 0)
  failures.push(...counts.failures)
  secondTries.push(...counts.secondTries)
}
rmSync(folder, { recursive: true, force: true })
// Said once more at the end: of a run of many thousand lines, often only the last ones are kept.
for (const test of secondTries) process.stdout.write(`\nPASSED AT THE SECOND TRY ${test}\n`)
for (const failure of failures) process.stdout.write(`\nFAILED ${failure}\n`)
process.stdout.write(`\n${passed} passed, ${failed} failed, ${skipped} skipped\n`)
process.exitCode = failed === 0 && passed > 0 ? 0 : 1

/** Starts a run of tests; what it prints is kept until `show` is called, and `ended` is its exit code. */
function started(name, args, file) {
  const run = spawn('npx', [...args, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...(process.stdout.hasColors?.() ? { FORCE_COLOR: '1' } : {}) },
  })
  const kept = []
  let write = (chunk) => void kept.push(chunk)
  run.stdout.on('data', (chunk) => write(chunk))
  run.stderr.on('data', (chunk) => write(chunk))
  const show = () => {
    write = (chunk) => void process.stdout.write(chunk)
    kept.forEach(write)
  }
  return { name, show, file, ended: once(run, 'close').then(([code]) => code) }
}

function countsOf(file) {
  try {
    const report = JSON.parse(readFileSync(file, 'utf8'))
    const { numPassedTests, numFailedTests, numFailedTestSuites, numPendingTests, numTodoTests } = report
    return {
      passed: numPassedTests,
      failed: numFailedTests || numFailedTestSuites,
      skipped: numPendingTests + numTodoTests,
      failures: report.testResults.flatMap(failuresOf),
      secondTries: report.testResults.flatMap(secondTriesOf),
    }
  } catch {
    return { passed: 0, failed: 1, skipped: 0, failures: [`no report at ${path.basename(file)}`], secondTries: [] }
  }
}

/** What failed of one file, each as its place, its title and the first lines of why. */
function failuresOf({ name, message, assertionResults }) {
  const place = path.relative(process.cwd(), name)
  const tests = assertionResults.filter(({ status }) => status === 'failed')
  if (tests.length === 0 && message) return [`${place}\n${firstLines(message)}`]
  return tests.map((test) => described(place, test))
}

/** What passed of one file, but not at once: with why it had failed before. */
function secondTriesOf({ name, assertionResults }) {
  const place = path.relative(process.cwd(), name)
  const tests = assertionResults.filter(
    ({ status, failureMessages }) => status === 'passed' && failureMessages.length > 0,
  )
  return tests.map((test) => described(place, test))
}

function described(place, { fullName, failureMessages }) {
  return `${place} > ${fullName}\n${firstLines(failureMessages.join('\n'))}`
}

function firstLines(text) {
  return text.split('\n').slice(0, 12).join('\n')
}
