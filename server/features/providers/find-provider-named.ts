import { sortKey } from '@tenantry/contract/fields/sort-keys.ts'
import type { TenantDatabase } from '../../platform/database/tenant-database.ts'
import { systemScope } from '../../platform/tenancy/scope.ts'
import { findNameKey } from './providers.queries.ts'

/**
 * Finds a provider by its name, in capitals or not, for the operator of the installation: providers know nothing of each other.
 * @param providerIds every provider of the installation
 * @returns its id
 */
export async function findProviderNamed(
  database: TenantDatabase,
  providerIds: readonly string[],
  name: string,
): Promise<string | undefined> {
  for (const id of providerIds) {
    const key = await database.within(systemScope(id), (tx) => findNameKey(tx, id), { readOnly: true })
    if (key === sortKey(name)) return id
  }
  return undefined
}
