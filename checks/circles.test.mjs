import { expect, it } from 'vitest'
import { circlesOf } from './circles.mjs'

const rooms = (arrows) => new Map(Object.entries(arrows).map(([from, to]) => [from, new Set(to)]))

it('rooms that call downwards only have no circle', () => {
  expect(circlesOf(rooms({ a: ['b', 'c'], b: ['c'], c: [] }))).toEqual(new Map())
})

it('two rooms that call each other are one', () => {
  const found = circlesOf(rooms({ top: ['a'], a: ['b'], b: ['a', 'c'] }))
  expect(Object.fromEntries(found)).toEqual({ 'a → b': ['a', 'b', 'a'], 'b → a': ['b', 'a', 'b'] })
})

it('a circle over several rooms is told with its shortest way round', () => {
  const found = circlesOf(rooms({ a: ['b'], b: ['c'], c: ['d', 'a'], d: ['a'] }))
  expect(found.get('a → b')).toEqual(['a', 'b', 'c', 'a'])
  expect(found.get('c → d')).toEqual(['c', 'd', 'a', 'b', 'c'])
})
