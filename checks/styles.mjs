// Checks styles of the web app: web/platform/mantine-styles.css has those of the library's components that are used,
// directly or for what they draw with, and no others, in the library's order; style modules have the classes in use.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { problemsOfStyles } from './component-styles.mjs'
import { problemsOfClasses } from './module-classes.mjs'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const files = readdirSync(path.join(root, 'web'), { recursive: true })
  .map((file) => path.join('web', file))
  .filter((file) => !/\.(test|fixture)\.tsx?$|(^|\/)(node_modules|dist)\//.test(file))
const problems = [
  ...problemsOfStyles(read('web/platform/mantine-styles.css'), textsOf(/\.tsx?$/)),
  ...problemsOfClasses(textsOf(/\.(tsx?|module\.css)$/)),
]
for (const problem of problems) process.stderr.write(`${problem}\n`)
process.exitCode = problems.length > 0 ? 1 : 0

function textsOf(kind) {
  return new Map(files.filter((file) => kind.test(file)).map((file) => [file, read(file)]))
}

function read(file) {
  return readFileSync(path.join(root, file), 'utf8')
}
