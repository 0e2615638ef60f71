import { describe, expect, it } from 'vitest'
import { suggestionQuery, typedCodeQuery } from '../customer.api.ts'
import { withCode, withName, withSuggestion } from './code-field.tsx'
import { emptyCompany } from './company-values.ts'

const typedName = withName(emptyCompany(), 'Airtel')

describe('the code', () => {
  it('is guessed from the name at once', () => {
    expect(typedName.code).toBe('AIR001')
  })

  it('gives way to a free one that the API suggests', () => {
    expect(withSuggestion(typedName, 'Airtel', 'AIR002').code).toBe('AIR002')
  })

  it('is not replaced by a suggestion for an older name', () => {
    expect(withSuggestion(withName(typedName, 'Berg'), 'Airtel', 'AIR002').code).toBe('BER001')
  })

  it('is never replaced once somebody typed it', () => {
    const typed = withCode(typedName, 'MINE')
    expect(withSuggestion(typed, 'Airtel', 'AIR002')).toBe(typed)
    expect(withName(typed, 'Other').code).toBe('MINE')
  })

  it('follows the name again once it is emptied', () => {
    expect(withName(withCode(withCode(typedName, 'MINE'), ''), 'Other').code).toBe('OTH001')
  })

  it('is asked about for no name that the field refuses', () => {
    const isAsked = (name: string) => [
      suggestionQuery(name, undefined).enabled,
      typedCodeQuery({ name, code: 'MINE' }, true).enabled,
    ]
    expect(isAsked('Airtel')).toEqual([true, true])
    for (const name of ['', 'A', '--', 'N'.repeat(300)]) expect(isAsked(name), name).toEqual([false, false])
  })
})
