import { useVirtualizer } from '@tanstack/react-virtual'
import type { Organization } from '@tenantry/contract/organizations.ts'
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { NodeActions } from './node-actions.tsx'
import classes from './organizations.module.css'
import { texts } from './organizations.texts.ts'
import { type PageKey, stepInTree, type TreeRow } from './tree.ts'
import { TreeLine } from './tree-line.tsx'

const rowHeightPx = 40

/**
 * The tree by the keyboard pattern of the ARIA Authoring Practices: one stop for Tab, arrow keys inside. Only the rows
 * in sight are drawn, so that ten thousand cost no more than ten.
 */
export function OrganizationTree(props: {
  tree: {
    rows: readonly TreeRow[]
    showMore: (page: PageKey) => void
    retry: (page: PageKey) => void
  }
  /** Rows that are about to make way for others. */
  isStale?: boolean
  /** What there is to say about the rows, below them. */
  note?: string | undefined
  onToggle: (node: Organization, isExpanded: boolean) => void
  onOpen: (node: Organization) => void
  onMove: (node: Organization) => void
}) {
  const { rows, showMore, retry } = props.tree
  const treeId = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const [currentKey, setCurrentKey] = useState<string | null>(null)
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeightPx,
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 12,
  })
  const current = Math.max(
    rows.findIndex(({ key }) => key === currentKey),
    0,
  )
  const currentRow = rows[current]
  const items = virtualizer.getVirtualItems()
  useMoreInSight(rows, items.at(-1)?.index ?? -1, items[0]?.index ?? 0, showMore)

  const go = (index: number) => {
    setCurrentKey(rows[index]?.key ?? null)
    virtualizer.scrollToIndex(index, { align: 'auto' })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== event.currentTarget) return
    if (event.key === 'Enter' && currentRow?.kind === 'node') {
      event.preventDefault()
      return props.onOpen(currentRow.node)
    }
    const step = stepInTree(rows, current, event.key)
    if (!step) return
    event.preventDefault()
    if ('go' in step) go(step.go)
    else if ('expand' in step) props.onToggle(step.expand.node, true)
    else props.onToggle(step.collapse.node, false)
  }
  const idOf = (row: TreeRow | undefined) => (row ? `${treeId}-${row.key}` : undefined)
  return (
    <div className={classes.card} data-stale={props.isStale || undefined}>
      <div
        ref={scroller}
        className={classes.tree}
        role="tree"
        tabIndex={0}
        aria-label={texts.tree}
        aria-activedescendant={items.some(({ index }) => index === current) ? idOf(currentRow) : undefined}
        aria-busy={props.isStale || rows.some(({ kind }) => kind === 'loading')}
        onKeyDown={onKeyDown}
        onFocus={() => virtualizer.scrollToIndex(current, { align: 'auto' })}
      >
        <div role="none" style={{ height: virtualizer.getTotalSize(), position: 'relative' }}>
          {items.map(({ index, start, key }) => {
            const row = rows[index]
            return row === undefined ? null : (
              <TreeLine
                key={key}
                id={idOf(row) ?? ''}
                row={row}
                isCurrent={index === current}
                style={{ height: rowHeightPx, transform: `translateY(${start}px)` }}
                onChoose={() => setCurrentKey(row.key)}
                onToggle={props.onToggle}
                onOpen={props.onOpen}
                onRetry={retry}
              />
            )
          })}
        </div>
      </div>
      {props.note !== undefined && (
        <div className={classes.note} role="status">
          {props.note}
        </div>
      )}
      {currentRow?.kind === 'node' && (
        <NodeActions node={currentRow.node} onOpen={props.onOpen} onMove={props.onMove} />
      )}
    </div>
  )
}

/** Reads the next page of a branch as soon as its end comes into sight. */
function useMoreInSight(
  rows: readonly TreeRow[],
  last: number,
  first: number,
  showMore: (page: PageKey) => void,
): void {
  const ends = rows.slice(first, last + 1).filter(({ kind }) => kind === 'more')
  const keys = ends.map(({ key }) => key).join(' ')
  // biome-ignore lint/correctness/useExhaustiveDependencies: the keys say which ends are in sight
  useEffect(() => {
    for (const row of ends) if (row.kind === 'more') showMore(row.page)
  }, [keys, showMore])
}
