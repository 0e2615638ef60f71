import type { LicenseUsage, LicenseUsageTotals, MeteredType } from '@tenantry/contract/license-usage.ts'

export type UsedType = Pick<MeteredType, 'type' | 'name'>

/** The types of which anything is metered, in the order in which customers have them. */
export function usedTypes(
  rows: readonly Pick<LicenseUsage, 'types'>[],
  totals: NonNullable<LicenseUsageTotals['types']>,
): UsedType[] {
  const all = [...rows.flatMap(({ types }) => types), ...totals]
  const used = new Set(all.filter(({ quantity }) => quantity > 0).map(({ type }) => type))
  const names = new Map(all.map(({ type, name }) => [type, name]))
  return [...names].filter(([type]) => used.has(type)).map(([type, name]) => ({ type, name }))
}
