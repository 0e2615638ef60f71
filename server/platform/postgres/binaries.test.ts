import { chmod, mkdir, stat, symlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import { databaseAccount } from './account.ts'
import { prepareBinaries, shippedFolder } from './binaries.ts'
import { canBeAnother, isRoot, useFolders } from './supervisors.fixture.ts'

const { folder } = useFolders()

it('names the way out where there is no built-in PostgreSQL', () => {
  expect(() => shippedFolder('sunos', 'sparc')).toThrow(/no built-in PostgreSQL for sunos-sparc .*set DATABASE_URL/)
})

it.runIf(canBeAnother || !isRoot)(
  'runs the programs where they were installed when they can be reached there',
  async () => {
    const { postgres, majorVersion } = await prepareBinaries(await folder(), await databaseAccount('/', '/'))
    expect(postgres).toBe(join(shippedFolder(), 'bin', 'postgres'))
    expect(majorVersion).toBe(18)
  },
)

it.runIf(isRoot)('copies programs that the account can not reach (only root runs them as another)', async () => {
  const dataDir = await folder()
  const closed = join(await folder(), 'closed')
  await mkdir(closed, { mode: 0o700 })
  await symlink(dirname(shippedFolder()), join(closed, 'package'))
  const shipped = join(closed, 'package', 'native')
  const account = await databaseAccount(dataDir, dataDir)
  const unusable = join(closed, 'copy')
  const first = await prepareBinaries(dataDir, account, shipped, [unusable, join(dataDir, 'postgres-bin')])
  expect(first.postgres.startsWith(join(dataDir, 'postgres-bin', '18.'))).toBe(true)
  expect((await stat(dirname(first.postgres))).mode & 0o777).toBe(0o755)

  const made = (await stat(first.postgres)).ino
  expect(await prepareBinaries(dataDir, account, shipped, [unusable, join(dataDir, 'postgres-bin')])).toEqual(first)
  expect((await stat(first.postgres)).ino).toBe(made)

  await chmod(first.postgres, 0o600)
  expect(await prepareBinaries(dataDir, account, shipped, [unusable, join(dataDir, 'postgres-bin')])).toEqual(first)
  expect((await stat(first.postgres)).ino).not.toBe(made)
})
