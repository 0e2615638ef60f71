import { createCustomer } from '@tenantry/contract/customers.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../platform/clock/clock.ts'
import { createWorld, type World } from '../../testing/world.ts'
import { mustSet, purge, runTask } from './lifecycle.fixture.ts'
import { purgeExpiredTask } from './purge-expired.ts'

let world: World
let names = 0

beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

async function addArchived({ admin } = world.first): Promise<{ id: string; code: string }> {
  const { body } = await admin.api.call(createCustomer, { body: { name: `Archived ${++names}` } as never })
  await mustSet(admin.api, body.id, 'archived')
  return body
}

async function exists(id: string): Promise<boolean> {
  return (await world.test.owner.query('SELECT 1 FROM organizations WHERE id = $1', [id])).rowCount === 1
}

describe('a deletion for good', () => {
  it('by somebody of chosen customers, whose own log is out of sight, is done and told', async () => {
    const { providerId } = world.first
    const { id, code } = await addArchived()
    const person = await world.addPerson({
      providerId,
      organizationId: providerId,
      role: 'provider_administrator',
      reach: 'selected',
      selected: [id],
    })
    expect((await purge(person.api, id, code)).status).toBe(200)
    const { rows } = await world.test.owner.query(
      "SELECT organization_id FROM audit_events WHERE object_id = $1 AND action = 'customer.purged'",
      [id],
    )
    expect(rows).toEqual([{ organization_id: providerId }])
  })
})

describe('the daily deletion', () => {
  it('passes over what something outside refers to, and goes on with the others and with other providers', async () => {
    const { providerId, customerId } = world.first
    const { owner } = world.test
    const [referred, free, elsewhere] = [await addArchived(), await addArchived(), await addArchived(world.second)]
    const roleId = newId()
    await owner.query(
      "INSERT INTO roles (provider_id, id, organization_id, name, permissions) VALUES ($1, $2, $3, 'Clerk', '{}')",
      [providerId, roleId, referred.id],
    )
    await owner.query(
      `INSERT INTO memberships (provider_id, id, organization_id, account_id, role_id, reach, name, name_key, email, status, created_at)
       VALUES ($1, $2, $3, $4, $5, 'subtree', 'Clerk', 'clerk', 'clerk@people.example', 'active', now())`,
      [providerId, newId(), customerId, newId(), roleId],
    )
    await owner.query("UPDATE organizations SET archived_until = now() - interval '1 day' WHERE id = ANY ($1)", [
      [referred.id, free.id, elsewhere.id],
    ])
    const warnings = await runTask(world, purgeExpiredTask)
    expect(warnings).toMatchObject([{ organizationId: referred.id, code: 'conflict' }])
    expect(await Promise.all([referred, free, elsewhere].map(({ id }) => exists(id)))).toEqual([true, false, false])
  })

  it('comes to the last one, however many before it cannot be deleted', async () => {
    const { providerId, customerId } = world.second
    const { owner } = world.test
    const last = await addArchived(world.second)
    await owner.query(
      `INSERT INTO organizations (provider_id, id, parent_id, type, depth, name, name_key, code, code_key, code_scope_id, status, archived_until, created_at, updated_at)
       SELECT $1::uuid, gen_random_uuid(), $1::uuid, 'partner', 1, 'Full', 'full', 'F' || n, 'f' || n, $1::uuid, 'archived', now() - interval '2 days', now(), now()
       FROM generate_series(1, 105) n`,
      [providerId],
    )
    await owner.query(
      `INSERT INTO organization_closure (provider_id, ancestor_id, descendant_id, distance)
       SELECT provider_id, id, $2::uuid, 1 FROM organizations WHERE provider_id = $1 AND name = 'Full'`,
      [providerId, customerId],
    )
    await owner.query("UPDATE organizations SET archived_until = now() - interval '1 day' WHERE id = $1", [last.id])
    const warnings = await runTask(world, purgeExpiredTask)
    expect(warnings.filter((each) => 'code' in each && each.code === 'organization_not_empty')).toHaveLength(105)
    expect(await exists(last.id)).toBe(false)
  })
})
