import type { OrganizationType } from '@tenantry/contract/organizations.ts'
import type { Permission } from '@tenantry/contract/permissions.ts'
import { AppError } from '../errors.ts'
import type { Scope } from '../tenancy/scope.ts'

/** Who makes a request: a membership, by a person's session or by an API key, with what it may do and see. */
export interface Caller {
  kind: 'user' | 'api_key'
  accountId: string
  /** The session that was shown; null for API keys. */
  sessionId: string | null
  /** The key that was shown; null for people. */
  apiKey: { id: string; name: string; expiresAt: Date } | null
  email: string
  /** Shown in the audit log. */
  name: string
  organization: { id: string; name: string; type: OrganizationType }
  roleName: string
  permissions: ReadonlySet<Permission>
  scope: Scope
}

/** @throws forbidden (403) when the caller's role lacks the permission */
export function requirePermission(caller: Caller, permission: Permission): void {
  if (!caller.permissions.has(permission)) throw new AppError('forbidden')
}
