/** The merge that is open beside the page, as it stands in the address. */
export interface MergeSearch {
  /** The customer that goes. */
  merge?: string | undefined
  /** The one that it is to become part of, where that is known already. */
  into?: string | undefined
}

/** Reads it from a parsed address; what has another shape is dropped. */
export function readMergeSearch(search: Record<string, unknown>): MergeSearch {
  const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined)
  return { merge: text(search.merge), into: text(search.into) }
}
