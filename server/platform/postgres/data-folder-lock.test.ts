import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { lockDataFolder } from './data-folder-lock.ts'
import { useFolders } from './supervisors.fixture.ts'

const { folder } = useFolders()

async function race(dataDir: string, count: number) {
  const outcomes = await Promise.allSettled(Array.from({ length: count }, () => lockDataFolder(dataDir)))
  return outcomes.filter((outcome) => outcome.status === 'fulfilled').map(({ value }) => value)
}

it('has exactly one holder however many want it at once, round after round', async () => {
  const dataDir = await folder()
  for (let round = 0; round < 5; round++) {
    const winners = await race(dataDir, 8)
    expect(winners).toHaveLength(1)
    await expect(lockDataFolder(dataDir)).rejects.toThrow(`already in use by process ${process.pid}`)
    await Promise.all(winners.map((winner) => winner.release()))
  }
})

it('leaves one file behind, not one for every start', async () => {
  const dataDir = await folder()
  for (let round = 0; round < 3; round++) await (await lockDataFolder(dataDir)).release()
  expect(await readdir(join(dataDir, 'locks'))).toEqual(['postgres.3'])
})

it('ignores files that are none of its own', async () => {
  const dataDir = await folder()
  await (await lockDataFolder(dataDir)).release()
  await writeFile(join(dataDir, 'locks', 'notes.txt'), '')
  await (await lockDataFolder(dataDir)).release()
  expect(await readdir(join(dataDir, 'locks'))).toEqual(['notes.txt', 'postgres.2'])
})
