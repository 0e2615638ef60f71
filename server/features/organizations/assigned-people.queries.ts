import { type SqlBool, sql } from 'kysely'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'

/** Somebody who looks after an organization. */
export interface AssignedPerson {
  membership_id: string
  organization_id: string
  name: string
  /** Whether the caller can see this user. Of others nothing is shown to the caller, and their changes are logged. */
  is_seen: boolean
}

/** Everybody who looks after an organization, or after what lies below it, also users whom the caller cannot see. */
export async function findAssignedPeople(tx: TenantTransaction, id: string): Promise<AssignedPerson[]> {
  return selectAssigned(tx, id).execute()
}

/** Of these, those whose own organization does not lie above what they look after. */
export async function findForeigners(tx: TenantTransaction, id: string): Promise<AssignedPerson[]> {
  return selectAssigned(tx, id)
    .leftJoin('organization_closure as above', (join) =>
      join.onRef('above.ancestor_id', '=', 'a.home_id').onRef('above.descendant_id', '=', 'a.organization_id'),
    )
    .where('above.ancestor_id', 'is', null)
    .execute()
}

interface AssignedRow {
  membership_id: string
  organization_id: string
  home_id: string
  name: string
}

function selectAssigned(tx: TenantTransaction, id: string) {
  return tx
    .selectFrom(sql<AssignedRow>`(select * from tenancy.assigned_people(${id}::uuid))`.as('a'))
    .leftJoin('memberships as m', (join) => join.onRef('m.id', '=', 'a.membership_id'))
    .select([
      'a.membership_id',
      'a.organization_id',
      'a.name',
      sql<SqlBool>`m.id is not null`.$castTo<boolean>().as('is_seen'),
    ])
    .orderBy('a.organization_id')
    .orderBy('a.membership_id')
}
