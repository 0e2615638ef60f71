import type { PoolHistory } from '@tenantry/contract/license-history.ts'
import { daysBetween } from './days.ts'

/** How much is owned from one day of a plot until another. */
export interface OwnedStep {
  from: number
  until: number
  count: number
}

/** What is owned over the days of a plot, counted from its first. */
export function ownedSteps({ points, owned }: Pick<PoolHistory, 'points' | 'owned'>, days: number): OwnedStep[] {
  const first = points[0]?.day
  if (first === undefined) return []
  const starts = owned.map(({ day }) => Math.max(0, daysBetween(first, day)))
  return owned
    .map(({ count }, index) => ({ from: starts[index] ?? 0, until: Math.min(days, starts[index + 1] ?? days), count }))
    .filter(({ from }) => from <= days)
}

/** What is owned on a day; null before anything was. */
export function ownedOn({ owned }: Pick<PoolHistory, 'owned'>, day: string): number | null {
  return owned.findLast((step) => step.day <= day)?.count ?? null
}
