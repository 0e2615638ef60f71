import type { ListQuery } from '@tenantry/contract/list.ts'
import type { Insertable } from 'kysely'
import type { NoticesTable, NotificationSettingsTable } from '../../database/tables.generated.ts'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'
import {
  type ListDefinition,
  type ListPlan,
  type ListReader,
  paged,
  planList,
  readPage,
  sortValues,
} from '../../platform/list/list-plan.ts'

/** A notification with the notice that it is of, as far as its reader still sees what that is about. */
export type NotificationRow = Awaited<ReturnType<typeof findNotificationRows>>['rows'][number]

const definition: ListDefinition = {
  columns: {
    code: { ref: 'n.kind', type: 'text' },
    organizationId: { ref: 'n.organization_id', type: 'id' },
    createdAt: { ref: 't.created_at', type: 'instant' },
    readAt: { ref: 't.read_at', type: 'instant', nullable: true },
  },
  idRef: 't.notice_id',
  defaultSort: '-createdAt',
}

/** The plan of a list of notifications. */
export function planNotifications(reader: ListReader, query: ListQuery): ListPlan {
  return planList(reader, definition, query)
}

/** Reads a page, and on the first page counts what it is a page of. */
export async function findNotificationRows(tx: TenantTransaction, plan: ListPlan) {
  const page = told(tx)
    .select(['t.notice_id as id', 'n.organization_id', 'o.name as organization_name', 'n.kind', 'n.params'])
    .select(['t.created_at', 't.read_at', sortValues(plan)])
  return readPage(tx, plan, paged(page, plan), told(tx))
}

function told(tx: TenantTransaction) {
  return tx
    .selectFrom('notifications as t')
    .innerJoin('notices as n', (join) =>
      join.onRef('n.provider_id', '=', 't.provider_id').onRef('n.id', '=', 't.notice_id'),
    )
    .innerJoin('organizations as o', (join) =>
      join.onRef('o.provider_id', '=', 'n.provider_id').onRef('o.id', '=', 'n.organization_id'),
    )
}

/**
 * Inserts a notice.
 * @returns false when the provider has one with this key
 */
export async function insertNotice(tx: TenantTransaction, row: Insertable<NoticesTable>): Promise<boolean> {
  const inserted = await tx
    .insertInto('notices')
    .values(row)
    .onConflict((conflict) => conflict.columns(['provider_id', 'key']).doNothing())
    .returning('id')
    .execute()
  return inserted.length > 0
}

/** Reads a notice. */
export async function findNotice(tx: TenantTransaction, id: string) {
  return tx
    .selectFrom('notices as n')
    .innerJoin('organizations as o', (join) =>
      join.onRef('o.provider_id', '=', 'n.provider_id').onRef('o.id', '=', 'n.organization_id'),
    )
    .select(['n.id', 'n.organization_id', 'o.name as organization_name', 'n.kind', 'n.params'])
    .select(['n.to_memberships', 'n.to_permission', 'n.to_address', 'n.created_at'])
    .where('n.id', '=', id)
    .executeTakeFirst()
}

/**
 * Active memberships that see an organization, with what their roles name. Looked up from the organization: the people of
 * a provider's customers are a hundred thousand, of whom hardly any see it.
 */
export async function findWatchers(tx: TenantTransaction, organizationId: string) {
  const people = tx
    .selectFrom('memberships as m')
    .innerJoin('roles as r', (join) =>
      join.onRef('r.provider_id', '=', 'm.provider_id').onRef('r.id', '=', 'm.role_id'),
    )
    .innerJoin('organizations as o', (join) =>
      join.onRef('o.provider_id', '=', 'm.provider_id').onRef('o.id', '=', 'm.organization_id'),
    )
    .select(['m.id', 'm.organization_id', 'o.type as organization_type', 'm.name', 'm.email'])
    .select(['m.communication_email', 'r.permissions'])
    .where('m.status', '=', 'active')
  const [above, selected] = await Promise.all([
    people
      .innerJoin('organization_closure as c', (join) =>
        join.onRef('c.provider_id', '=', 'm.provider_id').onRef('c.ancestor_id', '=', 'm.organization_id'),
      )
      // Whoever sees the whole provider is of the provider itself, which lies above everything.
      .where('m.reach', 'in', ['all', 'subtree'])
      .where('c.descendant_id', '=', organizationId)
      .execute(),
    people
      .innerJoin('membership_organizations as s', (join) =>
        join.onRef('s.provider_id', '=', 'm.provider_id').onRef('s.membership_id', '=', 'm.id'),
      )
      .where('m.reach', '=', 'selected')
      .where('s.organization_id', '=', organizationId)
      .execute(),
  ])
  return [...above, ...selected].sort((one, other) => (one.id < other.id ? -1 : 1))
}

/** Tells the scope's own membership of a notice; once, however often it is asked for. */
export async function insertNotification(
  tx: TenantTransaction,
  { providerId, membershipId }: { providerId: string; membershipId: string },
  notice: { id: string; created_at: Date },
): Promise<void> {
  await tx
    .insertInto('notifications')
    .values({
      provider_id: providerId,
      membership_id: membershipId,
      notice_id: notice.id,
      created_at: notice.created_at,
    })
    .onConflict((conflict) => conflict.columns(['provider_id', 'membership_id', 'notice_id']).doNothing())
    .execute()
}

/** The name of the provider. */
export async function findProviderName(tx: TenantTransaction, providerId: string): Promise<string> {
  const row = await tx.selectFrom('organizations').select('name').where('id', '=', providerId).executeTakeFirstOrThrow()
  return row.name
}

/** Counts what the scope's membership has not read yet, up to a number. */
export async function countUnread(tx: TenantTransaction, most: number): Promise<number> {
  const rows = await told(tx).select('t.notice_id').where('t.read_at', 'is', null).limit(most).execute()
  return rows.length
}

/** Finds a notification that the scope's membership has and may see. */
export async function findNotification(tx: TenantTransaction, id: string) {
  return told(tx).select('t.notice_id').where('t.notice_id', '=', id).executeTakeFirst()
}

/** Notes when a notification of the scope's membership was first read; null for not at all. */
export async function markRead(tx: TenantTransaction, id: string, at: Date | null): Promise<void> {
  const of = tx.updateTable('notifications').set({ read_at: at }).where('notice_id', '=', id)
  await (at ? of.where('read_at', 'is', null) : of).execute()
}

/** Notes that everything up to a moment was read. */
export async function markAllRead(tx: TenantTransaction, upTo: Date, at: Date): Promise<void> {
  await tx
    .updateTable('notifications')
    .set({ read_at: at })
    .where('read_at', 'is', null)
    .where('created_at', '<=', upTo)
    .execute()
}

/** Whether the scope sees its provider, and a partner. */
export async function findTypesInSight(tx: TenantTransaction): Promise<ReadonlySet<string>> {
  const one = (type: 'provider' | 'partner') =>
    tx.selectFrom('organizations').select('type').where('type', '=', type).limit(1)
  const rows = [...(await one('provider').execute()), ...(await one('partner').execute())]
  return new Set(rows.map(({ type }) => type))
}

/** What the scope's membership has chosen. */
export async function findSettings(tx: TenantTransaction) {
  return tx.selectFrom('notification_settings').select(['kind', 'in_app', 'by_mail']).execute()
}

/** Chooses how the scope's membership is told of one kind. */
export async function putSetting(tx: TenantTransaction, row: Insertable<NotificationSettingsTable>): Promise<void> {
  await tx
    .insertInto('notification_settings')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(['provider_id', 'membership_id', 'kind'])
        .doUpdateSet({ in_app: row.in_app, by_mail: row.by_mail }),
    )
    .execute()
}
