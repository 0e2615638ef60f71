/** Regenerates the files made from a migrated database; with --check it only compares and fails on a difference. */
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { projectRoot } from '../platform/project-root.ts'
import { startTestCluster } from '../testing/test-cluster.ts'
import { describeSchema } from './schema-description.ts'
import { describeTables } from './table-types.ts'

const cluster = await startTestCluster()
try {
  const pool = cluster.ownerPool(await cluster.createDatabase())
  // An ended pool says goodbye in its own time, and may hear of the cluster's end before.
  pool.on('error', () => {})
  const files = {
    'server/database/schema.sql': await describeSchema(pool),
    'server/database/tables.generated.ts': await describeTables(pool),
  }
  await pool.end()
  for (const [file, content] of Object.entries(files)) await keep(path.join(projectRoot, file), content)
} finally {
  await cluster.stop()
}

async function keep(file: string, content: string): Promise<void> {
  const present = await readFile(file, 'utf8').catch(() => '')
  if (present === content) return
  if (process.argv.includes('--check')) {
    process.stderr.write(`${path.relative(projectRoot, file)} is not what "npm run generate" makes\n`)
    process.exitCode = 1
    return
  }
  await writeFile(file, content)
  process.stdout.write(`wrote ${path.relative(projectRoot, file)}\n`)
}
