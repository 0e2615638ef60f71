import { mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { isStillToBeMade, makeDataFolder } from './data-folder.ts'
import { withClearFileErrors } from './startup-error.ts'

let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'tenantry-data-folder-'))
  await writeFile(path.join(folder, 'file'), '')
  await symlink(path.join(folder, 'nowhere'), path.join(folder, 'link'))
})
afterAll(() => rm(folder, { recursive: true }))

it.each([
  ['file', 'is no folder'],
  ['file/below', 'is no folder'],
  ['/proc/nope/below', "can't be used by"],
  ['link', 'it is not there and cannot be made'],
])(
  'what can be no data folder is refused in one line by those who look and by those who make it: %s',
  async (place, words) => {
    const dataDir = path.resolve(folder, place)
    for (const work of [isStillToBeMade, makeDataFolder]) {
      const error = await withClearFileErrors<unknown>(dataDir, () => work(dataDir)).catch((thrown: Error) => thrown)
      const message = error instanceof Error ? error.message : ''
      expect(message).toContain(`The data folder ${dataDir}`)
      expect(message).toContain(words)
      expect(message).not.toContain('\n')
    }
    expect((await readdir(folder)).sort()).toEqual(['file', 'link'])
  },
)

it('one that is still to be made is made whole, and only looked at leaves nothing behind', async () => {
  const dataDir = path.join(folder, 'made/by/start')
  expect(await isStillToBeMade(dataDir)).toBe(true)
  expect((await readdir(folder)).sort()).toEqual(['file', 'link'])
  // By any number that start at the same instant.
  await Promise.all(Array.from({ length: 8 }, () => makeDataFolder(dataDir)))
  expect(await isStillToBeMade(dataDir)).toBe(false)
})
