/** Which rows of a division's ledger count for an account that it has left, and not for the one that it lies under now. */
import { type Expression, expressionBuilder, type Selectable, type SqlBool, sql } from 'kysely'
import type { LicenseLedgerTable, Tables } from '../../database/tables.generated.ts'
import type { Context } from '../../platform/http/context.ts'
import { trialDevices } from '../license-counts/public.ts'
import type { AccountMonth } from './license-months.queries.ts'

/** A row of the ledger of what counts for an account. */
type LeftRow = { account_id: string; is_before: boolean } & Pick<Selectable<LicenseLedgerTable>, LedgerColumn>
type LedgerColumn =
  | 'id'
  | 'organization_id'
  | 'type'
  | 'number'
  | 'happened_at'
  | 'kind'
  | 'count'
  | 'used_after'
  | 'limit_after'
  | 'reason'
  | 'subject_name'

/** What divisions had that have left some accounts: how it stood as the months began, and their rows within these. */
export async function findLeft({ tx, actor }: Context, months: readonly AccountMonth[]) {
  const rows = await tx
    .selectFrom(
      sql<LeftRow>`(select * from tenancy.left_license_rows(${actor.scope.providerId}::uuid, ${months.map(({ accountId }) => accountId)}::uuid[],
        ${months.map(({ startsAt }) => startsAt.toISOString())}::timestamptz[], ${months.map(({ endsAt }) => endsAt.toISOString())}::timestamptz[]))`.as(
        'l',
      ),
    )
    .selectAll()
    // Divisions have no plan of their own.
    .where('l.type', '<>', trialDevices)
    .execute()
  return { standing: rows.filter((row) => row.is_before), rows: rows.filter((row) => !row.is_before) }
}

/**
 * Whether a row of the ledger counts for the account that its organization lies under now.
 * @param row the alias of what has its organization, type and number
 */
export function countsWhereItLies(row: string): Expression<SqlBool> {
  const left = expressionBuilder<Tables>()
    .selectFrom('former_accounts as f')
    .select('f.last_number')
    .where(isOfSame(row))
    .where(sql<SqlBool>`f.last_number >= ${sql.ref(`${row}.number`)}`)
  return sql<SqlBool>`not exists ${left}`
}

/**
 * Whether a row of the ledger, `l`, counts for one of some accounts: its own, that of a division that lies below it, or that
 * of one that lay below it then; of what has become part of it none. As far as the caller sees the divisions.
 */
export function countsFor(accountIds: readonly unknown[]): Expression<SqlBool> {
  const db = expressionBuilder<Tables>()
  const accounts = sql`any(${accountIds}::uuid[])`
  const lies = db
    .selectFrom('organization_closure as c')
    .leftJoin('organizations as a', (join) => join.onRef('a.id', '=', 'c.ancestor_id'))
    .leftJoin('organizations as o', (join) => join.onRef('o.id', '=', 'c.descendant_id'))
    .select('c.descendant_id as id')
    .where(sql<SqlBool>`c.ancestor_id = ${accounts}`)
    .where(sql<SqlBool>`(c.distance = 0 or (a.type = 'enterprise' and o.type = 'division'))`)
  const former = db.selectFrom('former_accounts as f').where(sql<SqlBool>`f.account_id = ${accounts}`)
  const lay = former
    .select('f.last_number')
    .where(isOfSame('l'))
    .where(sql<SqlBool>`l.number between f.first_number and f.last_number`)
  const both = lies.union(former.select('f.organization_id as id'))
  return sql<SqlBool>`(l.organization_id in ${both} and case when ${countsWhereItLies('l')} then l.organization_id in ${lies} else exists ${lay} end)`
}

function isOfSame(row: string): Expression<SqlBool> {
  return sql<SqlBool>`f.organization_id = ${sql.ref(`${row}.organization_id`)} and f.type = ${sql.ref(`${row}.type`)}`
}
