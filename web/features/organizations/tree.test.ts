import type { OrganizationId } from '@tenantry/contract/ids.ts'
import type { Organization } from '@tenantry/contract/organizations.ts'
import { describe, expect, it } from 'vitest'
import { type PageState, stepInTree, type TreeRow, walkTree } from './tree.ts'

const node = (name: string, childCount = 0, parentId: string | null = null): Organization => ({
  id: name as OrganizationId,
  name,
  code: name,
  type: 'partner',
  parentId: parentId as OrganizationId | null,
  status: 'active',
  depth: 0,
  childCount,
})

const pages: Record<string, PageState> = {
  'top:': { state: 'ready', items: [node('Root', 3)], nextCursor: null },
  'Root:': { state: 'ready', items: [node('Alpha', 1, 'Root'), node('Beta', 0, 'Root')], nextCursor: 'c' },
  'Root:c': { state: 'ready', items: [node('Gamma', 0, 'Root')], nextCursor: null },
  'Alpha:': { state: 'loading' },
}

function walk(expanded: string[], wanted: Record<string, number> = {}) {
  return walkTree({
    read: ({ parentId, cursor }) => pages[`${parentId ?? 'top'}:${cursor ?? ''}`] ?? { state: 'failed' },
    isExpanded: ({ name }) => expanded.includes(name),
    pagesWanted: (parentId) => wanted[parentId ?? ''] ?? 1,
  })
}

const shown = (rows: readonly TreeRow[]) =>
  rows.map((row) => `${'-'.repeat(row.level)}${row.kind === 'node' ? row.node.name : row.kind}`)

describe('the rows of the tree (RI1)', () => {
  it('are the tops while nothing is expanded', () => {
    const { rows, pages: needed } = walk([])
    expect(shown(rows)).toEqual(['-Root'])
    expect(needed).toEqual([{ parentId: null, cursor: null }])
  })

  it('show children in their place, what is still loading, and that there is more', () => {
    expect(shown(walk(['Root', 'Alpha']).rows)).toEqual(['-Root', '--Alpha', '---loading', '--Beta', '--more'])
  })

  it('ask for the next page once it is wanted, and say which place a row has among its siblings', () => {
    const { rows, pages: needed } = walk(['Root'], { Root: 2 })
    expect(shown(rows)).toEqual(['-Root', '--Alpha', '--Beta', '--Gamma'])
    expect(needed).toContainEqual({ parentId: 'Root', cursor: 'c' })
    expect(rows[3]).toMatchObject({ position: 3, setSize: 3, level: 2 })
  })

  it('say where a part cannot be read', () => {
    const broken = walkTree({ read: () => ({ state: 'failed' }), isExpanded: () => true, pagesWanted: () => 1 })
    expect(broken.rows).toMatchObject([{ kind: 'failed', page: { parentId: null, cursor: null } }])
  })
})

describe('a key in the tree', () => {
  const { rows } = walk(['Root', 'Alpha'])

  it.each([
    ['ArrowDown', 0, { go: 1 }],
    ['ArrowDown', 1, { go: 3 }],
    ['ArrowDown', 3, null],
    ['ArrowUp', 3, { go: 1 }],
    ['ArrowUp', 0, null],
    ['Home', 3, { go: 0 }],
    ['End', 0, { go: 3 }],
    ['ArrowRight', 0, { go: 1 }],
    ['ArrowRight', 3, null],
    ['ArrowLeft', 3, { go: 0 }],
    ['b', 0, { go: 3 }],
    ['r', 3, { go: 0 }],
    ['z', 0, null],
    [' ', 0, null],
    ['Tab', 0, null],
  ])('%s at row %i leads to %o', (key, current, step) => {
    expect(stepInTree(rows, current, key)).toEqual(step)
  })

  it('closes an open branch and opens a closed one', () => {
    expect(stepInTree(rows, 1, 'ArrowLeft')).toEqual({ collapse: rows[1] })
    const closed = walk(['Root']).rows
    expect(stepInTree(closed, 1, 'ArrowRight')).toEqual({ expand: closed[1] })
  })
})
