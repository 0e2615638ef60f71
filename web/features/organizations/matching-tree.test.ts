import type { MatchingNode } from '@tenantry/contract/organization-matches.ts'
import { describe, expect, it } from 'vitest'
import { matchingRows } from './matching-tree.ts'

const node = (id: string, parentId: string | null, isMatch = false) =>
  ({ id, name: id, code: id, type: 'partner', parentId, status: 'active', isMatch }) as MatchingNode

const items = [node('Alpha', 'Root', true), node('Beta', 'Root'), node('Below', 'Beta', true), node('Root', null)]
const shown = (closed: string[]) =>
  matchingRows(items, new Set(closed)).map(
    ({ level, node: { name }, isMatch }) => `${'-'.repeat(level)}${name}${isMatch ? '!' : ''}`,
  )

describe('the tree narrowed to what was found (RI1)', () => {
  it('shows what was found in its place, with everything above it', () => {
    expect(shown([])).toEqual(['-Root', '--Alpha!', '--Beta', '---Below!'])
    expect(matchingRows(items, new Set())[2]).toMatchObject({ position: 2, setSize: 2, isExpanded: true })
  })

  it('leaves out what lies below a closed branch', () => {
    expect(shown(['Beta'])).toEqual(['-Root', '--Alpha!', '--Beta'])
  })

  it('walks ten thousand nodes in a moment', () => {
    const many = Array.from({ length: 10_000 }, (_, index) =>
      node(`${index}`, index < 10 ? null : `${index % 10}`, true),
    )
    const startedAt = performance.now()
    expect(matchingRows(many, new Set()).length).toBe(10_000)
    expect(performance.now() - startedAt).toBeLessThan(500)
  })
})
