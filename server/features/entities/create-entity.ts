import { type createEntity as createOperation, type EntityInput, nameTaken } from '@tenantry/contract/entities.ts'
import type { Entity } from '@tenantry/contract/entity-list.ts'
import type { InputOf } from '@tenantry/contract/operation.ts'
import { AppError, invalidInput } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { recordAudits } from '../audit-events/public.ts'
import { byNumber, changeCounts, effectiveStatuses, growthRefusal, shareTree } from '../organizations/public.ts'
import { refuseInternalFields } from '../own-side/public.ts'
import { setEntityTags } from '../tags/public.ts'
import { insertFreeEntityRows } from './entities.queries.ts'
import { entityView, storedRow } from './entities.view.ts'
import { type NewEntity, newEntityRows } from './entity-columns.ts'
import { checkOwnerType, findOwners } from './find-owner.ts'
import { getEntity } from './get-entity.ts'
import { entityCreated } from './insert-entities.ts'

/** An entity that somebody wants, and whose it would be. */
export interface EntityWish {
  organizationId: string
  input: EntityInput
}

/** An entity with its version. */
export interface CreatedEntity {
  entity: Entity
  version: number
}

/**
 * Adds an entity to a customer, enterprise or division, with its count and its audit row in the caller's transaction
 * (IF10). Shares the lock of the provider's tree, then locks the organization's counters.
 * @throws not_found (404) when the caller cannot see the organization
 * @throws forbidden (403) for who sees single entities of it only
 * @throws invalid_input (422) for a name that another entity there has, an address that does not fit its country, tags
 * that cannot be put there, and where the organization has no entities or takes nothing new
 */
export async function createEntity(
  context: CallContext,
  organizationId: string,
  { tagIds, ...input }: InputOf<typeof createOperation>['body'],
): Promise<CreatedEntity> {
  refuseInternalFields(context.caller, { tagIds })
  const [made] = await createEntities(context, [{ organizationId, input }])
  if (!made) throw new TypeError('one wish has one answer')
  if (made instanceof AppError) throw made
  if (!tagIds?.length) return made
  const { id, name } = made.entity
  await setEntityTags(context, { id, organizationId, name }, tagIds)
  return getEntity(context, organizationId, id)
}

/**
 * Adds entities to any organizations by a few statements, each by the rules of {@link createEntity}.
 * @returns for each, in the order given, the entity, or what is in its way, which keeps back none of the others
 * @throws forbidden (403) for who sees single entities only
 * @throws invalid_input (422) where one has a name that is taken; the transaction must not be kept then
 */
export async function createEntities(
  context: CallContext,
  wishes: readonly EntityWish[],
): Promise<(CreatedEntity | AppError)[]> {
  const { tx } = context
  const made = await newRows(context, wishes)
  const rows = made.flatMap((each) => (each instanceof AppError ? [] : [each]))
  if ((await insertFreeEntityRows(tx, rows)) !== rows.length) throw invalidInput({ path: 'name', ...nameTaken })
  const counts = [...byNumber(rows.map(({ organization_id }) => organization_id))]
  await Promise.all([
    ...counts.map(([by, ids]) => changeCounts(tx, ids, 'entities', by)),
    recordAudits(
      context,
      rows.map((row) => entityCreated(storedRow(row))),
    ),
  ])
  return made.map((each) => (each instanceof AppError ? each : { entity: entityView(storedRow(each)), version: 1 }))
}

async function newRows(context: CallContext, wishes: readonly EntityWish[]): Promise<(NewEntity | AppError)[]> {
  const { tx, caller } = context
  const ids = [...new Set(wishes.map(({ organizationId }) => organizationId))]
  const [, owners] = await Promise.all([shareTree(tx), findOwners(context, ids)])
  const statuses = await effectiveStatuses(tx, ids)
  return wishes.map(({ organizationId, input }) => {
    try {
      const owner = owners.get(organizationId)
      if (!owner) throw new AppError('not_found')
      checkOwnerType(owner.type, '')
      const refusal = growthRefusal(caller, statuses.get(organizationId) ?? null, '')
      if (refusal) throw refusal
      return newEntityRows(context, organizationId, [input], '')[0] as NewEntity
    } catch (error) {
      if (error instanceof AppError) return error
      throw error
    }
  })
}
