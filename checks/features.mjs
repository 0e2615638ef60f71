// Checks docs/features.md: no id is left out between the first and the last of its kind, a test that is named exists and
// names the feature, and no test names an unlisted one.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const rows = readFileSync(path.join(root, 'docs/features.md'), 'utf8')
  .split('\n')
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .filter((cells) => /^[A-Z]{1,2}\d/.test(cells[1] ?? ''))
const problems = []
const seen = new Set()
for (const [, ids, , state, tests] of rows)
  for (const id of ids.split(', ')) {
    if (seen.has(id)) problems.push(`${id} is listed twice`)
    seen.add(id)
    checkRow(id, state, tests === '' ? [] : tests.split(', '))
  }
for (const kind of new Set([...seen].map((id) => id.replace(/\d+$/, ''))))
  for (let number = lastOf(kind); number > 0; number--)
    if (!seen.has(`${kind}${number}`)) problems.push(`${kind}${number} is not listed`)
for (const file of testFiles())
  for (const [, ids] of readFileSync(path.join(root, file), 'utf8').matchAll(/\(((?:EC|IF|MH|OM|RI|B)\d[^)\n]*)\)/g))
    for (const id of ids.split(', '))
      if (/^[A-Z]+\d+$/.test(id) && !seen.has(id)) problems.push(`${file} names ${id}, which is not listed`)
for (const problem of problems) process.stderr.write(`docs/features.md: ${problem}\n`)
process.exitCode = problems.length > 0 ? 1 : 0

function lastOf(kind) {
  return Math.max(
    ...[...seen].filter((id) => id.replace(/\d+$/, '') === kind).map((id) => Number(id.slice(kind.length))),
  )
}

function testFiles() {
  return ['contract', 'server', 'web', 'probe', 'e2e'].flatMap((workspace) =>
    readdirSync(path.join(root, workspace), { recursive: true })
      .map((file) => path.join(workspace, file))
      .filter((file) => /\.(test|e2e)\.tsx?$/.test(file) && !file.includes('node_modules')),
  )
}

function checkRow(id, state, tests) {
  if (!/^(done$|part: |open$)/.test(state)) problems.push(`${id} has no state`)
  if (state !== 'open' && tests.length === 0) problems.push(`${id} is proven by nothing`)
  for (const test of tests) {
    const file = path.join(root, test)
    if (!existsSync(file)) problems.push(`${id}: there is no ${test}`)
    else if (!new RegExp(`\\b${id}\\b`).test(readFileSync(file, 'utf8')))
      problems.push(`${id}: ${test} does not name it`)
  }
}
