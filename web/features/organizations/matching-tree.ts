/** The tree narrowed to what was found. Knows no component. */
import type { MatchingNode } from '@tenantry/contract/organization-matches.ts'
import type { Organization } from '@tenantry/contract/organizations.ts'
import type { NodeRow } from './tree.ts'

/**
 * The rows of a narrowed tree: everything is open but for what was closed.
 * @param items in the order of siblings; each parent is among them
 */
export function matchingRows(items: readonly MatchingNode[], closed: ReadonlySet<string>): NodeRow[] {
  const below = new Map<string | null, MatchingNode[]>()
  for (const item of items) {
    const siblings = below.get(item.parentId)
    if (siblings) siblings.push(item)
    else below.set(item.parentId, [item])
  }
  const rows: NodeRow[] = []
  const walk = (siblings: readonly MatchingNode[], level: number) => {
    for (const [index, { isMatch, ...item }] of siblings.entries()) {
      const children = below.get(item.id) ?? []
      const node: Organization = { ...item, depth: level - 1, childCount: children.length }
      const isExpanded = children.length > 0 && !closed.has(item.id)
      const place = { position: index + 1, setSize: siblings.length }
      rows.push({ kind: 'node', key: item.id, node, level, ...place, isExpanded, isMatch })
      if (isExpanded) walk(children, level + 1)
    }
  }
  walk(below.get(null) ?? [], 1)
  return rows
}
