import { chmod, chown, mkdir, mkdtemp, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { narrowSecrets, wideSecrets } from './secret-modes.ts'

let dataDir = ''
beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'tenantry-secret-modes-'))
  await mkdir(path.join(dataDir, 'secrets'), { mode: 0o700 })
  await writeFile(path.join(dataDir, 'secrets/encryption-key'), 'key', { mode: 0o600 })
})
afterEach(() => rm(dataDir, { recursive: true }))

const modeOf = async (place: string) => (await stat(path.join(dataDir, place))).mode & 0o777
const widen = (place: string, mode: number) => chmod(path.join(dataDir, place), mode)

describe('the secrets of a data folder', () => {
  it('that others can read are told, and are their owner’s alone from then on', async () => {
    expect(await wideSecrets(dataDir)).toEqual([])
    await widen('secrets', 0o755)
    await widen('secrets/encryption-key', 0o640)
    const wide = ['secrets', 'secrets/encryption-key']
    expect(await wideSecrets(dataDir)).toEqual(wide)
    expect(await narrowSecrets(dataDir)).toEqual(wide)
    expect([await modeOf('secrets'), await modeOf('secrets/encryption-key')]).toEqual([0o700, 0o600])
    expect(await narrowSecrets(dataDir)).toEqual([])
  })

  it('are not looked for behind a link', async () => {
    await writeFile(path.join(dataDir, 'elsewhere'), 'secret', { mode: 0o644 })
    await symlink('../elsewhere', path.join(dataDir, 'secrets/installation-secret'))
    expect(await narrowSecrets(dataDir)).toEqual([])
    expect(await modeOf('elsewhere')).toBe(0o644)
  })

  it.runIf(process.getuid?.() === 0)(
    'that are somebody else’s are refused in one line, and left as they are',
    async () => {
      const file = path.join(dataDir, 'secrets/encryption-key')
      await widen('secrets/encryption-key', 0o644)
      await chown(file, 12_345, 12_345)
      await expect(narrowSecrets(dataDir)).rejects.toThrow(
        `Others than its owner can read ${file}, and user 0 cannot change that (it is not ours): let its owner run chmod go= ${file}.`,
      )
      expect(await modeOf('secrets/encryption-key')).toBe(0o644)
    },
  )

  it('that are not there yet are none to tell of', async () => {
    expect(await narrowSecrets(path.join(dataDir, 'nowhere'))).toEqual([])
  })
})
