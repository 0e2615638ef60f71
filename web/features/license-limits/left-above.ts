/** What the organization above has left of each type, for one that is to have some of it. */
import { type UseQueryOptions, useQuery } from '@tanstack/react-query'
import type { CustomerLicenses, LicenseShare, LicenseType, PoolItem } from '@tenantry/contract/licenses.ts'
import type { Me } from '@tenantry/contract/me.ts'
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
  /** What it takes of it now, limit or use: a part of what is available to it. */
  held: number
  /** What would be left above if it took nothing; null where nothing is known of it, or nothing limits it. */
  available: number | null
  /** What those above have altogether, as far as it is known. */
  total: number | null
  /** A type that is switched off or deleted, and may have no limit. */
  isUncounted?: boolean
}

/** What is left for something new in the provider's pool. */
export function rowsOfPool(items: readonly PoolItem[]): LimitRow[] {
  return items.map(({ type, name, free, owned }) => ({ ...newRow(type, name), available: free, total: owned }))
}

/** What is left for something new below an organization: of its own limit, where it has one, else above it. */
export function rowsBelow({ types }: CustomerLicenses): LimitRow[] {
  return types.map((share) => ({
    ...newRow(share.type, share.name),
    available: share.limit === null ? share.freeAbove : withinReach(share),
    total: share.limit === null ? null : share.limit + share.overage,
  }))
}

/** What is left for an organization with what it takes now given back. */
export function rowsOfOwn({ types }: CustomerLicenses): LimitRow[] {
  return types.map((share) => ({
    type: share.type,
    name: share.name,
    used: share.used,
    demand: share.demand,
    held: chargeOf(share),
    available: share.freeAbove === null ? null : share.freeAbove + chargeOf(share),
    total: null,
  }))
}

/**
 * The rows with a further one for each limit of a type that none of them is about: it was switched off or deleted since the
 * limit was typed, which is shown so that it can be removed.
 */
export function withUncounted(rows: readonly LimitRow[], types: readonly string[]): readonly LimitRow[] {
  const gone = types.filter((type) => !rows.some((row) => row.type === type))
  return [...rows, ...gone.map((type) => ({ ...newRow(type, type.replaceAll('_', ' ')), isUncounted: true }))]
}

/** What it takes of what lies above: its limit, or what it uses where that is more or there is none. */
export function chargeOf({ limit, demand }: Pick<LicenseShare, 'limit' | 'demand'>): number {
  return Math.max(limit ?? demand, demand)
}

/**
 * What could be taken now: what is left of its limit, and beyond that no more than those above have free, as far as the
 * person may know that; null without a limit.
 */
function withinReach({ limit, demand, free, freeAbove }: LicenseShare): number | null {
  if (limit === null || free === null || freeAbove === null) return free
  return Math.min(free, Math.max(0, limit - demand) + freeAbove)
}

/** What would be left above with a limit; negative where it takes more than there is. */
export function leftWith({ available, demand }: LimitRow, limit: number | null): number | null {
  return available === null ? null : available - Math.max(limit ?? demand, demand)
}

function newRow(type: string, name: string): LimitRow {
  return { type, name, used: null, demand: 0, held: 0, available: null, total: null }
}

/** What is read, and how the lines come of it. */
type LeftQuery = { queryKey: readonly unknown[]; queryFn?: unknown; select: unknown }

/**
 * What is left below an organization that something new is to lie under, once it has been read; the types alone where
 * nothing is known of it.
 */
export function leftBelowQuery(parentId: string | undefined, { permissions, membership }: Me): LeftQuery {
  const isOwnHouse = membership.organization.type === 'provider' && membership.organization.id === parentId
  if (isOwnHouse && permissions.includes('license_pool.read')) return { ...poolQuery, select: rowsOfPool }
  if (!isOwnHouse && parentId)
    return { ...customerLicensesQuery(parentId), select: ({ data }: { data: CustomerLicenses }) => rowsBelow(data) }
  return { ...typesQuery, select: rowsOfTypes }
}

/** The same for a page. */
export function useLeftBelow(parentId: string | undefined) {
  const me = useMe()
  const { queryKey } = leftBelowQuery(parentId, me)
  const query = useQuery(leftBelowQuery(parentId, me) as UseQueryOptions<unknown, Error, LimitRow[]>)
  return {
    rows: query.data,
    isPool: queryKey === poolQuery.queryKey,
    error: query.error,
    retry: () => void query.refetch(),
  }
}

function rowsOfTypes(types: readonly LicenseType[]): LimitRow[] {
  return types.filter(({ isOn }) => isOn).map(({ code, name }) => newRow(code, name))
}
