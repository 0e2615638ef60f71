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

function as<T>(caller: Caller, work: (context: CallContext) => Promise<T>, clock = systemClock): Promise<T> {
  const origin = { id: 'test', source: null }
  return new TenantDatabase(world.app).within(caller.scope, (tx) =>
    work({ tx, caller, actor: caller, clock, origin, ifMatch: null }),
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

  it('cannot create further keys, which would outlive it', async () => {
    const caller = await callerOf(await world.addPerson())
    const { key } = await as(caller, (context) => createApiKey(context, { name: 'One', expiresInDays: 1 }))
    const machine = await byKey(key)
    expect(machine).not.toBeNull()
    const attempt = as(machine ?? caller, (context) => createApiKey(context, { name: 'Two', expiresInDays: 730 }))
    await expect(attempt).rejects.toMatchObject({ code: 'forbidden' })
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
