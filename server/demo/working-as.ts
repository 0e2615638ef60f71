import { allowedOf, systemRoles } from '@tenantry/contract/permissions.ts'
import type { TenantDatabase } from '../platform/database/tenant-database.ts'
import type { CallContext } from '../platform/http/context.ts'
import { systemScope } from '../platform/tenancy/scope.ts'
import type { GeneratedProvider } from './generate-provider.ts'

/** One of the provider's administrators. */
export interface Colleague {
  name: string
  email: string
  accountId: string
}

type Work = <Result>(at: Date, use: (context: CallContext) => Promise<Result>) => Promise<Result>

/** Does something at a time of the past as one of the provider's people, in a transaction of its own. */
export function workingAs(
  database: TenantDatabase,
  { providerId, memberships }: GeneratedProvider,
  administrator: Colleague,
): Work {
  const membershipId = memberships.find(({ email }) => email === administrator.email)?.id
  if (!membershipId) throw new TypeError(`${administrator.email} has no place at the provider`)
  const caller = callerOf({ ...systemScope(providerId), membershipId }, administrator)
  const origin = { id: 'demo', source: null }
  return (at, use) =>
    database.within(caller.scope, (tx) =>
      use({ tx, caller, actor: caller, clock: { now: () => at }, origin, ifMatch: null, dryRun: false }),
    )
}

function callerOf(scope: CallContext['caller']['scope'], { name, email, accountId }: Colleague): CallContext['caller'] {
  const { name: roleName, permissions } = systemRoles.provider_administrator
  return {
    kind: 'user',
    accountId,
    sessionId: null,
    apiKey: null,
    email,
    name,
    organization: { id: scope.providerId, name: 'Northwind MSP', type: 'provider' },
    roleName,
    permissions: allowedOf(permissions),
    scope,
  }
}
