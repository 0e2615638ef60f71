import type { FilterCondition, ListColumns } from '@tenantry/contract/list.ts'
import { useEffect, useSyncExternalStore } from 'react'
import type { FilterOptions } from './filter-words.ts'

/** What the toolbar in sight shows, for whoever has to say what is wrong with it. */
export interface ShownConditions {
  columns: ListColumns
  options: FilterOptions
  /** Those in force, and those that the list leaves out. */
  conditions: readonly FilterCondition[]
}

const listeners = new Set<() => void>()

/**
 * A value of one who is there, for others: a hook that reads it, and one that tells it. Toolbar and rows stand apart on a
 * page, which has one list with conditions.
 */
function told<Value>(none: Value) {
  let value = none
  const tell = (next: Value) => {
    value = next
    for (const listener of listeners) listener()
  }
  const subscribe = (listener: () => void) => {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  }
  return [
    () => useSyncExternalStore(subscribe, () => value),
    (next: Value) =>
      useEffect(() => {
        tell(next)
        return () => tell(none)
      }, [next]),
  ] as const
}

/** What the toolbar in sight shows. */
export const [useShownConditions, useShowConditions] = told<ShownConditions | null>(null)

/** The conditions that were refused, by their paths in problems, `filter.createdAt.gte`. */
export const [useRefused, useRefuse] = told<readonly string[]>([])
