import { type SqlBool, sql } from 'kysely'
import { lockSpaces, shareLock, takeLock } from '../../platform/database/advisory-lock.ts'
import { prepared } from '../../platform/database/prepared.ts'
import type { Given } from '../../platform/database/slots.ts'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'

/** An organization that something new may be put into. */
export interface Home {
  id: string
  name: string
}

/** Holds the provider's tree still: moves wait, other additions do not. Comes before the locks of counters. */
export async function shareTree(tx: TenantTransaction): Promise<void> {
  await sharedTree(tx, {})
}

/** Holds the provider's tree alone: additions and moves wait until the transaction ends. Comes before all other locks. */
export async function lockTree(tx: TenantTransaction): Promise<void> {
  await treeAlone(tx, {})
}

// By number and not by the provider's row: many who share a row write to it, each for itself.
const sharedTree = prepared((db, _: Given<object>, { providerId }) => {
  const lock = sql<One>`(select 1 as one from pg_advisory_xact_lock_shared(${lockSpaces.trees}::int, hashtext(${providerId})))`
  return db.selectFrom(lock.as('lock')).select('lock.one')
})

const treeAlone = prepared((db, _: Given<object>, { providerId }) => {
  const lock = sql<One>`(select 1 as one from pg_advisory_xact_lock(${lockSpaces.trees}::int, hashtext(${providerId})))`
  return db.selectFrom(lock.as('lock')).select('lock.one')
})

interface One {
  one: number
}

/** Finds where something new would belong, or nothing where the caller cannot see it. */
export async function findHome(tx: TenantTransaction, id: string): Promise<Home | undefined> {
  const [home] = await homeById(tx, { id })
  return home
}

const homeById = prepared((db, { id }: Given<{ id: string }>) =>
  db.selectFrom('organizations').select(['id', 'name']).where('id', '=', id),
)

/** Keeps the name of an organization as it is for whoever adds something below it; comes before the name is read. */
export async function holdName(tx: TenantTransaction, id: string): Promise<void> {
  await shareLock(tx, lockSpaces.namesOfParents, id)
}

/** {@link shareTree} and then {@link holdName} in one statement, for whoever adds something below an organization. */
export async function holdPlace(tx: TenantTransaction, id: string): Promise<void> {
  await heldPlace(tx, { id })
}

// In the order in which they are written.
const heldPlace = prepared((db, { id }: Given<{ id: string }>, { providerId }) =>
  db.selectNoFrom([
    sql<string>`pg_advisory_xact_lock_shared(${lockSpaces.trees}::int, hashtext(${providerId}))::text`.as('tree'),
    sql<string>`pg_advisory_xact_lock_shared(${lockSpaces.namesOfParents}::int, hashtext(${id}))::text`.as('name'),
  ]),
)

/**
 * Lets what lies directly below an organization be sorted by another name of it, which is written already. Waits for those
 * who are adding something there, and locks the counts of all that lies directly below.
 */
export async function sortBelow(tx: TenantTransaction, id: string, nameKey: string): Promise<void> {
  await takeLock(tx, lockSpaces.namesOfParents, id)
  await tx
    .updateTable('organization_counters')
    .set({ parent_key: nameKey })
    .where('organization_id', 'in', (eb) => eb.selectFrom('organizations').select('id').where('parent_id', '=', id))
    .where('parent_key', 'is distinct from', nameKey)
    .execute()
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

/** Adds to one count of several organizations as {@link changeCount} does; none twice. */
export async function changeCounts(
  tx: TenantTransaction,
  organizationIds: readonly string[],
  count: 'devices' | 'users' | 'entities',
  by: number,
): Promise<void> {
  await tx
    .updateTable('organization_counters')
    .set((eb) => ({ [count]: eb(count, '+', by) }))
    .where(sql<SqlBool>`organization_id = any(${organizationIds}::uuid[])`)
    .execute()
}
