import type { LicenseUsage, LicenseUsageTotals } from '@tenantry/contract/license-usage.ts'

/**
 * Whether numbers of a list may still change: a month ends where a customer is, so that it may have ended for the first of them
 * and not for the last. Undefined until that is known.
 * @param totals those of the whole list, of which the rows may be the beginning
 */
export function provisional(
  rows: readonly Pick<LicenseUsage, 'isProvisional'>[],
  totals: Pick<LicenseUsageTotals, 'isProvisional'> | undefined,
): boolean | undefined {
  if (rows.some((row) => row.isProvisional)) return true
  return totals && (totals.isProvisional ?? false)
}
