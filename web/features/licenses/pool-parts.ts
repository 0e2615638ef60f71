import type { PoolItem } from '@tenantry/contract/licenses.ts'
import type { BarPart } from '../../ui/usage-bar.tsx'

/** What is taken of a type, piece by piece: with what is free, and less what it is over by, all that is owned. */
export function partsOf({ allocated, aboveLimits, usedUnallocated }: PoolItem): BarPart[] {
  return [
    { count: allocated, tone: 'full' },
    { count: aboveLimits, tone: 'above' },
    { count: usedUnallocated, tone: 'light' },
  ]
}

/** What is enforced comes first; else in the order of the types. */
export function byEnforced(items: readonly PoolItem[]): PoolItem[] {
  return [...items.filter(({ owned }) => owned !== null), ...items.filter(({ owned }) => owned === null)]
}
