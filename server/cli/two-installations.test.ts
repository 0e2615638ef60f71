/** Two installations on one PostgreSQL server, which has its roles once for both. The tests go on from one another. */
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { run } from '../platform/database/scratch-database.fixture.ts'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../platform/postgres/embedded-postgres.ts'
import { prepareOwner } from '../platform/postgres/prepare-owner.ts'
import { makeFolderOfTests } from '../testing/folder-of-tests.ts'
import { Product, stopAll } from './product.fixture.ts'

let clusterFolder = ''
let folder = ''
let cluster: EmbeddedPostgres
const urls = { first: '', second: '' }

// A server of their own: that of the other tests has roles that nobody may change.
beforeAll(async () => {
  clusterFolder = await makeFolderOfTests('tenantry-two-installations-')
  folder = await mkdtemp(path.join(tmpdir(), 'tenantry-two-installations-'))
  cluster = await startEmbeddedPostgres({ dataDir: clusterFolder, log: () => {}, durable: false })
  urls.first = await prepareOwner(cluster, 'first')
  urls.second = await prepareOwner(cluster, 'second')
})
afterAll(async () => {
  await stopAll()
  await cluster.stop()
  await rm(clusterFolder, { recursive: true })
  await rm(folder, { recursive: true })
})

async function tenantry(of: keyof typeof urls, args: string[], settings: Record<string, string> = {}) {
  const command = new Product(path.join(folder, of), args, { DATABASE_URL: urls[of], ...settings })
  return { code: await command.ended(), output: command.output }
}

const secret = 'the secret of both installations, once they share one'
const more = ['third', 'fourth', '"of sales"']
const isInOrder = { code: 0, output: expect.stringMatching(/^ok {6}Database: PostgreSQL .+, outside, migrated$/m) }

describe('the first installation', { timeout: 120_000 }, () => {
  it('gets a secret made by the command that migrates its database', async () => {
    expect(await tenantry('first', ['migrate'])).toMatchObject({ code: 0, output: expect.stringMatching(/^Ran \d+/) })
    expect(await readdir(path.join(folder, 'first/secrets'))).toContain('installation-secret')
    // As further ones that use the roles.
    for (const name of more) await run(cluster.connectionString('postgres'), `CREATE DATABASE ${name}`)
    for (const name of more)
      await run(cluster.connectionString(name.replaceAll('"', '')), 'GRANT USAGE ON SCHEMA public TO tenantry_app')
  })
})

describe('a second installation', { timeout: 120_000 }, () => {
  it.each([
    ['migrate', ['migrate'], {}],
    ['demo', ['demo'], { TENANTRY_SECRET: secret }],
  ])('is refused by %s while the roles are those of the first, before anything is made', async (_, args, settings) => {
    expect(await tenantry('second', args, settings)).toEqual({
      code: 1,
      output:
        'The roles tenantry_app, tenantry_auth, tenantry_jobs of this PostgreSQL server belong to another installation (databases "of sales", first, fourth, third), and nothing was changed. ' +
        'Set TENANTRY_SECRET to the secret of that one, and both work side by side, or use another PostgreSQL server. ' +
        'Once all that is named here is dropped, nothing stands in the way either, but what it holds is lost: find out first whose it is. "SELECT datname, usename FROM pg_stat_activity" shows who works in it now, and not whose server is only stopped.\n',
    })
    expect(await readdir(folder)).toEqual(['first'])
    expect(await run(urls.second, "SELECT FROM pg_namespace WHERE nspname = 'migrations'")).toEqual([])
  })

  it('has changed nothing of the first then', async () => {
    for (const name of more) await run(cluster.connectionString('postgres'), `DROP DATABASE ${name}`)
    expect(await tenantry('first', ['doctor'])).toEqual(isInOrder)
  })

  it('works beside the first with its secret', async () => {
    // What the first has made for itself becomes that of both.
    expect(await tenantry('first', ['migrate'], { TENANTRY_SECRET: secret })).toMatchObject({ code: 0 })
    const settings = { TENANTRY_SECRET: secret }
    expect(await tenantry('second', ['migrate'], settings)).toMatchObject({ code: 0 })
    expect(await tenantry('first', ['doctor'], settings)).toEqual(isInOrder)
    expect(await tenantry('first', ['migrate'], settings)).toMatchObject({ code: 0 })
    expect(await tenantry('second', ['doctor'], settings)).toEqual(isInOrder)
  })

  it('hears of the other one when its secret changes', async () => {
    const other = 'another secret, which both installations need from then on'
    const { output } = await tenantry('second', ['migrate'], { TENANTRY_SECRET: other })
    expect(output).toMatch(/"event":"database\.passwords_changed","databases":\["first"\]/)
    const again = await tenantry('second', ['migrate'], { TENANTRY_SECRET: other })
    expect(again).toEqual({ code: 0, output: 'The database is up to date.\n' })
  })

  it('takes the roles over when no database uses them any more', async () => {
    await run(cluster.connectionString('postgres'), 'DROP DATABASE first')
    await run(cluster.connectionString('postgres'), 'DROP DATABASE second')
    urls.second = await prepareOwner(cluster, 'second')
    expect(await tenantry('second', ['migrate'])).toMatchObject({ code: 0, output: expect.stringMatching(/^Ran \d+/) })
    expect(await tenantry('second', ['doctor'])).toEqual(isInOrder)
  })
})
