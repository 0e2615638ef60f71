import { expect, it } from 'vitest'
import { provisional } from './provisional.ts'

const [ended, open] = [{ isProvisional: false }, { isProvisional: true }]

it('a month of a list is provisional while it has not ended for one of its customers, whichever comes first (RI6)', () => {
  expect(provisional([ended, open], undefined)).toBe(true)
  expect(provisional([open, ended], ended)).toBe(true)
  expect(provisional([ended], open)).toBe(true)
  expect(provisional([ended], ended)).toBe(false)
})

it('of a list with more than its first rows nothing is said before all are added up, and of too many by what is shown', () => {
  expect(provisional([ended], undefined)).toBe(undefined)
  expect(provisional([], undefined)).toBe(undefined)
  expect(provisional([ended], { isProvisional: null })).toBe(false)
})
