/** What an import still lacks before it can begin, and whose the devices become whose row names no customer. */
import type { Import, ImportKind } from '@tenantry/contract/imports.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { findHome } from '../organizations/public.ts'
import { missingFields } from './file-columns-of.ts'
import type { ImportRow } from './imports.queries.ts'
import { matchingOf } from './imports.view.ts'

/**
 * The organization that has what names no customer: the chosen one, else one's own; null where the caller does not see that,
 * as a technician of chosen customers.
 */
export async function findOwnerOfUnnamed({ tx, caller }: CallContext, parentId: string | null): Promise<string | null> {
  return parentId ?? (await findHome(tx, caller.organization.id))?.id ?? null
}

/** The needed fields that no column is matched with, and `parentId` where it is to be chosen whose the devices become. */
export async function missingOf(context: CallContext, row: ImportRow): Promise<string[]> {
  const matching = matchingOf(row)
  const existing = row.existing as Import['existing']
  const missing = missingFields(row.kind as ImportKind, existing, matching)
  // What is known by its ID stays where it is: rows that change or skip it need no owner.
  const namesOwners = matching.includes('customerCodes') || (existing !== 'refuse' && matching.includes('id'))
  if (row.kind !== 'devices' || namesOwners) return missing
  return (await findOwnerOfUnnamed(context, row.parent_id)) === null ? [...missing, 'parentId'] : missing
}
