import * as contract from '@tenantry/contract/entities.ts'
import {
  getEntity as getOperation,
  listAllEntities as listAllOperation,
  listEntities as listOperation,
} from '@tenantry/contract/entity-list.ts'
import { route } from '../../platform/http/route.ts'
import { createEntity } from './create-entity.ts'
import { deleteEntity } from './delete-entity.ts'
import { getEntity } from './get-entity.ts'
import { listAllEntities, listEntities } from './list-entities.ts'
import { updateEntity } from './update-entity.ts'

/** The operations of entities. */
export const entityRoutes = [
  route(listOperation, async (context, { params, query }) => ({
    body: await listEntities(context, params.id, query),
  })),
  route(listAllOperation, async (context, { query }) => ({ body: await listAllEntities(context, query) })),
  route(contract.createEntity, async (context, { params, body }) => {
    const { entity, version } = await createEntity(context, params.id, body)
    return { body: entity, version, object: { table: 'entities', id: entity.id } }
  }),
  route(getOperation, async (context, { params }) => {
    const { entity, version } = await getEntity(context, params.id, params.entityId)
    return { body: entity, version }
  }),
  route(contract.updateEntity, async (context, { params, body }) => {
    const { entity, version } = await updateEntity(context, params.id, params.entityId, body)
    return { body: entity, version }
  }),
  route(contract.deleteEntity, async (context, { params }) => {
    await deleteEntity(context, params.id, params.entityId)
    return { body: undefined }
  }),
]
