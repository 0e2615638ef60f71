/** The database itself keeps the reach over a whole provider with the provider's own people. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createWorld, type World } from './world.ts'

let world: World

beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

describe('the reach over the whole provider', () => {
  it('is refused to a membership of a partner, to the owner of the tables too', async () => {
    const { membershipId } = world.first.partnerAdmin
    const change = world.test.owner.query("UPDATE memberships SET reach = 'all' WHERE id = $1", [membershipId])
    await expect(change).rejects.toMatchObject({ constraint: 'memberships_whole_provider' })
  })

  it('does not follow a membership that leaves the provider’s own organization', async () => {
    const { admin, customerId } = world.first
    const change = world.test.owner.query('UPDATE memberships SET organization_id = $2 WHERE id = $1', [
      admin.membershipId,
      customerId,
    ])
    await expect(change).rejects.toMatchObject({ constraint: 'memberships_whole_provider' })
  })

  it('is told by the id: no organization but the root may be called like its provider, and none may be the root', async () => {
    const root = world.test.owner.query("UPDATE organizations SET type = 'customer' WHERE id = $1", [
      world.first.providerId,
    ])
    await expect(root).rejects.toMatchObject({ code: '23514' })
    const other = world.test.owner.query(
      "UPDATE organizations SET type = 'provider', parent_id = NULL, code = NULL, code_key = NULL WHERE id = $1",
      [world.first.customerId],
    )
    await expect(other).rejects.toMatchObject({ constraint: 'organizations_root_id' })
  })
})
