import type { Reach } from '@tenantry/contract/me.ts'
import type { OrganizationType } from '@tenantry/contract/organizations.ts'
import { allPermissions, type Permission } from '@tenantry/contract/permissions.ts'
import type { Caller } from '../../platform/auth/caller.ts'
import type { TenantDatabase, TenantTransaction } from '../../platform/database/tenant-database.ts'
import { type Scope, systemScope } from '../../platform/tenancy/scope.ts'
import { findActing } from './imports.queries.ts'

/** Whose import it is. */
export interface Starter {
  providerId: string
  membershipId: string
  apiKeyId: string | null
}

/**
 * Finds who an import acts as, with what they may do and see at this moment: whoever was signed out goes on, whoever was
 * switched off, lost the role or the key does not.
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
    permissions: new Set(found.permissions.filter(isPermission)),
    scope: {
      providerId,
      organizationId: found.organization_id,
      membershipId,
      reach: found.reach as Reach,
    },
  }
}

/** Does some work on the import itself, which is its owner's whatever they may see at the moment. */
export function onOwnImport<Result>(
  tenantDb: TenantDatabase,
  { providerId, membershipId }: Starter,
  work: (tx: TenantTransaction) => Promise<Result>,
): Promise<Result> {
  const scope: Scope = { ...systemScope(providerId), membershipId }
  return tenantDb.within(scope, work)
}

function isPermission(name: string): name is Permission {
  return allPermissions.some((permission) => permission === name)
}
