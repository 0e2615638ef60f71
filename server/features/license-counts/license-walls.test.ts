/** What the functions of licenses, which see more than their caller, refuse to whoever calls them past the use-cases. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId, systemClock } from '../../platform/clock/clock.ts'
import type { Context } from '../../platform/http/context.ts'
import { type Scope, systemScope } from '../../platform/tenancy/scope.ts'
import { createWorld, type World } from '../../testing/world.ts'
import {
  addCatalog,
  findLiveUses,
  keepLimits,
  lockLicenses,
  renewAlerts,
  typesOfRoles,
  writeChanges,
  writeLimits,
  writeMove,
} from './license-counts.queries.ts'

let world: World

beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

/** Calls within the walls of a scope, and says that it is for a provider. */
function calling<Result>(scope: Scope, providerId: string, call: (context: Context) => Promise<Result>) {
  return world.installation.database.within(scope, (tx) =>
    call({
      tx,
      actor: { kind: 'system', name: 'Somebody', scope: systemScope(providerId) },
      clock: systemClock,
      origin: { id: newId(), source: null },
    }),
  )
}

const calls: Record<string, (context: Context, organizationId: string) => Promise<unknown>> = {
  'reading what lives': findLiveUses,
  'taking licenses': (context, organizationId) =>
    writeChanges(context, 'device.created', [
      { organizationId, type: 'it_assets', count: 1, subject: { kind: 'device', id: newId(), name: null } },
    ]),
  'setting limits': (context, id) =>
    writeLimits(context, id, [{ type: 'it_assets', limit: 1, overage: 0 }], {
      reason: 'limits.changed',
      isConfirmed: true,
    }),
  'renewing alerts': (context, id) => renewAlerts(context, id),
  'keeping limits': (context, id) => keepLimits(context, id, true),
  'locking counters': (context, id) => lockLicenses(context, [id]),
  moving: (context, id) => writeMove(context, id, id),
}

describe.each(Object.entries(calls))('%s', (_, call) => {
  it('is refused for an organization out of reach', async () => {
    const { providerId, technician, customerId, otherCustomerId } = world.first
    const { membershipId } = technician
    const scope: Scope = { providerId, organizationId: providerId, membershipId, reach: 'selected' }
    await expect(calling(scope, providerId, (context) => call(context, otherCustomerId))).rejects.toMatchObject({
      code: '42501',
    })
    expect(await calling(scope, providerId, (context) => findLiveUses(context, customerId))).toBeDefined()
  })

  it('is refused for another provider, whoever is named', async () => {
    const [own, other] = [world.first.providerId, world.second.providerId]
    for (const named of [own, other])
      await expect(
        calling(systemScope(own), named, (context) => call(context, world.second.customerId)),
      ).rejects.toMatchObject({ code: '42501' })
  })
})

it('roles and catalogs of another provider are out of reach', async () => {
  const [own, other] = [world.first.providerId, world.second.providerId]
  const { rows } = await world.test.owner.query<{ id: string }>('SELECT id FROM roles WHERE provider_id = $1', [other])
  const ids = rows.map(({ id }) => id)
  expect(ids.length).toBeGreaterThan(0)
  expect((await calling(systemScope(own), other, (context) => typesOfRoles(context, ids))).size).toBe(0)
  await expect(calling(systemScope(own), other, ({ tx }) => addCatalog(tx, other))).rejects.toMatchObject({
    code: '42501',
  })
})
