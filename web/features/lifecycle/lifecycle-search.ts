/** What of a customer's life is open beside the page, as it stands in the address. */
import type { OrganizationStatus } from '@tenantry/contract/organizations.ts'

/** Spelled out: the contract's own list brings its schemas along, and every page loads this. */
const statuses: readonly OrganizationStatus[] = ['active', 'disabled', 'suspended', 'offboarding', 'archived']

/** The customer whose status is being changed, or that is being deleted for good. */
export interface LifecycleSearch {
  change?: string | undefined
  /** The status that is chosen to begin with. */
  to?: OrganizationStatus | undefined
  purge?: string | undefined
}

/** Reads it from a parsed address; what has another shape is dropped. */
export function readLifecycleSearch(search: Record<string, unknown>): LifecycleSearch {
  const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined)
  return {
    change: text(search.change),
    to: statuses.find((status) => status === search.to),
    purge: text(search.purge),
  }
}
