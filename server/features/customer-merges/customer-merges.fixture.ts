/** Two customers with something in every corner, and short ways to merge them, for tests that go through HTTP. */
import { mergeCustomer } from '@tenantry/contract/customer-merges.ts'
import { createCustomer, updateCustomer } from '@tenantry/contract/customers.ts'
import { createDevice } from '@tenantry/contract/devices.ts'
import { createEntity } from '@tenantry/contract/entities.ts'
import { createNote } from '@tenantry/contract/notes.ts'
import type { RequestOf } from '@tenantry/contract/operation.ts'
import type { HttpCaller, TestAnswer, TestCallOptions } from '../../testing/http-caller.ts'
import type { World } from '../../testing/world.ts'
import type { NewCustomer } from '../customers/customers.fixture.ts'

/** How two are merged, but for into which. */
export type MergeWish = Omit<RequestOf<typeof mergeCustomer>['body'], 'intoId'>

/** Merges one customer into another and gives back the whole answer; any version of both is accepted unless told otherwise. */
export function merge(
  api: HttpCaller,
  id: string,
  intoId: string,
  wish: MergeWish = {},
  options: TestCallOptions = {},
): Promise<TestAnswer<typeof mergeCustomer>> {
  const input = { params: { id: id as never }, body: { intoId: intoId as never, intoVersion: '*' as const, ...wish } }
  return api.call(mergeCustomer, input, { ifMatch: '*', ...options })
}

/** Merges two that can be merged. */
export async function merged(api: HttpCaller, id: string, intoId: string, wish: MergeWish = {}) {
  const answer = await merge(api, id, intoId, wish)
  if (answer.status !== 200) throw new TypeError(answer.raw.body)
  return answer.body
}

/** Adds a customer and answers its id. */
export async function addCustomer(api: HttpCaller, body: NewCustomer): Promise<string> {
  const { status, body: made, raw } = await api.call(createCustomer, { body })
  if (status !== 201) throw new TypeError(raw.body)
  return made.id
}

/** What a furnished customer has. */
export interface Furnished {
  id: string
  entityId: string
  deviceId: string
  noteId: string
}

/** Adds a customer with an entity, two devices, of which one lies in it, and a pinned note. */
export async function furnished(api: HttpCaller, body: NewCustomer, entity = 'Head office'): Promise<Furnished> {
  const id = await addCustomer(api, body)
  const params = { id: id as never }
  const { body: made } = await api.call(createEntity, { params, body: { name: entity } })
  const device = { organizationId: id as never, name: `srv of ${body.name}`, class: 'server' as const }
  const inside = await api.call(createDevice, { body: { ...device, entityId: made.id } })
  await api.call(createDevice, { body: device })
  const note = await api.call(createNote, { params, body: { body: `About ${body.name}`, isPinned: true } })
  return { id, entityId: made.id, deviceId: inside.body.id, noteId: note.body.id }
}

/** Makes users look after a customer, and nobody else. */
export async function assign(api: HttpCaller, id: string, membershipIds: string[]): Promise<void> {
  const body = { assignedUserIds: membershipIds as never[] }
  const { status, raw } = await api.call(updateCustomer, { params: { id: id as never }, body }, { ifMatch: '*' })
  if (status !== 200) throw new TypeError(raw.body)
}

/** Who looks after what and sees what because of it, where the two differ; nothing where all is well. */
export async function contradictions({ test }: World): Promise<unknown[]> {
  const { rows } = await test.owner.query(`
    WITH derived AS (
      SELECT DISTINCT a.provider_id, a.membership_id, c.descendant_id AS organization_id FROM membership_assignments a
      JOIN organization_closure c ON c.provider_id = a.provider_id AND c.ancestor_id = a.organization_id)
    (TABLE derived EXCEPT SELECT provider_id, membership_id, organization_id FROM membership_organizations)
    UNION ALL
    (SELECT provider_id, membership_id, organization_id FROM membership_organizations EXCEPT TABLE derived)`)
  const counted = await test.owner.query(`
    SELECT n.organization_id FROM organization_counters n WHERE
      n.devices <> (SELECT count(*) FROM devices d WHERE d.provider_id = n.provider_id AND d.organization_id = n.organization_id)
      OR n.entities <> (SELECT count(*) FROM entities e WHERE e.provider_id = n.provider_id AND e.organization_id = n.organization_id)
      OR n.name_key <> (SELECT o.name_key FROM organizations o WHERE o.provider_id = n.provider_id AND o.id = n.organization_id)`)
  return [...rows, ...counted.rows]
}
