import { describe, expect, it } from 'vitest'
import { keyedList, toKeyedPaths, withItem, withoutItem } from './keyed-list.ts'

const list = keyedList(['a', 'b', 'c'])

describe('a list in a form', () => {
  it('keeps the key of each item while others come and go', () => {
    const changed = withItem(withoutItem(list, 'n1'), 'd')
    expect(Object.entries(changed)).toEqual([
      ['n2', 'b'],
      ['n3', 'c'],
      ['n4', 'd'],
    ])
  })

  it('stays in its order when it was kept as text', () => {
    const long = Array.from({ length: 12 }, (_, index) => `${index}`)
    expect(Object.values(JSON.parse(JSON.stringify(keyedList(long))))).toEqual(long)
  })

  it('finds the item that an answer means by its place among those that were sent', () => {
    const errors = { 'others.1.email': 'No address', 'others.7.email': 'Nowhere', 'primary.email': 'Elsewhere' }
    expect(toKeyedPaths(errors, 'others', ['n1', 'n3'])).toEqual({
      'others.n3.email': 'No address',
      'others.7.email': 'Nowhere',
      'primary.email': 'Elsewhere',
    })
  })
})
