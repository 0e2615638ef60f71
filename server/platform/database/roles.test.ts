import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testSecret } from '../../testing/test-cluster.ts'
import { StartupError } from '../postgres/startup-error.ts'
import { connectionStringFor, databaseRoles, rolePassword } from './roles.ts'
import { scramVerifier } from './scram-verifier.ts'
import { migrateScratch, run, Scratch } from './scratch-database.fixture.ts'

const loginRoles = ['tenantry_app', 'tenantry_auth', 'tenantry_jobs'] as const
let scratch: Scratch

beforeAll(async () => {
  scratch = await Scratch.start()
})
afterAll(() => scratch.end())

async function refusal(work: Promise<unknown>): Promise<string> {
  const error = await work.catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(StartupError)
  return error instanceof Error ? error.message : ''
}

describe('the roles', () => {
  it('log in with passwords that only the secret of the installation gives', async () => {
    const url = await scratch.migrated()
    for (const role of loginRoles) {
      const [found] = await run(connectionStringFor(url, role, testSecret), 'SELECT current_user AS name')
      expect(found).toEqual({ name: role })
      await expect(run(connectionStringFor(url, role, `${testSecret}!`), 'SELECT 1')).rejects.toThrow(/password/)
    }
  })

  it('may not bypass row security, create or own anything above tables', async () => {
    const url = await scratch.migrated()
    const names = Object.keys(databaseRoles).map((name) => `'${name}'`)
    expect(
      await run(
        url,
        `SELECT rolname FROM pg_roles WHERE rolname IN (${names}) AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication)`,
      ),
    ).toEqual([])
  })

  it('are set with a verifier that PostgreSQL takes in place of the password', async () => {
    const { name } = await scratch.plainOwner()
    const url = new URL(await scratch.database())
    await scratch.administer(`ALTER ROLE ${name} PASSWORD '${scramVerifier('correct horse', Buffer.alloc(16, 7))}'`)
    url.username = name
    url.password = 'correct horse'
    expect(await run(url.toString(), 'SELECT 1 AS one')).toEqual([{ one: 1 }])
    url.password = 'battery staple'
    await expect(run(url.toString(), 'SELECT 1')).rejects.toThrow(/password/)
  })
})

describe('an owner that may not create roles', () => {
  it('migrates when an administrator has run the statements that the refusal names', async () => {
    const owner = await scratch.plainOwner()
    const url = await scratch.database(owner)
    const message = await refusal(migrateScratch(url))
    expect(message).toMatch(
      /^The database user may not make the roles .* Give it CREATEROLE, or let an administrator run/,
    )
    for (const role of loginRoles) expect(message).not.toContain(rolePassword(testSecret, role))

    const statements = message.split('\n').slice(1).join('\n')
    expect(statements).toContain(`GRANT tenantry_search TO ${owner.name}`)
    await scratch.administer(statements)
    expect((await migrateScratch(url)).length).toBeGreaterThan(5)
    expect(await migrateScratch(url)).toEqual([])
    expect(
      await run(connectionStringFor(url, 'tenantry_app', testSecret), 'SELECT tenancy.is_set_up() AS yes'),
    ).toEqual([{ yes: false }])
  })

  it('is told when the passwords are of another secret', async () => {
    const owner = await scratch.plainOwner()
    const url = await scratch.database(owner)
    await scratch.administer(`GRANT tenantry_search TO ${owner.name}`)
    const secret = 'another secret of the same installation'
    const message = await refusal(migrateScratch(url, { secret }))
    expect(message).toContain("ALTER ROLE tenantry_app PASSWORD 'SCRAM-SHA-256$4096:")
    expect(message).not.toContain('CREATE ROLE')
    expect(message).not.toContain(rolePassword(secret, 'tenantry_app'))
  })
})
