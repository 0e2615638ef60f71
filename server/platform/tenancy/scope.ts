import type { Reach } from '@tenantry/contract/me.ts'

/** Whose rows a transaction may touch. Both walls, in the database and in the code, read nothing else. */
export interface Scope {
  providerId: string
  /** The organization of the caller's membership. */
  organizationId: string
  membershipId: string
  reach: Reach
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const nobody = '00000000-0000-0000-0000-000000000000'

/** The scope of the system itself inside one provider: jobs, set-up, commands. */
export function systemScope(providerId: string): Scope {
  return { providerId, organizationId: providerId, membershipId: nobody, reach: 'all' }
}

/**
 * The statements that set a scope for the running transaction. `SET` takes no bind parameters, so nothing but parsed
 * UUIDs and enumerated words gets in.
 * @throws TypeError for anything else
 */
export function scopeStatements(scope: Scope): string {
  for (const value of [scope.providerId, scope.organizationId, scope.membershipId])
    if (typeof value !== 'string' || !uuid.test(value)) throw new TypeError('A scope takes UUIDs only')
  if (!['all', 'subtree', 'selected', 'entities'].includes(scope.reach))
    throw new TypeError('A scope takes a known reach only')
  return (
    `SET LOCAL app.provider_id = '${scope.providerId}'; SET LOCAL app.organization_id = '${scope.organizationId}'; ` +
    `SET LOCAL app.membership_id = '${scope.membershipId}'; SET LOCAL app.reach = '${scope.reach}'`
  )
}
