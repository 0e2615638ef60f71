import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startRoutes, startWorld, type TestPerson, type World } from '../../platform/auth/auth.fixture.ts'
import type { Caller } from '../../platform/auth/caller.ts'
import { systemClock } from '../../platform/clock/clock.ts'
import { TenantDatabase } from '../../platform/database/tenant-database.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { createApiKey } from './create-api-key.ts'
import { listApiKeys } from './list-api-keys.ts'
import { revokeApiKey } from './revoke-api-key.ts'

const day = 86_400_000
let world: World
let routes: Awaited<ReturnType<typeof startRoutes>>

beforeAll(async () => {
  world = await startWorld()
  routes = await startRoutes(world)
})

afterAll(async () => {
  await routes.server.close()
  await world.close()
})

async function callerOf(person: TestPerson): Promise<Caller> {
  const caller = await world.authenticator.authenticate({ cookie: await routes.cookieOf(person.email) })
  if (!caller) throw new TypeError('The person cannot sign in')
  return caller
}

const byKey = (key: string) => world.authenticator.authenticate({ authorization: `Bearer ${key}` })

async function machineOf(key: string): Promise<Caller> {
  const machine = await byKey(key)
  if (!machine) throw new TypeError('The key opens nothing')
  return machine
}

function as<T>(caller: Caller, work: (context: CallContext) => Promise<T>, clock = systemClock): Promise<T> {
  const origin = { id: 'test', source: null }
  return new TenantDatabase(world.app).within(caller.scope, (tx) =>
    work({ tx, caller, actor: caller, clock, origin, ifMatch: null, dryRun: false }),
  )
}

describe('an API key', () => {
  it('acts for the membership that created it, and is shown once', async () => {
    const person = await world.addPerson()
    const caller = await callerOf(person)
    const created = await as(caller, (context) => createApiKey(context, { name: 'Nightly sync', expiresInDays: 90 }))
    expect(created.key).toMatch(new RegExp(`^tnt_${person.providerId.replaceAll('-', '')}_[\\w-]{43}$`))
    expect(created.key.startsWith(created.prefix)).toBe(true)
    expect(created.key.length - created.prefix.length).toBe(37)
    expect(Date.parse(created.expiresAt) - Date.parse(created.createdAt)).toBe(90 * day)
    expect(await byKey(created.key)).toMatchObject({
      kind: 'api_key',
      accountId: person.accountId,
      scope: caller.scope,
    })
    const { key, ...shown } = created
    const { items } = await as(caller, listApiKeys)
    expect(items.map((item) => ({ ...item, lastUsedAt: null }))).toEqual([shown])
    const { rows } = await world.owner.query<{ text: string }>(
      'SELECT concat((SELECT json_agg(k) FROM api_keys k), (SELECT json_agg(p) FROM audit_payloads p)) AS text',
    )
    expect(rows[0]?.text).toContain('Nightly sync')
    expect(rows[0]?.text).not.toContain(key.slice(created.prefix.length))
  })

  it('stops working with the request after it is revoked', async () => {
    const caller = await callerOf(await world.addPerson())
    const { id, key } = await as(caller, (context) => createApiKey(context, { name: 'Short', expiresInDays: 1 }))
    expect(await byKey(key)).not.toBeNull()
    await as(caller, (context) => revokeApiKey(context, id))
    expect(await byKey(key)).toBeNull()
    expect((await as(caller, listApiKeys)).items).toEqual([])
    await expect(as(caller, (context) => revokeApiKey(context, id))).rejects.toMatchObject({ code: 'not_found' })
  })

  it('leaves the list when it has expired', async () => {
    const caller = await callerOf(await world.addPerson())
    await as(caller, (context) => createApiKey(context, { name: 'Short', expiresInDays: 1 }))
    const tomorrow = { now: () => new Date(Date.now() + day + 1000) }
    expect((await as(caller, listApiKeys, tomorrow)).items).toEqual([])
  })

  it('is out of sight and reach of every other membership, the same person’s included', async () => {
    const person = await world.addPerson()
    const caller = await callerOf(person)
    const customer = await world.addOrganization(person.providerId, person.providerId, 'customer')
    const colleague = await world.addPerson()
    const other = await world.addMembership(colleague.accountId, person.providerId)
    const own = await world.addMembership(person.accountId, person.providerId, customer)
    const { id, key } = await as(caller, (context) => createApiKey(context, { name: 'Mine', expiresInDays: 1 }))
    for (const scope of [
      { ...caller.scope, membershipId: other },
      { ...caller.scope, membershipId: own },
      (await callerOf(await world.addPerson())).scope,
    ]) {
      expect((await as({ ...caller, scope }, listApiKeys)).items).toEqual([])
      const attempt = as({ ...caller, scope }, (context) => revokeApiKey(context, id))
      await expect(attempt).rejects.toMatchObject({ code: 'not_found' })
    }
    expect(await byKey(key)).not.toBeNull()
  })

  it('creates further keys of its own membership that do not outlive it', async () => {
    const caller = await callerOf(await world.addPerson())
    const parent = await as(caller, (context) => createApiKey(context, { name: 'One', expiresInDays: 30 }))
    const machine = await machineOf(parent.key)
    const long = await as(machine, (context) => createApiKey(context, { name: 'Long', expiresInDays: 730 }))
    expect(long.expiresAt).toBe(parent.expiresAt)
    const short = await as(machine, (context) => createApiKey(context, { name: 'Short', expiresInDays: 1 }))
    expect(Date.parse(short.expiresAt) - Date.parse(short.createdAt)).toBe(day)
    expect((await machineOf(long.key)).scope).toEqual(caller.scope)
  })

  it('takes all that were created with it along when it is revoked, and the log names each', async () => {
    const caller = await callerOf(await world.addPerson())
    const create = (by: Caller, name: string) => as(by, (context) => createApiKey(context, { name, expiresInDays: 1 }))
    const first = await create(caller, 'First')
    const second = await create(await machineOf(first.key), 'Second')
    const third = await create(await machineOf(second.key), 'Third')
    const other = await create(caller, 'Other')
    await as(await machineOf(third.key), (context) => revokeApiKey(context, second.id))
    expect([await byKey(second.key), await byKey(third.key)]).toEqual([null, null])
    const fourth = await create(await machineOf(first.key), 'Fourth')
    await as(await machineOf(other.key), (context) => revokeApiKey(context, first.id))
    expect([await byKey(first.key), await byKey(fourth.key)]).toEqual([null, null])
    expect((await as(caller, listApiKeys)).items.map(({ name }) => name)).toEqual(['Other'])
    const { rows } = await world.owner.query<{ id: string }>(
      "SELECT object_id AS id FROM audit_events WHERE provider_id = $1 AND action = 'api_key.revoked' ORDER BY id",
      [caller.scope.providerId],
    )
    expect(rows.map(({ id }) => id).sort()).toEqual([first, second, third, fourth].map(({ id }) => id).sort())
  })

  it('needs the permission at every step', async () => {
    const person = await world.addPerson()
    const caller: Caller = { ...(await callerOf(person)), permissions: new Set(['customers.read']) }
    for (const work of [
      (context: CallContext) => createApiKey(context, { name: 'No', expiresInDays: 1 }),
      listApiKeys,
      (context: CallContext) => revokeApiKey(context, person.membershipId),
    ])
      await expect(as<unknown>(caller, work)).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('is written to the audit log when it is created and when it is revoked', async () => {
    const person = await world.addPerson()
    const caller = await callerOf(person)
    const { id } = await as(caller, (context) => createApiKey(context, { name: 'Logged', expiresInDays: 1 }))
    await as(caller, (context) => revokeApiKey(context, id))
    const { rows } = await world.owner.query<{ action: string; actor_membership_id: string }>(
      'SELECT action, actor_membership_id FROM audit_events WHERE object_id = $1 ORDER BY id',
      [id],
    )
    expect(rows).toEqual(
      ['api_key.created', 'api_key.revoked'].map((action) => ({ action, actor_membership_id: person.membershipId })),
    )
  })
})
