import { customerFileColumns } from '@tenantry/contract/customer-file.ts'
import { describe, expect, it } from 'vitest'
import { readTree } from './file-tree.ts'

const named = new Map(customerFileColumns([]).map((column) => [column.path.join('.'), column]))
const columns = ['code', 'parentCodes'].map((field) => named.get(field))

/** The tree of rows of codes and parents; the first one stands in row 2. */
async function treeOf(...rows: [string, string][]) {
  async function* reading() {
    for (const [index, cells] of rows.entries()) yield { number: index + 2, cells }
  }
  const { levels, paths, circles } = await readTree(columns, reading)
  return {
    levels: Object.fromEntries(levels),
    paths: Object.fromEntries(paths),
    circles: Object.fromEntries(circles),
  }
}

describe('rows that others hang from (B4)', () => {
  it('go first where they stand below, with what they hang from themselves', async () => {
    const { levels } = await treeOf(['LEAF', 'P/E'], ['P', ''], ['E', 'p'], ['OTHER', 'P'], ['LAST', ''])
    expect(levels).toEqual({ 3: 1, 4: 2 })
  })

  it('stay in their turn where they stand above', async () => {
    expect((await treeOf(['P', ''], ['E', 'P'], ['LEAF', 'P/E'])).levels).toEqual({})
  })

  it('are found by their code alone where it is the only one', async () => {
    expect(await treeOf(['LEAF', 'E'], ['E', 'P'], ['P', ''])).toMatchObject({
      levels: { 3: 2, 4: 1 },
      paths: { e: ['P', 'E'] },
    })
    expect((await treeOf(['LEAF', 'E'], ['E', 'P'], ['E', 'Q'], ['P', ''])).paths).toEqual({})
  })

  it('are told where they hang from themselves', async () => {
    expect(await treeOf(['A', 'B'], ['B', 'C'], ['C', 'A'], ['D', 'D'], ['E', 'A'])).toEqual({
      levels: {},
      paths: {},
      circles: { 2: [3, 4, 2], 3: [3, 4, 2], 4: [3, 4, 2], 5: [5] },
    })
  })

  it('may hang from each other ten thousand times, while others have their turn', async () => {
    let turns = 0
    const counting = setInterval(() => turns++, 0)
    const rows = Array.from({ length: 10_000 }, (_, index): [string, string] => [`C${index}`, `C${index + 1}`])
    const { circles, levels } = await treeOf(...rows)
    clearInterval(counting)
    expect(turns).toBeGreaterThan(3)
    expect(circles).toEqual({})
    expect(Object.keys(levels).length).toBeLessThan(100)
  })
})
