import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  firstColumns,
  fittingWidth,
  knownColumns,
  leastWidth,
  movedBy,
  movedTo,
  readLayout,
  shownColumns,
} from './table-layout.ts'

const all = [
  { id: 'name', isFixed: true },
  { id: 'status', widthPx: 100 },
  { id: 'city', isExtra: true, widthPx: 150 },
  { id: 'users', widthPx: 80 },
  { id: 'actions', isFixed: true, widthPx: 70 },
]
const shown = (chosen?: string[]) => shownColumns(all, chosen).map(({ id }) => id)

describe('the columns of a table (B8)', () => {
  it('begin with those that are no extras', () => {
    expect(shown()).toEqual(['name', 'status', 'users', 'actions'])
    expect(firstColumns(all)).toEqual(['status', 'users'])
  })

  it('stand as they were chosen, between the fixed ones', () => {
    expect(shown(['city', 'status'])).toEqual(['name', 'city', 'status', 'actions'])
    expect(shown([])).toEqual(['name', 'actions'])
  })

  it('that an address names twice, does not know or may not move are dropped', () => {
    expect(knownColumns(['city', 'actions', 'nothing', 'city', 'status'], all)).toEqual(['city', 'status'])
    expect(knownColumns(undefined, all)).toBeUndefined()
  })

  it('are those that it begins with where not one of those chosen is known', () => {
    for (const chosen of [['nope'], ['nope', 'name'], ['actions']])
      expect(shown(knownColumns(chosen, all))).toEqual(shown())
    expect(shown(knownColumns([], all))).toEqual(['name', 'actions'])
  })

  it('move and never get lost', () => {
    expect(movedBy(['a', 'b', 'c'], 'c', -1)).toEqual(['a', 'c', 'b'])
    expect(movedBy(['a', 'b', 'c'], 'a', 5)).toEqual(['b', 'c', 'a'])
    expect(movedTo(['a', 'b', 'c'], 'a', 'c')).toEqual(['b', 'c', 'a'])
    const order = fc.uniqueArray(fc.string(), { minLength: 1 })
    fc.assert(
      fc.property(order, fc.nat(), fc.integer({ min: -9, max: 9 }), (ids, which, by) => {
        const id = ids[which % ids.length] ?? ''
        expect(movedBy(ids, id, by).sort()).toEqual([...ids].sort())
        expect(movedBy(ids, id, by).indexOf(id)).toBe(Math.max(0, Math.min(ids.length - 1, ids.indexOf(id) + by)))
      }),
    )
  })
})

describe('widths', () => {
  it('stay between narrow and wide, and add up beside what has none', () => {
    expect([fittingWidth(3), fittingWidth(99.6), fittingWidth(5_000)]).toEqual([56, 100, 800])
    expect(leastWidth(shownColumns(all, undefined), { status: 300 })).toEqual({ px: 300 + 80 + 70, rest: 1 })
  })
})

describe('what was remembered', () => {
  it('is read as it was written', () => {
    const layout = { columns: ['city'], widths: { city: 120 }, isDense: true }
    expect(readLayout(JSON.stringify(layout))).toEqual(layout)
  })

  it('of any other shape counts as nothing', () => {
    for (const text of [null, '', '[', 'null', '7', '{"columns":7,"widths":{"a":"x","b":null},"isDense":1}'])
      expect(shownColumns(all, readLayout(text).columns)).toEqual(shownColumns(all, undefined))
    expect(readLayout('{"widths":{"a":"x","b":1e9}}').widths).toEqual({ b: 800 })
  })
})
