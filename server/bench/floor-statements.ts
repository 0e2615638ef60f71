/** The statements of floors that write, as they lie in `floors/`. */
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { projectRoot } from '../platform/project-root.ts'

/** The statements of a floor, in order. */
export async function readStatements(floor: string): Promise<string[]> {
  const text = await readFile(path.join(projectRoot, `server/bench/floors/${floor}.sql`), 'utf8')
  return text
    .replace(/^--.*$/gm, '')
    .split(';')
    .filter((statement) => statement.trim() !== '')
}

/** Turns `:name` into numbered parameters of a prepared statement. */
export function bound(statement: string, given: Readonly<Record<string, unknown>>, name: string) {
  const values: unknown[] = []
  const text = statement.replace(/(?<!:):([a-z_0-9]+)/g, (_, key: string) => `$${values.push(given[key])}`)
  return { name, text, values }
}
