/** A bulk change of one entity, done and taken back by the use-cases that change one. */
import type { BulkChangeOrder } from '@tenantry/contract/bulk-changes.ts'
import type { Entity } from '@tenantry/contract/entity-list.ts'
import type { TagId } from '@tenantry/contract/ids.ts'
import { AppError } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { findEntityHomes, getEntity, updateEntity } from '../entities/public.ts'
import { changedSince, type Done } from './apply-to-customer.ts'
import type { Left } from './judge-customers.ts'
import { changeOf, inverseOf, isAsLeft, listAfter } from './list-change.ts'

/**
 * Does to one entity what is ordered.
 * @throws what changing one entity throws
 */
export async function applyToEntity(context: CallContext, id: string, order: BulkChangeOrder): Promise<Done> {
  if (order.kind !== 'tags') throw new TypeError(`Entities have no ${order.kind}`)
  const { entity, version } = await readEntity(context, id)
  const has = tagsOf(entity)
  const change = changeOf(has, order)
  await putTags({ ...context, ifMatch: [version] }, entity, listAfter(has, change))
  return { kind: order.kind, ...change }
}

/**
 * Takes back what was done to one entity, unless somebody has changed it since.
 * @returns why it is left as it is; null where it was taken back
 * @throws what changing one entity throws
 */
export async function takeBackEntity(context: CallContext, id: string, done: Done): Promise<Left | null> {
  if (done.kind !== 'tags') throw new TypeError(`Entities have no ${done.kind} to take back`)
  const { entity, version } = await readEntity(context, id)
  const has = tagsOf(entity)
  if (!isAsLeft(has, done)) return changedSince
  await putTags({ ...context, ifMatch: [version] }, entity, listAfter(has, inverseOf(done)))
  return null
}

async function readEntity(context: CallContext, id: string): Promise<{ entity: Entity; version: number }> {
  const [home] = await findEntityHomes(context.tx, [id])
  if (!home) throw new AppError('not_found')
  return getEntity(context, home.organization_id, id)
}

async function putTags(context: CallContext, { id, organizationId }: Entity, tagIds: readonly string[]): Promise<void> {
  await updateEntity(context, organizationId, id, { tagIds: [...tagIds] as TagId[] })
}

const tagsOf = ({ tags }: Entity): ReadonlySet<string> => new Set<string>(tags.map(({ id }) => id))
