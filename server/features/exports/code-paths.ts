import type { CallContext } from '../../platform/http/context.ts'
import { findPaths } from './customer-records.queries.ts'

/** Where organizations hang, in codes, and what they are called. */
export interface Places {
  /** Partners above it and what is directly above it, below the caller's own house. */
  parentCodes: (id: string) => string[]
  /** Partners above it, and its own code. */
  customerCodes: (id: string) => string[]
  name: (id: string) => string
}

type PathRow = Awaited<ReturnType<typeof findPaths>>[number]

/** Reads where organizations hang, as far as the caller sees it; one's own house is where paths begin. */
export async function readPlaces({ tx, caller }: CallContext, ids: readonly string[]): Promise<Places> {
  const own = caller.organization
  const by = new Map<string, PathRow[]>()
  for (const row of await findPaths(tx, [...new Set(ids)]))
    by.set(row.descendant_id, [...(by.get(row.descendant_id) ?? []), row])
  const codes = (id: string, last: number) => {
    const path = by.get(id) ?? []
    const below = path.slice(path.findIndex((row) => row.id === own.id) + 1)
    return below
      .filter((row) => row.distance >= last && (row.distance === last || row.type === 'partner'))
      .flatMap((row) => row.code ?? [])
  }
  return {
    parentCodes: (id) => codes(id, 1),
    customerCodes: (id) => codes(id, 0),
    name: (id) => by.get(id)?.find((row) => row.distance === 0)?.name ?? (id === own.id ? own.name : ''),
  }
}
