import type { OrganizationStatus } from '@tenantry/contract/organizations.ts'
import { sql } from 'kysely'
import type { Caller } from '../../platform/auth/caller.ts'
import { prepared } from '../../platform/database/prepared.ts'
import type { Given } from '../../platform/database/slots.ts'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'
import { type AppError, invalidInput } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'

/**
 * Refuses to add anything to an organization that is held, or that lies below a held one, whether the caller sees that
 * one or not. Where it is switched off, only the provider's own people go on adding. Comes after the caller's sight of
 * the organization was checked.
 * @param path the field of the input that names the organization
 * @throws invalid_input (422) with `organization_not_growing`
 */
export async function requireGrowth({ tx, caller }: CallContext, id: string, path: string): Promise<void> {
  const refusal = growthRefusal(caller, await effectiveStatus(tx, id), path)
  if (refusal) throw refusal
}

/** What keeps somebody from adding something to an organization of an effective status; null where nothing does. */
export function growthRefusal(
  caller: Pick<Caller, 'organization'>,
  status: OrganizationStatus | null,
  path: string,
): AppError | null {
  if (status === 'active' || (status === 'disabled' && caller.organization.type === 'provider')) return null
  const message =
    status === 'disabled'
      ? 'Only the provider adds something here: this organization or one above it is switched off'
      : 'Nothing new is added here: this organization or one above it is suspended, in offboarding or archived'
  return invalidInput({ path, code: 'organization_not_growing', message })
}

/**
 * Refuses to change what belongs to an organization that is archived, or that lies below an archived one. Comes after
 * the caller's sight of the organization was checked.
 * @throws invalid_input (422) with `organization_read_only`
 */
export async function requireWritable({ tx }: Pick<CallContext, 'tx'>, id: string): Promise<void> {
  if ((await effectiveStatus(tx, id)) === 'archived') throw readOnly()
}

/** The refusal to change what is archived. */
export function readOnly(): AppError {
  return invalidInput({
    path: '',
    code: 'organization_read_only',
    message: 'Nothing is changed here: this organization or one above it is archived',
  })
}

/** The strictest status of an organization and of all above it, invisible ones included. */
export async function effectiveStatus(tx: TenantTransaction, id: string): Promise<OrganizationStatus | null> {
  const [row] = await statusOf(tx, { id })
  return row?.status ?? null
}

/** The effective statuses of several organizations by their ids. */
export async function effectiveStatuses(
  tx: TenantTransaction,
  ids: readonly string[],
): Promise<Map<string, OrganizationStatus | null>> {
  const rows = await statusesOf(tx, { ids })
  return new Map(rows.map(({ id, status }) => [id, status]))
}

const statusesOf = prepared((db, { ids }: Given<{ ids: readonly string[] }>) =>
  db
    .selectFrom(sql<{ id: string }>`unnest(${ids}::uuid[])`.as<'o'>(sql`o(id)`))
    .select(['o.id', sql<OrganizationStatus | null>`tenancy.effective_status(o.id)`.as('status')]),
)

const statusOf = prepared((db, { id }: Given<{ id: string }>) =>
  db.selectNoFrom(sql<OrganizationStatus | null>`tenancy.effective_status(${id})`.as('status')),
)
