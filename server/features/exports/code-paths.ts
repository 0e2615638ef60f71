import type { CallContext } from '../../platform/http/context.ts'
import { isOwnSide } from '../own-side/public.ts'
import { findPaths } from './customer-records.queries.ts'

/** Where organizations hang, in codes, and what they are called. */
export interface Places {
  /** Partners above it and what is directly above it, below the caller's own house. */
  parentCodes: (id: string) => string[]
  /** Partners above it, and its own code; of a customer's own people's house its code alone. */
  customerCodes: (id: string) => string[]
  name: (id: string) => string
}

type PathRow = Awaited<ReturnType<typeof findPaths>>[number]

const codeOf = (row: PathRow | undefined) => (row?.code ? [row.code] : [])

/** Reads where organizations hang, as far as the caller sees it; one's own house is where paths begin. */
export async function readPlaces({ tx, caller }: CallContext, ids: readonly string[]): Promise<Places> {
  const own = caller.organization
  const by = new Map<string, PathRow[]>()
  for (const row of await findPaths(tx, [...new Set(ids)]))
    by.set(row.descendant_id, [...(by.get(row.descendant_id) ?? []), row])
  const itself = (id: string) => by.get(id)?.find((row) => row.distance === 0)
  const codes = (id: string, last: number) => {
    const path = by.get(id) ?? []
    const below = path.slice(path.findIndex((row) => row.id === own.id) + 1)
    return below
      .filter((row) => row.distance >= last && (row.distance === last || row.type === 'partner'))
      .flatMap(codeOf)
  }
  return {
    parentCodes: (id) => codes(id, 1),
    // A path begins below one's own house. A customer's own people have little else, and bring no files in.
    customerCodes: (id) => (id === own.id && isOwnSide(caller) ? codeOf(itself(id)) : codes(id, 0)),
    name: (id) => itself(id)?.name ?? (id === own.id ? own.name : ''),
  }
}
