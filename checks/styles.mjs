// Checks web/platform/mantine-styles.css: every component of the library that the app uses, directly or for what it
// draws with, has its style sheet there, no other has, and they stand in the library's order.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { problemsOfStyles } from './component-styles.mjs'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const files = readdirSync(path.join(root, 'web'), { recursive: true })
  .map((file) => path.join('web', file))
  .filter((file) => /\.tsx?$/.test(file) && !/\.(test|fixture)\.tsx?$|(^|\/)(node_modules|dist)\//.test(file))
const sources = new Map(files.map((file) => [file, readFileSync(path.join(root, file), 'utf8')]))
const problems = problemsOfStyles(readFileSync(path.join(root, 'web/platform/mantine-styles.css'), 'utf8'), sources)
for (const problem of problems) process.stderr.write(`${problem}\n`)
process.exitCode = problems.length > 0 ? 1 : 0
