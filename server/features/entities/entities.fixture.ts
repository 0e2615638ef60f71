/** Short ways to entities for tests that go through HTTP. */
import { createDevice } from '@tenantry/contract/devices.ts'
import { createEntity, deleteEntity, updateEntity } from '@tenantry/contract/entities.ts'
import { type Entity, getEntity } from '@tenantry/contract/entity-list.ts'
import type { RequestOf } from '@tenantry/contract/operation.ts'
import type { HttpCaller, TestAnswer } from '../../testing/http-caller.ts'
import type { World } from '../../testing/world.ts'

/** What is sent to add an entity. */
export type NewEntity = RequestOf<typeof createEntity>['body']

/** What is sent to edit one. */
export type EntityChange = RequestOf<typeof updateEntity>['body']

/** Adds an entity and gives back the whole answer. */
export function add(api: HttpCaller, id: string, body: NewEntity): Promise<TestAnswer<typeof createEntity>> {
  return api.call(createEntity, { params: { id }, body })
}

/** Adds an entity that must succeed, and reads it back. */
export async function added(api: HttpCaller, id: string, body: NewEntity): Promise<TestAnswer<typeof getEntity>> {
  const created = await add(api, id, body)
  if (created.status !== 201) throw new TypeError(created.raw.body)
  return read(api, created.body)
}

type Named = Pick<Entity, 'id' | 'organizationId'>

const params = ({ id, organizationId }: Named) => ({ params: { id: organizationId, entityId: id } })

export function read(api: HttpCaller, entity: Named): Promise<TestAnswer<typeof getEntity>> {
  return api.call(getEntity, params(entity))
}

export function edit(api: HttpCaller, entity: Named, body: EntityChange, ifMatch = '*') {
  return api.call(updateEntity, { ...params(entity), body }, { ifMatch })
}

export function remove(api: HttpCaller, entity: Named, ifMatch = '*') {
  return api.call(deleteEntity, params(entity), { ifMatch })
}

/** Adds a device to an entity. */
export async function addDevice(api: HttpCaller, { id, organizationId }: Named) {
  const body = { organizationId, entityId: id, name: 'nyc-srv-01', class: 'server' } as const
  const answer = await api.call(createDevice, { body })
  if (answer.status !== 201) throw new TypeError(answer.raw.body)
  return answer.body
}

/** The counts as they are kept, and the rows as they are. */
export async function counts({ test: { owner } }: World, organizationId: string) {
  const { rows } = await owner.query<{ kept: number; rows: number; wrong: number }>(
    `SELECT c.entities AS kept, (SELECT count(*)::int FROM entities e WHERE e.organization_id = c.organization_id) AS rows,
      (SELECT count(*)::int FROM entities e WHERE e.organization_id = c.organization_id
        AND e.devices <> (SELECT count(*) FROM devices d WHERE d.entity_id = e.id)) AS wrong
     FROM organization_counters c WHERE c.organization_id = $1`,
    [organizationId],
  )
  return rows[0]
}
