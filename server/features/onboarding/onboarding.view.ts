import type { OnboardingItem, OnboardingKey } from '@tenantry/contract/onboarding.ts'
import type { ItemRow } from './onboarding.queries.ts'

/**
 * An item as the API shows it: done as soon as the thing is there.
 * @param missing what the customer has not at the moment
 */
export function itemView(row: ItemRow, missing: readonly OnboardingKey[]): OnboardingItem {
  const key = row.key as OnboardingKey
  const isFound = !missing.includes(key)
  return {
    key,
    state: isFound ? 'done' : (row.state as OnboardingItem['state']),
    isFound,
    changedAt: row.changed_at?.toISOString() ?? null,
    changedBy: row.changed_by,
  }
}
