import type { EntityInput } from '@tenantry/contract/entities.ts'
import { withCommit } from '../../platform/database/tenant-database.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { recordAudits } from '../audit-events/public.ts'
import { type EntityRow, insertEntityRows, insertManyEntityRows } from './entities.queries.ts'
import { auditedEntity, storedRow } from './entities.view.ts'
import { type NewEntity, newEntityRows } from './entity-columns.ts'
import { checkOwnerType } from './find-owner.ts'

/**
 * Checks the entities that come with a new organization and makes their rows; nothing is written yet.
 * @throws invalid_input (422) with every problem, each path beginning with `entities`
 */
export function prepareEntities(
  context: CallContext,
  owner: { id: string; type: string },
  inputs: readonly EntityInput[] = [],
): NewEntity[] {
  if (inputs.length > 0) checkOwnerType(owner.type, 'entities')
  return newEntityRows(context, owner.id, inputs, 'entities')
}

/**
 * Writes prepared entities of an organization that is new in this transaction, with their audit rows: four statements
 * for any number, none for none. They go out together with the commit. The organization's counters are its creator's.
 */
export async function insertEntities(context: CallContext, rows: NewEntity[]): Promise<void> {
  if (rows.length === 0) return
  await withCommit(context.tx, insertEntityRows(context.tx, rows))
  await recordAudits(
    context,
    rows.map((row) => entityCreated(storedRow(row))),
  )
}

/** The same for prepared entities of many organizations, with as many statements. */
export async function insertManyEntities(context: CallContext, rows: NewEntity[]): Promise<void> {
  if (rows.length === 0) return
  await withCommit(context.tx, insertManyEntityRows(context.tx, rows))
  await recordAudits(
    context,
    rows.map((row) => entityCreated(storedRow(row))),
  )
}

/** What the audit log is told of a new entity. */
export function entityCreated(row: EntityRow) {
  return {
    action: 'entity.created' as const,
    organizationId: row.organization_id,
    objectType: 'entity',
    objectId: row.id,
    before: null,
    after: auditedEntity(row),
  }
}
