/** Regenerates what the papers tell from the code; with --check it only compares and fails on a difference. */
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { projectRoot } from '../platform/project-root.ts'
import { errorsPaper, rolesPaper, withSettings } from './papers.ts'

await keep('docs/errors.md', errorsPaper())
await keep('docs/roles.md', rolesPaper())
await keep('docs/operating.md', withSettings(await readFile(path.join(projectRoot, 'docs/operating.md'), 'utf8')))

async function keep(file: string, content: string): Promise<void> {
  const present = await readFile(path.join(projectRoot, file), 'utf8').catch(() => '')
  if (present === content) return
  if (process.argv.includes('--check')) {
    process.stderr.write(`${file} is not what "npm run generate" makes\n`)
    process.exitCode = 1
    return
  }
  await writeFile(path.join(projectRoot, file), content)
  process.stdout.write(`wrote ${file}\n`)
}
