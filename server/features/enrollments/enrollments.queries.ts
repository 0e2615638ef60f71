import type { EnrollmentToken } from '@tenantry/contract/enrollments.ts'
import type { OrganizationStatus } from '@tenantry/contract/organizations.ts'
import type { Insertable } from 'kysely'
import { type SqlBool, sql } from 'kysely'
import type { EnrollmentTokensTable } from '../../database/tables.generated.ts'
import { type Builder, prepared } from '../../platform/database/prepared.ts'
import type { Given } from '../../platform/database/slots.ts'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'
import { giveRows } from '../organizations/public.ts'

/** The row behind a token. */
export type TokenRow = Awaited<ReturnType<typeof findTokens>>[number]

function selectTokens(db: Builder) {
  return db
    .selectFrom('enrollment_tokens as t')
    .leftJoin('entities as e', (join) =>
      join.onRef('e.provider_id', '=', 't.provider_id').onRef('e.id', '=', 't.entity_id'),
    )
    .select([
      't.id',
      't.organization_id',
      't.entity_id',
      't.name',
      't.prefix',
      't.is_of_provider',
      't.most_devices',
      't.license',
    ])
    .select(['t.devices', 't.created_by_name', 't.created_at', 't.expires_at', 't.last_used_at'])
    .select('e.name as entity_name')
}

/** The most tokens that have expired and are listed. */
const mostExpired = 100

/** The tokens of an organization that work, or that have expired, newest first. */
export async function findTokens(
  tx: TenantTransaction,
  organizationId: string,
  state: EnrollmentToken['state'],
  now: Date,
) {
  return selectTokens(tx)
    .where('t.organization_id', '=', organizationId)
    .where('t.expires_at', state === 'working' ? '>' : '<=', now)
    .orderBy('t.created_at', 'desc')
    .orderBy('t.id', 'desc')
    .$if(state === 'expired', (query) => query.limit(mostExpired))
    .execute()
}

/** The token of a secret, also one that has expired. */
export async function findTokenByHash(tx: TenantTransaction, hash: Buffer): Promise<TokenRow | undefined> {
  const [row] = await tokenByHash(tx, { hash })
  return row
}

const tokenByHash = prepared((db, { hash }: Given<{ hash: Buffer }>) =>
  selectTokens(db).where('t.token_hash', '=', hash),
)

/** Inserts a token. */
export async function insertToken(tx: TenantTransaction, row: Insertable<EnrollmentTokensTable>): Promise<void> {
  await tx.insertInto('enrollment_tokens').values(row).execute()
}

/** Deletes a token of an organization. */
export async function deleteToken(tx: TenantTransaction, organizationId: string, id: string) {
  return tx
    .deleteFrom('enrollment_tokens')
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .returning(['name', 'prefix', 'expires_at'])
    .executeTakeFirst()
}

/** What a token may still do. */
export interface TokenState {
  /** How many devices it may still add; null for any number. */
  left: number | null
  lastUsedAt: Date | null
  /** Of those that lie in its organization, the entity for what is new. */
  entityId: string | null
  /** Whether anything of its organization waits for a license. */
  hasWaiting: boolean
  /** The strictest status of its organization and of all above. */
  status: OrganizationStatus | null
}

/** Reads what a token may still do, under the lock of its organization's batches; nothing where either is gone meanwhile. */
export async function readTokenState(tx: TenantTransaction, id: string): Promise<TokenState | undefined> {
  const [row] = await tokenState(tx, { id })
  return row && tokenStateOf(row)
}

/** What a token may still do, as the database tells it. */
export function tokenStateOf(row: {
  mostDevices: number | null
  devices: number
  lastUsedAt: Date | string | null
  entityId: string | null
  hasWaiting: boolean
  status: OrganizationStatus | null
}): TokenState {
  const { mostDevices, devices, lastUsedAt, entityId, hasWaiting, status } = row
  const left = mostDevices === null ? null : Math.max(0, mostDevices - devices)
  return { left, lastUsedAt: lastUsedAt === null ? null : new Date(lastUsedAt), entityId, hasWaiting, status }
}

const tokenState = prepared((db, { id }: Given<{ id: string }>) =>
  db
    .selectFrom('enrollment_tokens as t')
    .innerJoin('organizations as o', (join) =>
      join.onRef('o.provider_id', '=', 't.provider_id').onRef('o.id', '=', 't.organization_id'),
    )
    .select(['t.most_devices as mostDevices', 't.devices', 't.last_used_at as lastUsedAt', 't.entity_id as entityId'])
    .select((eb) =>
      eb
        .exists(
          eb
            .selectFrom('seen_devices as s')
            .select('s.id')
            .whereRef('s.provider_id', '=', 't.provider_id')
            .whereRef('s.organization_id', '=', 't.organization_id'),
        )
        .$castTo<boolean>()
        .as('hasWaiting'),
    )
    .select(sql<OrganizationStatus | null>`tenancy.effective_status(t.organization_id)`.as('status'))
    .where('t.id', '=', id),
)

/** Counts what a token has added. */
export async function countUse(tx: TenantTransaction, id: string, added: number, now: Date): Promise<void> {
  await countedUse(tx, { id, added, now })
}

const countedUse = prepared((db, { id, added, now }: Given<{ id: string; added: number; now: Date }>) =>
  db
    .updateTable('enrollment_tokens')
    .set({ devices: sql<number>`devices + ${added}`, last_used_at: now })
    .where('id', '=', id),
)

/** How many devices tokens may still add, by their ids, of those that may not add any number. */
export async function findLeftOf(tx: TenantTransaction, ids: readonly string[]): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map()
  const rows = await tx
    .selectFrom('enrollment_tokens')
    .select(['id', 'most_devices', 'devices'])
    .where(sql<SqlBool>`id = any(${ids}::uuid[])`)
    .execute()
  return new Map(
    rows.flatMap(({ id, most_devices: most, devices }) => (most === null ? [] : [[id, Math.max(0, most - devices)]])),
  )
}

/** Counts devices that tokens have let wait and that are licensed now, in the order of the tokens' ids. */
export async function countLicensedOf(tx: TenantTransaction, counts: ReadonlyMap<string, number>): Promise<void> {
  for (const [id, licensed] of [...counts].sort(([a], [b]) => (a < b ? -1 : 1)))
    await tx
      .updateTable('enrollment_tokens')
      .set({ devices: sql<number>`devices + ${licensed}` })
      .where('id', '=', id)
      .execute()
}

/** How many tokens of an organization work. */
export async function countTokens(tx: TenantTransaction, organizationId: string, now: Date): Promise<number> {
  const { count } = await tx
    .selectFrom('enrollment_tokens')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('organization_id', '=', organizationId)
    .where('expires_at', '>', now)
    .executeTakeFirstOrThrow()
  return count
}

/** Gives the tokens of an organization, and what waits there, to another one that it becomes part of. */
export async function moveEnrollment(tx: TenantTransaction, source: string, target: string) {
  const tokens = await tx
    .updateTable('enrollment_tokens')
    .set({ organization_id: target })
    .where('organization_id', '=', source)
    .executeTakeFirst()
  // What waits at both waits once.
  const waitingDevices = await giveRows(tx, 'seen_devices', 'enrollment_key', { source, target })
  return { enrollmentTokens: Number(tokens.numUpdatedRows), waitingDevices }
}
