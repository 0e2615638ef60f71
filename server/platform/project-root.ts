import { existsSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of the project, found from wherever the running file was built to. */
export const projectRoot = findRoot(path.dirname(fileURLToPath(import.meta.url)))

function findRoot(dir: string): string {
  if (existsSync(path.join(dir, 'package-lock.json')) && existsSync(path.join(dir, 'contract'))) return dir
  const parent = path.dirname(dir)
  if (parent === dir) throw new TypeError('The project folder is not above the program')
  return findRoot(parent)
}
