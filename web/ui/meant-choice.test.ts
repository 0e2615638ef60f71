import { describe, expect, test } from 'vitest'
import { type Findable, meantChoice, namedFirst } from './meant-choice.ts'

const choices = (...names: string[]): Findable[] => names.map((name, place) => ({ id: `${place}`, name }))
const california = { id: 'US-CA', name: 'California', names: ['CA'] }

describe('whoever leaves a field means', () => {
  const meant = (found: Findable[], typed: string) => meantChoice(found, typed)?.name

  test('the one that is named in full, by its name, its code or another name, whatever else is found', () => {
    expect(meant(choices('Gammage', 'Gamma', 'Gamma Two'), 'gamma')).toBe('Gamma')
    expect(meant(choices('Łódzkie', 'Łódź'), 'lodz')).toBe('Łódź')
    expect(meant([{ id: '1', name: 'Alpha', code: 'AL001' }, ...choices('AL001 Works')], 'al001')).toBe('Alpha')
    expect(meant([...choices('North Carolina'), california], 'ca')).toBe('California')
    expect(meant([{ id: '1', name: 'Alpha', code: 'GAMMA' }, ...choices('Gamma')], 'gamma')).toBe('Gamma')
  })

  test('what alone is found, by whatever it was found', () => {
    expect(meant(choices('Gamma'), 'GAM-1')).toBe('Gamma')
  })

  test('of several, none: neither where the text fits all, nor where two have that very name', () => {
    expect(meant(choices('Gammage', 'Gamma Two'), 'gamma')).toBeUndefined()
    expect(meant(choices('Gamma', 'Gamma', 'Gamma Two'), 'gamma')).toBeUndefined()
    expect(meant([], 'gamma')).toBeUndefined()
  })
})

test('the one that is named in full stands first, others in their order', () => {
  const found = namedFirst(choices('Alpha Gamma', 'Gammage', 'Gamma'), 'gamma')
  expect(found.map(({ name }) => name)).toEqual(['Gamma', 'Alpha Gamma', 'Gammage'])
  expect(namedFirst(found, '')).toEqual(found)
})
