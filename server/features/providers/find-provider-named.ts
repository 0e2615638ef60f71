import { sortKey } from '@tenantry/contract/fields/sort-keys.ts'
import type { TenantDatabase } from '../../platform/database/tenant-database.ts'
import { systemScope } from '../../platform/tenancy/scope.ts'
import { findName } from './providers.queries.ts'

/**
 * Finds a provider by its name, in capitals or not, for the operator of the installation: providers know nothing of each other.
 * @param providerIds every provider of the installation
 * @returns its id, and its name as it is written there
 */
export async function findProviderNamed(
  database: TenantDatabase,
  providerIds: readonly string[],
  name: string,
): Promise<{ id: string; name: string } | undefined> {
  for (const id of providerIds) {
    const known = await database.within(systemScope(id), (tx) => findName(tx, id), { readOnly: true })
    if (known?.name_key === sortKey(name)) return { id, name: known.name }
  }
  return undefined
}
