/** What the organization above has left of each type, for one that is to have some of it. */
import { useQuery } from '@tanstack/react-query'
import type { CustomerLicenses, LicenseShare, PoolItem } from '@tenantry/contract/licenses.ts'
import { useMe } from '../../platform/session.tsx'
import { customerLicensesQuery, poolQuery, typesQuery } from './license-limits.api.ts'

/** A type with what could be set aside of it. */
export interface LimitRow {
  type: string
  name: string
  /** What is in use already; null for an organization that does not exist yet. */
  used: number | null
  /** What it takes of what lies above even without a limit: its use and the limits below it. */
  demand: number
  /** What would be left above if it took nothing; null where nothing is known of it, or nothing limits it. */
  available: number | null
  /** What those above have altogether, as far as it is known. */
  total: number | null
}

/** What is left for something new in the provider's pool. */
export function rowsOfPool(items: readonly PoolItem[]): LimitRow[] {
  return items.map(({ type, name, free, owned }) => ({ ...newRow(type, name), available: free, total: owned }))
}

/** What is left for something new below an organization: of its own limit, where it has one, else above it. */
export function rowsBelow({ types }: CustomerLicenses): LimitRow[] {
  return types.map(({ type, name, limit, overage, free, freeAbove }) => ({
    ...newRow(type, name),
    available: limit === null ? freeAbove : free,
    total: limit === null ? null : limit + overage,
  }))
}

/** What is left for an organization with what it takes now given back. */
export function rowsOfOwn({ types }: CustomerLicenses): LimitRow[] {
  return types.map((share) => ({
    type: share.type,
    name: share.name,
    used: share.used,
    demand: share.demand,
    available: share.freeAbove === null ? null : share.freeAbove + chargeOf(share),
    total: null,
  }))
}

/** What it takes of what lies above: its limit, or what it uses where that is more or there is none. */
export function chargeOf({ limit, demand }: Pick<LicenseShare, 'limit' | 'demand'>): number {
  return Math.max(limit ?? demand, demand)
}

/** What would be left above with a limit; negative where it takes more than there is. */
export function leftWith({ available, demand }: LimitRow, limit: number | null): number | null {
  return available === null ? null : available - Math.max(limit ?? demand, demand)
}

function newRow(type: string, name: string): LimitRow {
  return { type, name, used: null, demand: 0, available: null, total: null }
}

/** What is left below an organization that something new is to lie under; the types alone where nothing is known of it. */
export function useLeftBelow(parentId: string | undefined) {
  const { permissions, membership } = useMe()
  const isOwnHouse = membership.organization.type === 'provider' && membership.organization.id === parentId
  const isPool = isOwnHouse && permissions.includes('license_pool.read')
  const isBelow = !isOwnHouse && Boolean(parentId)
  const pool = useQuery({ ...poolQuery, enabled: isPool })
  const parent = useQuery({ ...customerLicensesQuery(parentId ?? ''), enabled: isBelow })
  const types = useQuery({ ...typesQuery, enabled: !isPool && !isBelow })
  const query = isPool ? pool : isBelow ? parent : types
  const rows = isPool
    ? pool.data && rowsOfPool(pool.data)
    : isBelow
      ? parent.data && rowsBelow(parent.data.data)
      : types.data?.filter(({ isOn }) => isOn).map(({ code, name }) => newRow(code, name))
  return { rows, isPool, error: query.error, retry: () => void query.refetch() }
}
