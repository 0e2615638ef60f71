import type { Reach } from '@tenantry/contract/me.ts'
import type { OrganizationType } from '@tenantry/contract/organizations.ts'
import { allowedOf } from '@tenantry/contract/permissions.ts'
import { sql } from 'kysely'
import type { TenantDatabase, TenantTransaction } from '../database/tenant-database.ts'
import { AppError } from '../errors.ts'
import { systemScope } from '../tenancy/scope.ts'
import type { Caller } from './caller.ts'

/** Who has begun what goes on in the background. */
export interface Starter {
  providerId: string
  membershipId: string
  /** The key that it was begun with; null for people. */
  apiKeyId: string | null
}

/**
 * Finds who a job acts as, with what they may do and see at this moment: whoever was signed out goes on, whoever was
 * switched off, lost the role, the place or the key does not.
 * @returns null for whoever may act no more
 */
export async function actingCaller(
  tenantDb: TenantDatabase,
  { providerId, membershipId, apiKeyId }: Starter,
): Promise<Caller | null> {
  const found = await tenantDb.within(systemScope(providerId), (tx) => findActing(tx, membershipId, apiKeyId), {
    readOnly: true,
  })
  if (!found) return null
  return {
    kind: apiKeyId ? 'api_key' : 'user',
    accountId: found.account_id,
    sessionId: null,
    apiKey: apiKeyId ? { id: apiKeyId, name: found.key_name ?? '', expiresAt: found.expires_at ?? new Date(0) } : null,
    email: found.email,
    name: found.name,
    organization: {
      id: found.organization_id,
      name: found.organization_name,
      type: found.organization_type as OrganizationType,
    },
    roleName: found.role_name,
    permissions: allowedOf(found.permissions),
    scope: {
      providerId,
      organizationId: found.organization_id,
      membershipId,
      reach: found.reach as Reach,
    },
  }
}

/**
 * Ends what takes long, such as an answer that is sent part by part, where its caller may less by now than when it began.
 * @throws forbidden (403)
 */
export async function requireStillActing({ tx, caller }: { tx: TenantTransaction; caller: Caller }): Promise<void> {
  const { membershipId, organizationId, reach } = caller.scope
  const found = await findActing(tx, membershipId, caller.apiKey?.id ?? null)
  const permissions = allowedOf(found?.permissions ?? [])
  const isSame = found?.reach === reach && found.organization_id === organizationId
  if (!isSame || ![...caller.permissions].every((each) => permissions.has(each))) throw new AppError('forbidden')
}

interface ActingRow {
  account_id: string
  email: string
  key_name: string | null
  expires_at: Date | null
  membership_id: string
  organization_id: string
  organization_name: string
  organization_type: string
  role_name: string
  permissions: string[]
  reach: string
  name: string
}

async function findActing(tx: TenantTransaction, membershipId: string, apiKeyId: string | null) {
  return tx
    .selectFrom(sql<ActingRow>`auth.open_membership(${membershipId}::uuid, ${apiKeyId}::uuid)`.as('m'))
    .selectAll('m')
    .executeTakeFirst()
}
