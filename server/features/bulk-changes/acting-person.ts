import type { Reach } from '@tenantry/contract/me.ts'
import type { OrganizationType } from '@tenantry/contract/organizations.ts'
import { allowedOf } from '@tenantry/contract/permissions.ts'
import type { Caller } from '../../platform/auth/caller.ts'
import type { JobContext } from '../../platform/jobs/tasks.ts'
import { findActingPerson } from './bulk-changes.queries.ts'

/**
 * The person behind a bulk change as they stand now, in whose name and within whose walls the job works: whoever has
 * lost a right, or the place, since the change began does nothing any more.
 * @returns null where that person may not edit customers now
 */
export async function actingPerson(job: JobContext, providerId: string, membershipId: string): Promise<Caller | null> {
  const row = await job.inside(providerId, ({ tx }) => findActingPerson(tx, membershipId))
  if (!row) return null
  const permissions = allowedOf(row.permissions)
  const maySignIn = row.organization_type === 'provider' || row.standing === 'active'
  if (!maySignIn || !permissions.has('customers.update')) return null
  return {
    kind: 'user',
    accountId: row.account_id,
    sessionId: null,
    apiKey: null,
    email: row.email,
    name: row.name,
    organization: {
      id: row.organization_id,
      name: row.organization_name,
      type: row.organization_type as OrganizationType,
    },
    roleName: row.role_name,
    permissions,
    scope: { providerId, organizationId: row.organization_id, membershipId, reach: row.reach as Reach },
  }
}
