/** What is set of alerts, here and above, and whom it concerns. */
import { type RawBuilder, sql } from 'kysely'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'
import type { Context } from '../../platform/http/context.ts'

/** Settings for an organization's own limits, or for those of what lies below it. */
export type Audience = 'own' | 'below'

/** What is set at one place; null inherits. */
export interface AlertLine {
  is_on: boolean | null
  threshold: number | null
  type_thresholds: Record<string, number>
  recipients: string[] | null
  subject: string | null
  body: string | null
}

/** The same with whose it is: null where that is out of the caller's sight, who then does not read its recipients. */
export interface PlacedLine extends AlertLine {
  distance: number
  organization_id: string | null
  name: string | null
  has_recipients: boolean
}

/** What is set for an organization itself and, by those above it, for what lies below them; the nearest first. */
export async function findLines({ tx, actor }: Context, organizationId: string): Promise<PlacedLine[]> {
  return placedLines(
    tx,
    sql`tenancy.license_alert_settings_of(${actor.scope.providerId}::uuid, ${organizationId}::uuid)`,
  )
}

/** What something new below an organization would inherit; the nearest first, the organization itself at distance 0. */
export async function findLinesBelow({ tx, actor }: Context, organizationId: string): Promise<PlacedLine[]> {
  return placedLines(
    tx,
    sql`tenancy.license_alert_settings_below(${actor.scope.providerId}::uuid, ${organizationId}::uuid)`,
  )
}

async function placedLines(tx: TenantTransaction, lines: RawBuilder<unknown>): Promise<PlacedLine[]> {
  return tx
    .selectFrom(sql<PlacedLine>`(select * from ${lines})`.as('l'))
    .select(['l.distance', 'l.organization_id', 'l.name', 'l.is_on', 'l.threshold', 'l.type_thresholds'])
    .select(['l.has_recipients', 'l.recipients', 'l.subject', 'l.body'])
    .execute()
}

/** What is set at a place of one's own, with its version. */
export async function findLine(tx: TenantTransaction, organizationId: string, audience: Audience) {
  const row = await tx
    .selectFrom('license_alert_settings')
    .select(['is_on', 'threshold', 'type_thresholds', 'recipients', 'subject', 'body', 'version'])
    .where('organization_id', '=', organizationId)
    .where('audience', '=', audience)
    .executeTakeFirst()
  return row && { ...row, type_thresholds: row.type_thresholds as unknown as Record<string, number> }
}

/** Writes what is set at a place, whose organization the caller has locked. */
export async function writeLine(
  { tx, actor, clock }: Context,
  { organizationId, audience, ...line }: AlertLine & { organizationId: string; audience: Audience },
): Promise<void> {
  const values = { ...line, type_thresholds: JSON.stringify(line.type_thresholds), updated_at: clock.now() }
  await tx
    .insertInto('license_alert_settings')
    .values({ provider_id: actor.scope.providerId, organization_id: organizationId, audience, ...values })
    .onConflict((conflict) =>
      conflict
        .columns(['provider_id', 'organization_id', 'audience'])
        .doUpdateSet((eb) => ({ ...values, version: eb('license_alert_settings.version', '+', 1) })),
    )
    .execute()
}

/** Takes away whatever is set for an organization. */
export async function deleteLines(tx: TenantTransaction, organizationId: string): Promise<void> {
  await tx.deleteFrom('license_alert_settings').where('organization_id', '=', organizationId).execute()
}

const told = ['id', 'type', 'name', 'code', 'parent_id', 'account_manager_email'] as const

/** An organization whose alerts are about; nothing where the caller cannot see it. */
export async function findTold(tx: TenantTransaction, id: string) {
  return tx.selectFrom('organizations').select(told).where('id', '=', id).executeTakeFirst()
}

/** The same of one whose settings are about to be changed; others wait to change it, or its limits. */
export async function lockTold(tx: TenantTransaction, id: string) {
  return tx.selectFrom('organizations').select(told).where('id', '=', id).forNoKeyUpdate().executeTakeFirst()
}

/** The row of an organization. */
export type ToldRow = NonNullable<Awaited<ReturnType<typeof findTold>>>

/**
 * The provider and partners at or above an organization, the nearest first; the type is null where one that lies between
 * is out of the caller's sight.
 * @param from 0 for the organization itself too, 1 for those above it
 */
export async function findHouses(tx: TenantTransaction, organizationId: string, from: 0 | 1) {
  const above = await tx
    .selectFrom('organization_closure as c')
    .select('c.ancestor_id as id')
    .where('c.descendant_id', '=', organizationId)
    .where('c.distance', '>=', from)
    .orderBy('c.distance')
    .execute()
  const ids = above.map(({ id }) => id)
  const seen =
    ids.length === 0 ? [] : await tx.selectFrom('organizations').select(['id', 'type']).where('id', 'in', ids).execute()
  const types = new Map(seen.map(({ id, type }) => [id, type]))
  return ids
    .map((id) => ({ id, type: types.get(id) ?? null }))
    .filter(({ type }) => type === null || type === 'provider' || type === 'partner')
}

/** The addresses of the administrators of a house, of those that the caller sees. */
export async function findAdministrators(
  tx: TenantTransaction,
  { providerId, organizationId }: { providerId: string; organizationId: string },
): Promise<string[]> {
  const rows = await tx
    .selectFrom('memberships as m')
    // They lie in the provider's house, which partners do not see.
    .innerJoin(
      sql<{ id: string; key: string }>`(select * from tenancy.system_roles(${providerId}::uuid))`.as('r'),
      (join) => join.onRef('r.id', '=', 'm.role_id'),
    )
    .select(sql<string>`coalesce(m.communication_email, m.email)`.as('address'))
    .where('m.organization_id', '=', organizationId)
    .where('m.status', '=', 'active')
    .where('r.key', 'in', ['provider_administrator', 'partner_administrator'])
    .orderBy('m.created_at')
    .orderBy('m.id')
    .limit(20)
    .execute()
  return rows.map(({ address }) => address)
}
