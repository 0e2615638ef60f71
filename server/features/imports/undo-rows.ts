/** Taking back what an import has made and changed, piece by piece from its end. */

import { OtherContactPatch } from '@tenantry/contract/contacts.ts'
import { CustomerPatch } from '@tenantry/contract/customers.ts'
import { EntityPatch } from '@tenantry/contract/entities.ts'
import { AppError } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { recordAudits } from '../audit-events/public.ts'
import { deleteContact, getContact, updateContact } from '../contacts/public.ts'
import { readCustomer, updateCustomer } from '../customers/public.ts'
import { deleteEntity, getEntity, updateEntity } from '../entities/public.ts'
import { shareTree } from '../organizations/public.ts'
import { noCounts } from './chunk.ts'
import { type Counts, type ImportRow, type MadeRow, takeBack } from './imports.queries.ts'

/**
 * Takes back what some rows have made or changed, where nobody has changed or used it since.
 * @returns how many were taken back, and how many are left as they are
 */
export async function undoRows(context: CallContext, row: ImportRow, made: readonly MadeRow[]): Promise<Counts> {
  const counts = noCounts()
  await shareTree(context.tx)
  const isOfCustomers = row.kind === 'customers'
  const gone = isOfCustomers ? await undoNewCustomers(context, row, made) : new Set<string>()
  for (const each of made) {
    const isUndone = isOfCustomers && each.is_new ? gone.has(each.object_id) : await undoOne(context, row, each)
    if (isUndone) counts.taken_back += 1
    else counts.kept += 1
  }
  return counts
}

async function undoNewCustomers(context: CallContext, row: ImportRow, made: readonly MadeRow[]): Promise<Set<string>> {
  const fresh = made.filter(({ is_new }) => is_new)
  // From the end of the file upwards, so that what lies below goes before what it lies below.
  const ids = fresh.map(({ object_id }) => object_id)
  const gone = await takeBack(context.tx, row.id, ids)
  const home = row.parent_id ?? context.caller.organization.id
  await recordAudits(
    context,
    [...gone].map((id) => ({
      action: 'customer.taken_back' as const,
      organizationId: home,
      objectType: 'organization',
      objectId: id,
      before: { importId: row.id, fileName: row.file_name },
      after: null,
    })),
  )
  return gone
}

/** @returns false where it has changed since, or may not be changed back */
async function undoOne(context: CallContext, row: ImportRow, made: MadeRow): Promise<boolean> {
  const { organization_id: home, object_id: id } = made
  try {
    if (row.kind === 'customers') {
      if ((await readCustomer(context, id)).version !== made.version) return false
      await updateCustomer(context, id, CustomerPatch.parse(made.before))
    } else if (row.kind === 'entities') {
      if ((await getEntity(context, home, id)).version !== made.version) return false
      if (made.is_new) await deleteEntity(context, home, id)
      else await updateEntity(context, home, id, EntityPatch.parse(made.before))
    } else {
      if ((await getContact(context, home, id)).version !== made.version) return false
      if (made.is_new) await deleteContact(context, home, id)
      else await updateContact(context, home, id, OtherContactPatch.parse(made.before))
    }
    return true
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return false
    throw error
  }
}
