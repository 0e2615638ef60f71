import { type EntityPatch, nameTaken } from '@tenantry/contract/entities.ts'
import type { Entity } from '@tenantry/contract/entity-list.ts'
import { AppError, invalidInput } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { requireMatch } from '../../platform/http/if-match.ts'
import { recordAudit } from '../audit-events/public.ts'
import { requireWritable, shareTree } from '../organizations/public.ts'
import { refuseInternalFields } from '../own-side/public.ts'
import { setEntityTags } from '../tags/public.ts'
import { type EntityRow, lockEntity, updateEntityRow } from './entities.queries.ts'
import { auditedEntity, entityView } from './entities.view.ts'
import { changedColumns } from './entity-columns.ts'
import { getEntity } from './get-entity.ts'

/**
 * Changes the given fields of an entity that still has the version its editor has read (IF10). Where nothing differs,
 * the version stays and nothing is written. Shares the lock of the provider's tree, then locks the entity.
 * @throws not_found (404) when it does not exist for the caller, or belongs to another organization
 * @throws precondition_failed (412) when somebody has changed it since
 * @throws invalid_input (422) for a name that another entity there has, an address that does not fit its country, tags
 * that cannot be put there, and where the organization is archived
 */
export async function updateEntity(
  context: CallContext,
  organizationId: string,
  id: string,
  { tagIds, ...patch }: EntityPatch,
): Promise<{ entity: Entity; version: number }> {
  const { tx, clock, ifMatch } = context
  refuseInternalFields(context.caller, { tagIds })
  const [, row] = await Promise.all([shareTree(tx), lockEntity(tx, organizationId, id)])
  if (!row) throw new AppError('not_found')
  requireMatch(ifMatch, row.version)
  await requireWritable(context, organizationId)
  const change = changedColumns(patch, row)
  const home = { id, organizationId, name: change.name ?? row.name }
  const isTagged = tagIds !== undefined && (await setEntityTags(context, home, tagIds))
  if (isSame(change, row) && !isTagged) return { entity: entityView(row), version: row.version }
  if (change.name !== undefined && change.name !== row.name) requireNaming(context)
  const after: EntityRow = { ...row, ...change, updated_at: clock.now(), version: row.version + 1 } as EntityRow
  await saved(updateEntityRow(tx, id, { ...change, updated_at: after.updated_at }))
  await recordAudit(context, {
    action: 'entity.updated',
    organizationId,
    objectType: 'entity',
    objectId: id,
    before: auditedEntity(row),
    after: auditedEntity(after),
    names: ['name'],
  })
  if (isTagged) return getEntity(context, organizationId, id)
  return { entity: entityView(after), version: after.version }
}

function isSame(change: object, row: EntityRow): boolean {
  const stored: Record<string, unknown> = { ...row }
  return Object.entries(change).every(([column, value]) => stored[column] === value)
}

/** That a name is taken would tell of an entity that somebody of single entities cannot see. */
function requireNaming({ caller }: CallContext): void {
  if (caller.scope.reach === 'entities')
    throw invalidInput({ path: 'name', code: 'name_fixed', message: 'Renaming takes sight of the whole customer' })
}

async function saved(update: Promise<void>): Promise<void> {
  try {
    await update
  } catch (error) {
    if ((error as { constraint?: unknown }).constraint === 'entities_name')
      throw invalidInput({ path: 'name', ...nameTaken })
    throw error
  }
}
