// Checks which room may import from which: contract ← everything; platform ← features ← wiring; rooms only through
// public.ts, and never in a circle.
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { circlesOf } from './circles.mjs'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const workspaces = ['contract', 'server', 'web', 'probe', 'e2e']

/** Each rule says for an importing file and an imported one (both from the root) what is wrong, or nothing. */
const rules = [
  (from, to) =>
    workspaceOf(from) === 'contract' && workspaceOf(to) !== 'contract' && 'the contract imports nothing of ours',
  (from, to) =>
    ['web', 'probe'].includes(workspaceOf(from)) &&
    !['contract', workspaceOf(from)].includes(workspaceOf(to)) &&
    `${workspaceOf(from)} knows only the contract`,
  (from, to) =>
    workspaceOf(from) === 'server' &&
    ['web', 'e2e'].includes(workspaceOf(to)) &&
    'the server knows neither the web nor its tests',
  (from, to) =>
    isIn(from, 'server/platform') &&
    /^server\/(features|cli|demo|bench|chaos|[a-z-]+\.ts$)/.test(to) &&
    'the platform knows no feature and no wiring',
  (from, to) =>
    isIn(from, 'server/features') &&
    !isTest(from) &&
    /^server\/(cli|demo|bench|chaos|docs|[a-z-]+\.ts$)/.test(to) &&
    'a feature knows no wiring',
  (from, to) => /^web\/(platform|ui)\//.test(from) && isIn(to, 'web/features') && 'platform and ui know no feature',
  (from, to) => isIn(from, 'web/platform') && isIn(to, 'web/ui') && 'the platform knows no component',
  (from, to) => {
    const [here, there] = [roomOf(from), roomOf(to)]
    return (
      here &&
      there &&
      here !== there &&
      !/(\/public|\.fixture)\.tsx?$/.test(to) &&
      'another room is called through its public.ts'
    )
  },
  (from, to) =>
    !isTest(from) &&
    isIn(to, 'server/testing') &&
    !isIn(from, 'server/testing') &&
    !isIn(from, 'server/chaos') &&
    from !== 'server/database/generate.ts' &&
    'only tests import from testing',
]

/** Words that source may not hold, with the reason. */
const banned = [
  [/set_config\s*\(/, 'a scope is set with SET LOCAL by one function'],
  [/\bset\s+session\b/i, 'settings never outlive a transaction'],
  [/\beval\s*\(|new Function\s*\(/, 'no code from text'],
  [/v8['"]\)?\.deserialize|node:v8/, 'no native deserialisation'],
  [/(CREATE|ALTER) ROLE[^;`']*\sBYPASSRLS/i, 'no role bypasses row security'],
]

/** Browser tests that look once at what a page shows, and too early where everything is slow. */
const looksOnce =
  /expect\(\s*await (?:(?!expect)[\s\S]){0,300}?\.(?:count|textContent|allTextContents|inputValue|getAttribute|boundingBox|is[A-Z]\w+)\([^()]*\)\s*\)\s*\.(?:not\.)?to/

const problems = []
const called = new Map()
for (const file of await sourceFiles()) {
  const text = await readFile(path.join(root, file), 'utf8')
  for (const target of imports(text)) {
    const to = resolve(file, target)
    if (to) for (const rule of rules) report(file, rule(file, to), target)
    if (to && !isTest(file)) noteCall(roomOf(file), roomOf(to))
  }
  if (isIn(file, 'e2e')) report(file, looksOnce.test(text) && 'what a page shows is waited for', 'expect(await …)')
  if (!isTest(file))
    for (const [word, reason] of banned)
      report(file, word.test(text) && /\.(ts|tsx|sql)$/.test(file) && reason, String(word))
}
const circles = circlesOf(called)
for (const [arrow, way] of circles) problems.push(`${arrow}: rooms call each other in a circle (${way.join(' → ')})`)
for (const problem of problems) process.stderr.write(`${problem}\n`)
process.exitCode = problems.length > 0 ? 1 : 0

function noteCall(here, there) {
  if (!here || !there || here === there) return
  called.set(here, (called.get(here) ?? new Set()).add(there))
}

function report(file, problem, what) {
  if (problem) problems.push(`${file}: ${problem} (${what})`)
}

function imports(text) {
  return [...text.matchAll(/(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g)].map((match) => match[1])
}

function resolve(from, target) {
  if (target.startsWith('@tenantry/contract/')) return `contract/${target.slice('@tenantry/contract/'.length)}`
  return target.startsWith('.') ? path.normalize(path.join(path.dirname(from), target)) : null
}

function workspaceOf(file) {
  return workspaces.find((each) => isIn(file, each))
}

function roomOf(file) {
  return /^(?:server|web)\/features\/[^/]+(?=\/)/.exec(file)?.[0]
}

function isIn(file, folder) {
  return file.startsWith(`${folder}/`)
}

function isTest(file) {
  return /\.(test|e2e|fixture)\.tsx?$/.test(file)
}

async function sourceFiles() {
  const all = await Promise.all(
    workspaces.map(async (each) => {
      const entries = await readdir(path.join(root, each), { recursive: true, withFileTypes: true }).catch(() => [])
      return entries
        .filter((entry) => entry.isFile())
        .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    }),
  )
  return all
    .flat()
    .filter(
      (file) =>
        /\.(ts|tsx|mjs|sql)$/.test(file) && !/(^|\/)(node_modules|dist)\//.test(file) && !file.endsWith('schema.sql'),
    )
}
