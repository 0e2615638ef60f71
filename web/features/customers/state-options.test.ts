import { describe, expect, it } from 'vitest'
import { findStates, namedStates } from './state-options.ts'

const labels = (...given: Parameters<typeof findStates>) => findStates(...given).map(({ label }) => label)

describe('states to choose from (IF4)', () => {
  it('are those of the chosen countries, by name', () => {
    expect(labels('', ['DE'], 'en').slice(0, 2)).toEqual(['Baden-Württemberg', 'Bayern'])
    expect(labels('new y', ['US'], 'en')).toEqual(['New York'])
    expect(labels('new y', ['DE'], 'en')).toEqual([])
  })

  it('are told apart by their country, in the person’s language, where several are chosen or none', () => {
    expect(labels('hamburg', ['US', 'DE'], 'de')).toEqual(['Hamburg, Deutschland'])
    expect(labels('', [], 'en-US').slice(0, 1)).toEqual(['Alabama, United States'])
  })

  it('are found without the accents and letters of their language', () => {
    expect(labels('lodz', ['PL'], 'en')).toEqual(['Łódzkie'])
    expect(labels('more og', ['NO'], 'en')).toEqual(['Møre og Romsdal'])
  })

  it('are found by the end of their code first', () => {
    expect(labels('ny', ['US'], 'en')[0]).toBe('New York')
    expect(findStates('us-ca', [], 'en')[0]?.value).toBe('US-CA')
  })

  it('keep their names in conditions, and what is no code stays as it is', () => {
    expect(namedStates(['US-NY', 'Somewhere'], 'en').map(({ label }) => label)).toEqual([
      'New York, United States',
      'Somewhere',
    ])
  })
})
