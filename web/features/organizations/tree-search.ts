/** The state of the tree page as its address keeps it. */
export interface TreeSearch {
  q?: string | undefined
  /** Ids of the open branches; absent, the only top is open. */
  open?: string[] | undefined
  /** The organization whose account settings are open. */
  settings?: string | undefined
  /** The organization that is about to be moved. */
  move?: string | undefined
}

const filledText = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined)

/** Reads the state of the tree from a parsed address; what has another shape is dropped. */
export function readTreeSearch(search: Record<string, unknown>): TreeSearch {
  const open = [search.open].flat().filter((id) => typeof id === 'string')
  return {
    q: filledText(search.q),
    open: open.length > 0 ? open : undefined,
    settings: filledText(search.settings),
    move: filledText(search.move),
  }
}
