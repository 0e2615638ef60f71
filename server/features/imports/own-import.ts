import type { Starter } from '../../platform/auth/acting-caller.ts'
import type { TenantDatabase, TenantTransaction } from '../../platform/database/tenant-database.ts'
import { type Scope, systemScope } from '../../platform/tenancy/scope.ts'

/** Does some work on the import itself, which is its owner's whatever they may see at the moment. */
export function onOwnImport<Result>(
  tenantDb: TenantDatabase,
  { providerId, membershipId }: Starter,
  work: (tx: TenantTransaction) => Promise<Result>,
): Promise<Result> {
  const scope: Scope = { ...systemScope(providerId), membershipId }
  return tenantDb.within(scope, work)
}
