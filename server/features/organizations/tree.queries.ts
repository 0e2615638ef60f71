import type { OrganizationStatus } from '@tenantry/contract/organizations.ts'
import { sql } from 'kysely'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'

/** An organization that something new may be put into. */
export interface Home {
  id: string
  name: string
  /** false when it or an organization above it is suspended, in offboarding or archived. */
  isGrowing: boolean
}

const heldStatuses: OrganizationStatus[] = ['suspended', 'offboarding', 'archived']

/** Holds the provider's tree still: moves wait, other additions do not. Comes before the locks of counters. */
export async function shareTree(tx: TenantTransaction): Promise<void> {
  await tx.selectFrom('providers').select('provider_id').forShare().execute()
}

/**
 * Finds where something new would belong, or nothing where the caller cannot see it. Of the organizations above, only
 * those count that the caller can see.
 */
export async function findHome(tx: TenantTransaction, id: string): Promise<Home | undefined> {
  return tx
    .selectFrom('organizations as o')
    .select((eb) => [
      'o.id',
      'o.name',
      eb
        .not(
          eb.exists(
            eb
              .selectFrom('organization_closure as c')
              .innerJoin('organizations as above', (join) =>
                join.onRef('above.provider_id', '=', 'c.provider_id').onRef('above.id', '=', 'c.ancestor_id'),
              )
              .select(sql<number>`1`.as('one'))
              .whereRef('c.provider_id', '=', 'o.provider_id')
              .whereRef('c.descendant_id', '=', 'o.id')
              .where('above.status', 'in', heldStatuses),
          ),
        )
        .$castTo<boolean>()
        .as('isGrowing'),
    ])
    .where('o.id', '=', id)
    .executeTakeFirst()
}

/**
 * Adds to one count of an organization; locks its counters until the transaction ends.
 * @returns false when the caller cannot see the counters
 */
export async function changeCount(
  tx: TenantTransaction,
  organizationId: string,
  count: 'devices' | 'users' | 'entities',
  by: number,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('organization_counters')
    .set((eb) => ({ [count]: eb(count, '+', by) }))
    .where('organization_id', '=', organizationId)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}
