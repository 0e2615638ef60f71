/** Commands as real processes on a PostgreSQL of one's own. */
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { run, Scratch } from '../platform/database/scratch-database.fixture.ts'
import { startTestCluster, type TestCluster, testSecret } from '../testing/test-cluster.ts'
import { Product, stopAll } from './product.fixture.ts'

let cluster: TestCluster
let scratch: Scratch
let folder = ''

beforeAll(async () => {
  cluster = await startTestCluster()
  scratch = await Scratch.start()
  folder = await mkdtemp(path.join(tmpdir(), 'tenantry-outside-commands-'))
})
afterAll(async () => {
  await stopAll()
  await scratch.end()
  await cluster.stop()
  await rm(folder, { recursive: true })
})

async function tenantry(
  args: string[],
  settings: Record<string, string>,
): Promise<{ code: number | string; output: string }> {
  const command = new Product(path.join(folder, 'data'), args, settings)
  return { code: await command.ended(), output: command.output }
}

const schemas = "SELECT nspname AS name FROM pg_namespace WHERE nspname !~ '^pg_|^information_schema$'"
const createProvider = ['provider', 'create', '--name', 'Second MSP', '--admin-email', 'admin@second.example']
const listKeys = ['api-key', 'list', '--email', 'nobody@second.example']

describe('an empty database', () => {
  it('is left empty by a command that needs one that is migrated, which says so', async () => {
    const url = await scratch.database()
    expect(await tenantry(['verify', 'audit'], { DATABASE_URL: url, TENANTRY_SECRET: testSecret })).toEqual({
      code: 1,
      output: 'The database is not migrated yet: run "npx tenantry migrate".\n',
    })
    expect(await run(url, schemas)).toEqual([{ name: 'public' }])
    expect(await readdir(folder)).toEqual([])
  })
})

describe('a database of somebody else', () => {
  it('is refused by a migration before anything is made, and it is said how to own it', async () => {
    const { name, password } = await scratch.plainOwner()
    const url = new URL(await scratch.database())
    const database = url.pathname.slice(1)
    url.username = name
    url.password = password
    expect(await tenantry(['migrate'], { DATABASE_URL: url.toString(), TENANTRY_SECRET: testSecret })).toEqual({
      code: 1,
      output: `The user ${name} may not make schemas and tables in the database ${database}. Give it to that user: ALTER DATABASE ${database} OWNER TO ${name};\n`,
    })
    expect(await readdir(folder)).toEqual([])
  })
})

describe('the doctor', () => {
  it('says that an empty database is not migrated yet and what that would be refused for, and changes nothing', async () => {
    const owner = await scratch.plainOwner()
    const settings = { DATABASE_URL: await scratch.database(owner), TENANTRY_SECRET: testSecret }
    const refused = 'problem Database: The database is not migrated yet, and "npx tenantry migrate" would be refused: '
    const roles =
      'The database user may not make the roles that the product runs as. Give it CREATEROLE, or let an admin'
    const doctor = await tenantry(['doctor'], settings)
    expect(doctor).toEqual({ code: 1, output: expect.stringContaining(`${refused}${roles}`) })
    const migrated = await tenantry(['migrate'], settings)
    expect(migrated).toEqual({ code: 1, output: expect.stringContaining(roles) })
    await rm(path.join(folder, 'data'), { recursive: true })
    await scratch.administer(`GRANT tenantry_search TO ${owner.name}`)
    expect(await tenantry(['doctor'], settings)).toEqual({
      code: 1,
      output: expect.stringMatching(
        /^problem Database: The database is not migrated yet: run "npx tenantry migrate"\.$/m,
      ),
    })
    expect(await run(settings.DATABASE_URL, schemas)).toEqual([{ name: 'public' }])
    await scratch.administer(`ALTER DATABASE ${new URL(settings.DATABASE_URL).pathname.slice(1)} OWNER TO CURRENT_USER`)
    expect((await tenantry(['doctor'], settings)).output).toContain(
      `${refused}The user ${owner.name} may not make schemas`,
    )
    expect(await readdir(folder)).toEqual([])
  })

  it('tells a wrong password of the owner from a wrong secret', async () => {
    const database = await cluster.createDatabase()
    const url = new URL(cluster.ownerUrl(database))
    const secret = 'a secret that this database was not migrated with'
    const other = await tenantry(['doctor'], { DATABASE_URL: url.toString(), TENANTRY_SECRET: secret })
    expect(other.output).toMatch(
      /^problem Database: The roles of the database have passwords of another secret than that of TENANTRY_SECRET/m,
    )
    url.password = 'not-the-password'
    const wrong = await tenantry(['doctor'], { DATABASE_URL: url.toString(), TENANTRY_SECRET: secret })
    expect(wrong.output).toMatch(
      /^problem Database: The database cannot be reached: .*: the user or the password in DATABASE_URL is wrong\.$/m,
    )
    expect(wrong.output).not.toContain('not-the-password')
    expect([other.code, wrong.code]).toEqual([1, 1])
    await cluster.dropDatabase(database)
  })
})

// Whatever looks at a database first asks both in one place: its encoding, and its release.
describe('a database that is not encoded as UTF8', () => {
  it.each(['start', 'doctor'])('is refused by %s in one line, and nothing is made', async (command) => {
    const url = await scratch.database(null, "ENCODING 'LATIN1' LOCALE_PROVIDER libc LOCALE 'C' TEMPLATE template0")
    const { code, output } = await tenantry([command], { DATABASE_URL: url, TENANTRY_SECRET: testSecret })
    expect(output).toMatch(
      /^(problem Database: )?The database is encoded as LATIN1, and UTF8 is needed: make it with CREATE DATABASE .+$/m,
    )
    expect(output).not.toContain('    at ')
    expect(code).toBe(1)
    expect(await run(url, schemas)).toEqual([{ name: 'public' }])
    expect(await readdir(folder)).toEqual([])
  })
})

describe('a database of a PostgreSQL that is too old', () => {
  it('is refused by a migration in one line, and nothing is made', async () => {
    const url = await scratch.database()
    await run(
      url,
      `CREATE FUNCTION public.current_setting(text) RETURNS text LANGUAGE sql AS
         $$SELECT CASE $1 WHEN 'server_version_num' THEN '140012' ELSE pg_catalog.current_setting($1) END$$`,
    )
    await run(url, `ALTER DATABASE "${new URL(url).pathname.slice(1)}" SET search_path = public, pg_catalog`)
    expect(await tenantry(['migrate'], { DATABASE_URL: url, TENANTRY_SECRET: testSecret })).toEqual({
      code: 1,
      output: 'PostgreSQL 15 or newer is needed; this is 14.\n',
    })
    expect(await readdir(folder)).toEqual([])
  })
})

describe('a migrated database', () => {
  it('is all that a command needs: no folder and no key is made beside it', async () => {
    const database = await cluster.createDatabase()
    const settings = { DATABASE_URL: cluster.ownerUrl(database), TENANTRY_SECRET: testSecret }
    const doctor = await tenantry(['doctor'], settings)
    expect(doctor.output).toMatch(/^ok {6}Database: PostgreSQL .+, outside, migrated$/m)
    expect(doctor.code).toBe(0)
    expect(await tenantry(['verify', 'audit'], settings)).toEqual({ code: 0, output: 'The audit log is whole.\n' })
    expect(await readdir(folder)).toEqual([])
    await cluster.dropDatabase(database)
  })

  it('that waits for migrations, or has some of another release, is refused by the doctor and by commands that only use it, and stays as it is', async () => {
    const database = await cluster.createDatabase()
    const url = cluster.ownerUrl(database)
    const settings = { DATABASE_URL: url, TENANTRY_SECRET: testSecret }
    const names = () => run(url, 'SELECT name FROM migrations.kysely_migration ORDER BY name')
    const setPassword = ['reset-password', '--email', 'nobody@second.example']
    const refusedAs = async (words: string) => {
      const before = await names()
      expect(await tenantry(['doctor'], settings)).toEqual({
        code: 1,
        output: expect.stringContaining(`\nproblem Database: ${words}\n`),
      })
      for (const args of [listKeys, setPassword, ['verify', 'audit'], ['verify', 'licenses']])
        expect(await tenantry(args, settings)).toEqual({ code: 1, output: `${words}\n` })
      expect(await names()).toEqual(before)
    }
    await run(
      url,
      `DELETE FROM migrations.kysely_migration
       WHERE name IN (SELECT name FROM migrations.kysely_migration ORDER BY name DESC LIMIT 2)`,
    )
    await refusedAs(
      '2 migrations of this release have not run: "npx tenantry migrate" or the next start runs them. An older release does not start afterwards.',
    )
    await run(url, "INSERT INTO migrations.kysely_migration VALUES ('9000_later', '2100-01-01T00:00:00.000Z')")
    await refusedAs('The database was migrated by another release of Tenantry; install that release or a newer one.')
    await cluster.dropDatabase(database)
  })

  it('keeps the passwords of its roles where a command comes with another secret', async () => {
    // Whoever may not change roles does no harm to other tests, whatever is wrong.
    const { name, password } = await scratch.plainOwner()
    const database = await cluster.createDatabase()
    const url = new URL(cluster.ownerUrl(database))
    url.username = name
    url.password = password
    const settings = { DATABASE_URL: url.toString(), TENANTRY_SECRET: 'a secret of nobody who runs a server' }
    expect(await tenantry(['verify', 'audit'], settings)).toEqual({
      code: 1,
      output: expect.stringMatching(/^The roles of the database have passwords of another secret than .+\n$/),
    })
    await cluster.dropDatabase(database)
  })

  it.each([
    ['api-key', listKeys],
    ['start', ['start']],
    ['provider create', [...createProvider, '--admin-password', 'correct horse battery staple']],
  ])('gets no second secret from %s with a mistyped data folder', async (_, args) => {
    // Whoever may not change roles does no harm to other tests, whatever is wrong.
    const { name, password } = await scratch.plainOwner()
    const database = await cluster.createDatabase()
    const url = new URL(cluster.ownerUrl(database))
    url.username = name
    url.password = password
    expect(await tenantry(args, { DATABASE_URL: url.toString() })).toEqual({
      code: 1,
      output: `Nothing is installed in ${path.join(folder, 'data')} (TENANTRY_DATA_DIR): the secret of the installation is not there. Name its data folder, or set TENANTRY_SECRET.\n`,
    })
    expect(await readdir(folder)).toEqual([])
    await cluster.dropDatabase(database)
  })
})
