import { listAuditEvents } from '@tenantry/contract/audit-events.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { setPassword } from '../../platform/auth/accounts.ts'
import { newId } from '../../platform/clock/clock.ts'
import { createPool } from '../../platform/database/pools.ts'
import { jobContext } from '../../platform/jobs/tasks.ts'
import { systemScope } from '../../platform/tenancy/scope.ts'
import { createWorld, type ProviderWorld, type World, worldPassword } from '../../testing/world.ts'
import { copySignInsTask } from './copy-sign-ins.ts'

let world: World

beforeAll(async () => {
  world = await createWorld()
})
beforeEach(run)
afterAll(() => world.close())

async function run(): Promise<void> {
  const { jobsUrl, database, clock } = world.installation
  const pool = createPool({ connectionString: jobsUrl, max: 1 }, () => {})
  const log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }
  const query = async <Row>(text: string, values?: unknown[]) => (await pool.query(text, values)).rows as Row[]
  const environment = { tenantDb: database, clock, log, query }
  await copySignInsTask.run(jobContext(environment, { id: '1', signal: new AbortController().signal }), {})
  await pool.end()
}

async function recorded({ providerId }: ProviderWorld, membershipId: string) {
  return world.installation.database.within(systemScope(providerId), (tx) =>
    tx
      .selectFrom('audit_events')
      .select(['action', 'organization_id', 'actor_kind', 'actor_name', 'object_type', 'occurred_at', 'source'])
      .where('actor_membership_id', '=', membershipId)
      .where('action', 'like', 'account.%')
      .orderBy('id')
      .execute(),
  )
}

const newcomer = () =>
  world.addPerson({
    providerId: world.first.providerId,
    organizationId: world.first.partnerId,
    role: 'partner_administrator',
    reach: 'subtree',
  })

describe('signing in and out', () => {
  it('is in the audit log of the organization, once, and nowhere else afterwards', async () => {
    const person = await newcomer()
    expect((await person.api.request('POST', '/api/auth/sign-out', {})).statusCode).toBe(200)
    await setPassword(world.installation.authPool, person.email, `${worldPassword} and more`)
    const before = await world.test.owner.query<{ at: Date }>('SELECT min(at) AS at FROM auth.events')
    for (let times = 0; times < 2; times++) await run()
    const rows = await recorded(world.first, person.membershipId)
    expect(rows.map((row) => row.action)).toEqual([
      'account.signed_in',
      'account.signed_out',
      'account.password_changed',
    ])
    // The last one is a command's, which comes from nowhere.
    expect(rows.map((row) => row.source)).toEqual(['127.0.0.1', '127.0.0.1', null])
    expect(rows[0]).toMatchObject({
      organization_id: world.first.partnerId,
      actor_kind: 'user',
      actor_name: person.email,
      object_type: 'account',
    })
    expect(rows[0]?.occurred_at.getTime()).toBeGreaterThanOrEqual(before.rows[0]?.at.getTime() ?? Number.NaN)
    const left = await world.test.owner.query('SELECT id FROM auth.events UNION ALL SELECT id FROM auth.handed_events')
    expect(left.rows).toEqual([])
  })

  it('in vain is in the log of where the account belongs, from where, and by nobody known', async () => {
    const person = await newcomer()
    const guess = (email: string) =>
      world.anonymous.request('POST', '/api/auth/sign-in/email', { email, password: 'some other password' })
    expect((await guess(person.email)).statusCode).toBe(401)
    expect((await guess('nobody@people.example')).statusCode).toBe(401)
    const failures = async () => {
      await run()
      const events = await person.api.call(listAuditEvents, {
        query: { filter: { action: { eq: 'account.sign_in_failed' } } } as never,
      })
      return events.body.items
    }
    await expect.poll(async () => (await failures()).length, { timeout: 5000, interval: 20 }).toBe(1)
    expect((await failures())[0]).toMatchObject({
      actor: { kind: 'system', name: 'Sign-in' },
      organizationId: world.first.partnerId,
      source: '127.0.0.1',
      after: { name: person.email },
    })
  })

  it('is in the log of each provider of the person, and of those only where they may act', async () => {
    const person = await newcomer()
    const add = async ({ providerId }: ProviderWorld, status: string) => {
      const id = newId()
      await world.test.owner.query(
        `INSERT INTO memberships (provider_id, id, organization_id, account_id, role_id, reach, name, name_key, email, status, created_at)
         SELECT $1, $2, $1, a.id, r.id, 'all', 'Elsewhere', 'elsewhere', a.email, $4, now()
         FROM auth.accounts a, roles r WHERE a.email = $3 AND r.provider_id = $1 AND r.key = 'technician'`,
        [providerId, id, person.email, status],
      )
      return id
    }
    const second = await add(world.second, 'active')
    const former = await add(world.first, 'deactivated')
    await run()
    expect(await recorded(world.first, person.membershipId)).toHaveLength(1)
    expect(await recorded(world.second, second)).toMatchObject([
      { action: 'account.signed_in', organization_id: world.second.providerId, actor_name: 'Elsewhere' },
    ])
    expect(await recorded(world.first, former)).toEqual([])
  })
})
