/** The tree as a flat list of rows, made from the pages of children that were read so far. Knows no component. */
import type { Organization } from '@tenantry/contract/organizations.ts'

/** A page of the organizations directly below one; below none are the tops of what the person sees. */
export interface PageKey {
  parentId: string | null
  cursor: string | null
}

/** What is known of a page. */
export type PageState =
  | { state: 'ready'; items: readonly Organization[]; nextCursor: string | null }
  | { state: 'loading' | 'failed' }

/** One line of the tree. */
export type TreeRow =
  | {
      kind: 'node'
      key: string
      node: Organization
      /** 1 for a top. */
      level: number
      /** Place among its siblings from 1 on, and their number; -1 where it is not known. */
      position: number
      setSize: number
      isExpanded: boolean
      /** Where the tree is narrowed: whether it was found itself, or only lies above what was. */
      isMatch?: boolean
    }
  | { kind: 'more' | 'loading' | 'failed'; key: string; level: number; page: PageKey }

export type NodeRow = TreeRow & { kind: 'node' }

/** Where a tree is read from and what of it is shown. */
export interface TreeView {
  read: (page: PageKey) => PageState
  isExpanded: (node: Organization, siblings: number) => boolean
  /** How many pages of children are wanted so far. */
  pagesWanted: (parentId: string | null) => number
}

/**
 * Walks what is expanded.
 * @returns the pages that are needed for it, known or not, and the rows in their order
 */
export function walkTree(view: TreeView): { pages: PageKey[]; rows: TreeRow[] } {
  const pages: PageKey[] = []
  const rows: TreeRow[] = []
  walkChildren(view, null, 1, -1, { pages, rows })
  return { pages, rows }
}

function walkChildren(
  view: TreeView,
  parentId: string | null,
  level: number,
  setSize: number,
  into: { pages: PageKey[]; rows: TreeRow[] },
): void {
  let cursor: string | null = null
  let position = 0
  for (let wanted = view.pagesWanted(parentId); ; wanted--) {
    const page: PageKey = { parentId, cursor }
    const key = `${parentId ?? 'top'}:${cursor ?? ''}`
    if (wanted === 0) {
      into.rows.push({ kind: 'more', key, level, page })
      return
    }
    into.pages.push(page)
    const known = view.read(page)
    if (known.state !== 'ready') {
      into.rows.push({ kind: known.state, key, level, page })
      return
    }
    for (const node of known.items) {
      const isExpanded = node.childCount > 0 && view.isExpanded(node, known.items.length)
      into.rows.push({ kind: 'node', key: node.id, node, level, position: ++position, setSize, isExpanded })
      if (isExpanded) walkChildren(view, node.id, level + 1, node.childCount, into)
    }
    if (known.nextCursor === null) return
    cursor = known.nextCursor
  }
}

/** What a key does in a tree: where it goes, or which branch it opens or closes. */
export type TreeStep = { go: number } | { expand: NodeRow } | { collapse: NodeRow } | null

/**
 * What a key press on a row means, by the keyboard pattern for trees of the ARIA Authoring Practices.
 * @param current index of the row that the person is at
 */
export function stepInTree(rows: readonly TreeRow[], current: number, key: string): TreeStep {
  const row = rows[current]
  switch (key) {
    case 'ArrowDown':
      return goTo(rows, current + 1, 1)
    case 'ArrowUp':
      return goTo(rows, current - 1, -1)
    case 'Home':
      return goTo(rows, 0, 1)
    case 'End':
      return goTo(rows, rows.length - 1, -1)
    case 'ArrowRight':
      if (row?.kind !== 'node' || row.node.childCount === 0) return null
      return row.isExpanded ? goTo(rows, current + 1, 1) : { expand: row }
    case 'ArrowLeft':
      if (row?.kind === 'node' && row.isExpanded) return { collapse: row }
      return row ? goTo(rows, parentIndex(rows, current), -1) : null
    default:
      return key.length === 1 && key !== ' ' ? findByLetter(rows, current, key) : null
  }
}

function goTo(rows: readonly TreeRow[], from: number, direction: 1 | -1): TreeStep {
  for (let index = from; index >= 0 && index < rows.length; index += direction)
    if (rows[index]?.kind === 'node') return { go: index }
  return null
}

function parentIndex(rows: readonly TreeRow[], current: number): number {
  const level = rows[current]?.level ?? 1
  for (let index = current - 1; index >= 0; index--) if ((rows[index]?.level ?? 1) < level) return index
  return -1
}

/** The next row whose name begins with what was typed, round the end. */
function findByLetter(rows: readonly TreeRow[], current: number, letter: string): TreeStep {
  const wanted = letter.toLocaleLowerCase()
  for (let offset = 1; offset <= rows.length; offset++) {
    const index = (current + offset) % rows.length
    const row = rows[index]
    if (row?.kind === 'node' && row.node.name.toLocaleLowerCase().startsWith(wanted)) return { go: index }
  }
  return null
}
