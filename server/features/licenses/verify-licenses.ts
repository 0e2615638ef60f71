import { sql } from 'kysely'
import type { TenantDatabase, TenantTransaction } from '../../platform/database/tenant-database.ts'
import { systemScope } from '../../platform/tenancy/scope.ts'

/** A number that is kept of an organization's licenses and that differs from what is counted anew. */
export interface LicenseDifference {
  providerId: string
  organizationId: string
  type: string
  what: string
  kept: number
  counted: number
}

/** Compares counters, ledger and live things of some providers; empty where all is well. */
export async function verifyLicenses(
  database: TenantDatabase,
  providerIds: readonly string[],
): Promise<LicenseDifference[]> {
  const found: LicenseDifference[] = []
  for (const providerId of providerIds)
    found.push(...(await database.within(systemScope(providerId), (tx) => findDifferences(tx, providerId), readOnly)))
  return found
}

const readOnly = { readOnly: true }

async function findDifferences(tx: TenantTransaction, providerId: string): Promise<LicenseDifference[]> {
  const rows = await tx
    .selectFrom(
      sql<{
        organization_id: string
        type: string
        what: string
        kept: string
        counted: string
      }>`(select * from tenancy.license_differences(${providerId}::uuid))`.as('d'),
    )
    .select(['d.organization_id', 'd.type', 'd.what', 'd.kept', 'd.counted'])
    .execute()
  return rows.map(({ organization_id, type, what, kept, counted }) => ({
    providerId,
    organizationId: organization_id,
    type,
    what,
    kept: Number(kept),
    counted: Number(counted),
  }))
}
