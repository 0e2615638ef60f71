import { describe, expect, it } from 'vitest'
import { cutAround, cutAt } from './cut-around.ts'
import { firstRows } from './shown-rows.ts'

describe('what a check shows of a cell (B4)', () => {
  it('is the whole of short texts', () => {
    expect(cutAround('', 'Ulm')).toEqual({ before: '', after: 'Ulm' })
  })

  it('is of long ones the part in which they differ, marked where something is left out', () => {
    const same = 'x'.repeat(1_000)
    expect(cutAround(`${same}old`, `${same}new${same}`)).toEqual({
      before: `…${'x'.repeat(60)}old`,
      after: `…${'x'.repeat(60)}new${'x'.repeat(237)}…`,
    })
    const { before, after } = cutAround(same, `${same}!`)
    expect([before, after]).toEqual([`…${'x'.repeat(60)}`, `…${'x'.repeat(60)}!`])
  })

  it('keeps characters of two halves whole', () => {
    const same = '🏠'.repeat(400)
    const { before, after } = cutAround(`${same}a`, `${same}b`)
    expect([before, after]).toEqual([`…${'🏠'.repeat(60)}a`, `…${'🏠'.repeat(60)}b`])
    expect(cutAt(same, 299)).toBe(`${'🏠'.repeat(299)}…`)
    const { after: cut } = cutAround('', same)
    expect(Buffer.from(cut).toString()).toBe(cut)
  })
})

it('a check keeps the first rows of the file that change something, each once, in whatever order they come', () => {
  const first = firstRows([], [9, 8, 9], 3)
  expect(first).toEqual([8, 9])
  expect(firstRows(first, [9, 2, 4], 3)).toEqual([2, 4, 8])
})
