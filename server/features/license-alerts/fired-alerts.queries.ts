/** Alerts that have fired, and what became of their mails. */
import type { MailState } from '@tenantry/contract/mails.ts'
import { sql } from 'kysely'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'
import type { Context } from '../../platform/http/context.ts'
import type { Recipient } from './default-recipients.ts'

/** One that waits to be mailed, with whose it is. */
export type WaitingAlert = Awaited<ReturnType<typeof takeWaiting>>[number]

/**
 * The oldest alerts that wait to be mailed and are not held; whoever else asks meanwhile gets others.
 * @param after those that come after this one; null from the first one on
 * @param most no more than so many
 */
export async function takeWaiting(
  tx: TenantTransaction,
  { after, most, now }: { after: string | null; most: number; now: Date },
) {
  return tx
    .selectFrom('license_alerts as a')
    .innerJoin('organizations as o', (join) =>
      join.onRef('o.provider_id', '=', 'a.provider_id').onRef('o.id', '=', 'a.organization_id'),
    )
    .innerJoin('license_types as t', (join) =>
      join.onRef('t.provider_id', '=', 'a.provider_id').onRef('t.code', '=', 'a.type'),
    )
    .select([
      'a.id',
      'a.organization_id',
      'a.type',
      'a.level',
      'a.threshold',
      'a.limit_count',
      'a.demand',
      'a.fired_at',
    ])
    .select(['o.name', 'o.code', 'o.type as organization_type', 'o.parent_id', 'o.account_manager_email'])
    .select(['o.license_mode', 't.name as type_name', 't.position'])
    .where('a.mailed_at', 'is', null)
    .where((eb) => eb.or([eb('a.held_until', 'is', null), eb('a.held_until', '<=', now)]))
    .$if(after !== null, (query) => query.where('a.id', '>', after))
    .orderBy('a.id')
    .limit(most)
    .forUpdate('a')
    .skipLocked()
    .execute()
}

/** Holds what the transaction has reached, with what the same run holds already. */
export async function writeHold({ tx, actor }: Context, runId: string, until: Date): Promise<void> {
  await tx
    .selectNoFrom(
      sql`tenancy.hold_license_alerts(${actor.scope.providerId}::uuid, ${runId}::uuid, ${until}::timestamptz)`.as(
        'held',
      ),
    )
    .execute()
}

/** Lets go of what a run holds, and has it told. */
export async function writeRelease(tx: TenantTransaction, providerId: string, runId: string): Promise<void> {
  await tx
    .selectNoFrom(sql`tenancy.release_license_alerts(${providerId}::uuid, ${runId}::uuid)`.as('released'))
    .execute()
}

/** Notes of alerts who is told of them by which mails; nobody, where there is no mail. */
export async function markMailed(
  tx: TenantTransaction,
  alertIds: readonly string[],
  mail: { key: string | null; recipients: readonly Recipient[]; at: Date },
): Promise<void> {
  await tx
    .updateTable('license_alerts')
    .set({
      mailed_at: mail.at,
      mail_key: mail.key,
      recipients: mail.recipients.map(({ address }) => address),
      recipient_owners: mail.recipients.map(({ ownerId }) => ownerId),
    })
    .where('id', 'in', alertIds)
    .execute()
}

/** How many mails about licenses each address, in lowercase, has been sent since, whatever the case it was written in. */
export async function countMailed(
  tx: TenantTransaction,
  addresses: readonly string[],
  since: Date,
): Promise<Map<string, number>> {
  if (addresses.length === 0) return new Map()
  const rows = await tx
    .selectFrom(
      tx
        .selectFrom('license_alerts as a')
        .select(['a.mail_key', sql<string>`lower(unnest(a.recipients))`.as('address')])
        .where('a.mailed_at', '>', since)
        .as('m'),
    )
    .select(['m.address', sql<number>`count(distinct m.mail_key)::int`.as('mails')])
    .where('m.address', 'in', [...new Set(addresses.map((address) => address.toLowerCase()))])
    .groupBy('m.address')
    .execute()
  return new Map(rows.map(({ address, mails }) => [address, mails]))
}

/** A level that an organization has reached. */
export type FiredRow = Awaited<ReturnType<typeof findFired>>[number]

/** The latest alerts of an organization. */
export async function findFired(tx: TenantTransaction, organizationId: string, most: number) {
  return tx
    .selectFrom('license_alerts as a')
    .innerJoin('license_types as t', (join) =>
      join.onRef('t.provider_id', '=', 'a.provider_id').onRef('t.code', '=', 'a.type'),
    )
    .select(['a.id', 'a.type', 't.name as type_name', 'a.level', 'a.threshold', 'a.limit_count', 'a.demand'])
    .select(['a.fired_at', 'a.mailed_at', 'a.mail_key', 'a.transaction_id', 'a.recipients', 'a.recipient_owners'])
    .where('a.organization_id', '=', organizationId)
    .orderBy('a.fired_at', 'desc')
    .orderBy('a.id', 'desc')
    .limit(most)
    .execute()
}

/** Those of the organizations that the caller sees. */
export async function findSeen(tx: TenantTransaction, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const rows = await tx.selectFrom('organizations').select('id').where('id', 'in', ids).execute()
  return new Set(rows.map(({ id }) => id))
}

/** What became of a mail of an alert; null once it is no longer kept. */
interface AlertMail {
  alert_id: string
  /** The place of its recipient, from 1 on. */
  place: number
  state: MailState | null
}

/** What became of the mails of some alerts that the caller sees, also of mails that the caller does not see. */
export async function findAlertMails({ tx, actor }: Context, alertIds: readonly string[]): Promise<AlertMail[]> {
  if (alertIds.length === 0) return []
  return tx
    .selectFrom(
      sql<AlertMail>`(select * from tenancy.alert_mail_states(${actor.scope.providerId}::uuid, ${alertIds}::uuid[]))`.as(
        'm',
      ),
    )
    .select(['m.alert_id', 'm.place', 'm.state'])
    .execute()
}

/** What is in use of the limits of an organization, the fullest first. */
export async function findLimitsInUse(tx: TenantTransaction, organizationId: string) {
  return tx
    .selectFrom('license_counters as k')
    .innerJoin('license_types as t', (join) =>
      join.onRef('t.provider_id', '=', 'k.provider_id').onRef('t.code', '=', 'k.type'),
    )
    .select(['k.type', 't.name as type_name', 'k.limit_count', 'k.demand', 'k.alert_threshold'])
    .where('k.organization_id', '=', organizationId)
    .where('k.limit_count', '>', 0)
    .where('t.is_on', '=', true)
    .orderBy(sql`k.demand::numeric / k.limit_count`, 'desc')
    .orderBy('t.position')
    .execute()
}
