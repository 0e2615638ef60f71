import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFile, mkdir, mkdtemp, readdir, rm, utimes } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { removeOldCopies } from './old-copies.ts'

const isRoot = process.platform === 'linux' && process.getuid?.() === 0
const current = `18.9.0-${'a'.repeat(16)}`
let parent: string

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'copies-'))
})
afterEach(() => rm(parent, { recursive: true, force: true }))

async function add(name: string, hoursAgo: number): Promise<string> {
  const copy = join(parent, name)
  await mkdir(join(copy, 'bin'), { recursive: true })
  const at = new Date(Date.now() - hoursAgo * 3_600_000)
  await utimes(copy, at, at)
  return copy
}

it.runIf(isRoot)(
  'removes copies that nothing runs and no start has chosen for an hour (only root sees all)',
  async () => {
    await add(current, 48)
    await add(`18.4.0-beta.17-${'b'.repeat(16)}`, 2)
    await add(`18.4.0-${'c'.repeat(16)}.0123456789ab`, 2)
    await add(`18.8.0-${'d'.repeat(16)}`, 0)
    await add('of-somebody-else', 48)
    await removeOldCopies(join(parent, current))
    expect((await readdir(parent)).sort()).toEqual([`18.8.0-${'d'.repeat(16)}`, current, 'of-somebody-else'].sort())
  },
)

it.runIf(isRoot)('leaves a copy alone for as long as a process runs it (only root sees all)', async () => {
  await add(current, 48)
  const used = await add(`18.4.0-${'e'.repeat(16)}`, 0)
  const program = join(used, 'bin', 'sleep')
  await copyFile('/bin/sleep', program)
  const running = spawn(program, ['600'])
  await once(running, 'spawn')
  const at = new Date(Date.now() - 7_200_000)
  await utimes(used, at, at)
  await removeOldCopies(join(parent, current))
  expect(await readdir(parent)).toContain(`18.4.0-${'e'.repeat(16)}`)
  running.kill()
  await once(running, 'exit')
  await removeOldCopies(join(parent, current))
  expect(await readdir(parent)).toEqual([current])
})

it.runIf(isRoot)('counts a start from a copy as its use, so that the next update does not take it away', async () => {
  const copy = await add(current, 48)
  await removeOldCopies(copy)
  await removeOldCopies(await add(`18.10.0-${'f'.repeat(16)}`, 0))
  expect(await readdir(parent)).toContain(current)
})
