/** What a user of chosen organizations sees is exactly what is assigned, with all below it, whatever was done in between. */
import { updateCustomer } from '@tenantry/contract/customers.ts'
import { assignOrganizations } from '@tenantry/contract/users.ts'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createWorld, type World } from '../../testing/world.ts'
import { added } from '../customers/customers.fixture.ts'

let world: World

beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

/** Organizations and users are named by their place in a list, counted round. */
const at = <T>(list: T[], index: number): T => list[index % list.length] as T
const index = fc.nat({ max: 20 })
const act = fc.oneof(
  fc.record({
    kind: fc.constant('fromCustomer' as const),
    organization: index,
    users: fc.array(index, { maxLength: 2 }),
  }),
  fc.record({ kind: fc.constant('fromUser' as const), user: index, organizations: fc.array(index, { maxLength: 3 }) }),
  fc.record({ kind: fc.constant('addBelow' as const), organization: index }),
)
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never

async function play(acts: Act[]): Promise<string[]> {
  const { admin, providerId } = world.first
  const technician = () =>
    world.addPerson({ providerId, organizationId: providerId, role: 'technician', reach: 'selected' })
  const users = [(await technician()).membershipId, (await technician()).membershipId]
  const organizations = [(await added(admin.api, { name: 'Group', type: 'enterprise' })).body.id as string]
  for (const each of acts) {
    if (each.kind === 'addBelow') {
      const parentId = at(organizations, each.organization) as never
      organizations.push((await added(admin.api, { name: 'Division', type: 'division', parentId })).body.id)
    } else if (each.kind === 'fromCustomer') {
      const params = { id: at(organizations, each.organization) as never }
      const assignedUserIds = each.users.map((user) => at(users, user) as never)
      const done = await admin.api.call(updateCustomer, { params, body: { assignedUserIds } }, { ifMatch: '*' })
      expect(done.status).toBe(200)
    } else {
      const params = { id: at(users, each.user) as never }
      const organizationIds = each.organizations.map((organization) => at(organizations, organization) as never)
      const done = await admin.api.call(assignOrganizations, { params, body: { organizationIds } }, { ifMatch: '*' })
      expect([...done.body.assignedOrganizationIds].sort()).toEqual([...new Set<string>(organizationIds)].sort())
    }
  }
  return users
}

it('sight is derived from assignments, after any of them in any order (EC3)', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 3, maxLength: 12 }), async (acts) => {
      for (const user of await play(acts)) {
        const { rows } = await world.test.owner.query<{ seen: string[]; derived: string[] }>(
          `SELECT ARRAY(SELECT organization_id FROM membership_organizations WHERE membership_id = $1 ORDER BY 1) AS seen,
             ARRAY(SELECT DISTINCT c.descendant_id FROM membership_assignments a
               JOIN organization_closure c ON c.ancestor_id = a.organization_id WHERE a.membership_id = $1 ORDER BY 1) AS derived`,
          [user],
        )
        expect(rows[0]?.seen).toEqual(rows[0]?.derived)
      }
    }),
    { numRuns: 15 },
  )
})
