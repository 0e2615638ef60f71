import { appendFile, mkdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openLogFile } from './log-file.ts'
import { useFolders } from './supervisors.fixture.ts'

const { folder } = useFolders()

it('moves a log of more than 10 MB aside, and tells only what came since', async () => {
  const dataDir = await folder()
  await mkdir(join(dataDir, 'logs'))
  const path = join(dataDir, 'logs', 'postgres.log')
  await writeFile(path, 'x'.repeat(11 * 1024 * 1024))
  const first = await openLogFile(dataDir)
  await appendFile(path, 'of the first run\n')
  expect(await first.tail()).toBe('of the first run')
  first.close()

  const second = await openLogFile(dataDir)
  await appendFile(path, 'of the second run\n')
  expect(await second.tail()).toBe('of the second run')
  second.close()
  expect((await stat(`${path}.1`)).size).toBe(11 * 1024 * 1024)
  expect((await stat(path)).size).toBe('of the first run\nof the second run\n'.length)
})
