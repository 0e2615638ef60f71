import { describe, expect, it } from 'vitest'
import { type Assigned, difference, onTop } from './assignments.ts'

const named = (...names: string[]) =>
  names.map((name) => ({ id: name, name, code: name, type: 'customer' }) as unknown as Assigned)
const names = (some: readonly Assigned[]) => some.map(({ name }) => name)

describe('what a user looks after', () => {
  it('differs by what came and what went', () => {
    const { added, removed } = difference(named('a', 'b'), named('b', 'c'))
    expect([names(added), names(removed)]).toEqual([['c'], ['a']])
  })

  it('keeps what one has changed on top of what another has saved', () => {
    expect(names(onTop(named('a', 'b'), named('b', 'c'), named('a', 'b', 'd')))).toEqual(['b', 'd', 'c'])
    expect(names(onTop(named('a'), named('a', 'b'), named('b')))).toEqual(['b'])
    expect(names(onTop(named('a', 'b'), named('a', 'b'), named('c')))).toEqual(['c'])
  })
})
