import { expect, test } from 'vitest'
import { meantChoice } from './meant-choice.ts'

const meant = (found: string[], typed: string) => meantChoice(found, typed, (name) => name)

test('the one that is named in full is meant, whatever else is found', () => {
  expect(meant(['Gammage', 'Gamma', 'Gamma Two'], 'gamma')).toBe('Gamma')
  expect(meant(['Łódzkie', 'Łódź'], 'lodz')).toBe('Łódź')
})

test('what alone is found is meant, by whatever it was found', () => {
  expect(meant(['Gamma'], 'GAM-1')).toBe('Gamma')
})

test('of several, none is meant: neither where the text fits all, nor where two have that very name', () => {
  expect(meant(['Gammage', 'Gamma Two'], 'gamma')).toBeUndefined()
  expect(meant(['Gamma', 'Gamma', 'Gamma Two'], 'gamma')).toBeUndefined()
  expect(meant([], 'gamma')).toBeUndefined()
})
