import { listSubdivisions } from '@tenantry/contract/fields/subdivisions.ts'
import { isTimeZone } from '@tenantry/contract/fields/time-zones.ts'
import { describe, expect, test } from 'vitest'
import { countryOptions } from './country-options.ts'
import { otherNamesOf } from './country-words.ts'
import { foundOptions } from './found-options.ts'
import { findOptions } from './option-select.tsx'
import { timeZoneOptions } from './options.ts'

const found = (typed: string) => findOptions(countryOptions(), typed, otherNamesOf).map(({ value }) => value)

describe('the search for a country', () => {
  test.each([
    ['usa', 'US'],
    ['USA', 'US'],
    ['us', 'US'],
    ['america', 'US'],
    ['uk', 'GB'],
    ['england', 'GB'],
    ['uae', 'AE'],
    ['holland', 'NL'],
    ['deutschland', 'DE'],
    ['osterreich', 'AT'],
    ['Österreich', 'AT'],
    ['cote d', 'CI'],
    ['turkiye', 'TR'],
    ['turkey', 'TR'],
    ['germ', 'DE'],
  ])('finds by "%s" first %s', (typed, code) => {
    expect(found(typed)[0]).toBe(code)
  })

  test('finds while a further name is being typed, after names that begin so', () => {
    expect(found('holl')).toContain('NL')
    expect(found('uk').slice(0, 2)).toEqual(['GB', 'UA'])
    expect(found('nowhere at all')).toEqual([])
  })
})

test('a state is found without the letters of its language', () => {
  const options = listSubdivisions('PL').map(({ code, name }) => ({ value: code, label: name }))
  expect(findOptions(options, 'lodz')).toMatchObject([{ value: 'PL-10', label: 'Łódzkie' }])
})

describe('a currency and a language', () => {
  test.each([
    ['currency', 'usd', 'USD'],
    ['currency', 'us d', 'USD'],
    ['currency', 'ron', 'RON'],
    ['locale', 'portuguese (b', 'pt-BR'],
    ['locale', 'bokmal', 'nb-NO'],
  ] as const)('of conditions are found by %s "%s" first as %s', (name, typed, value) => {
    expect(foundOptions(name, typed)[0]?.value).toBe(value)
  })
})

describe('the search for a time zone', () => {
  const zone = (typed: string) => findOptions(timeZoneOptions(), typed).slice(0, 1)

  test.each([
    ['Kolkata', 'Asia/Kolkata'],
    ['Calcutta', 'Asia/Kolkata'],
    ['Asia/Calcutta', 'Asia/Kolkata'],
    ['kyiv', 'Europe/Kyiv'],
    ['kiev', 'Europe/Kyiv'],
    ['Kathmandu', 'Asia/Kathmandu'],
    ['Ho Chi', 'Asia/Ho_Chi_Minh'],
    ['saigon', 'Asia/Ho_Chi_Minh'],
    ['Yangon', 'Asia/Yangon'],
    ['Buenos Aires', 'America/Argentina/Buenos_Aires'],
    ['berlin', 'Europe/Berlin'],
    ['new york', 'America/New_York'],
    ['new_york', 'America/New_York'],
    ['New_Y', 'America/New_York'],
    ['america/new_york', 'America/New_York'],
    ['buenos_aires', 'America/Argentina/Buenos_Aires'],
    ['argentina/buenos_aires', 'America/Argentina/Buenos_Aires'],
  ])('finds by "%s" first %s', (typed, value) => {
    expect(zone(typed)).toMatchObject([{ value, label: value.replaceAll('_', ' ') }])
    expect(foundOptions('timeZone', typed)).toContainEqual(expect.objectContaining({ value }))
  })

  test('offers each once, those in use today, which the API takes', () => {
    const values = timeZoneOptions().map(({ value }) => value)
    expect(values.slice(0, 2)).toEqual(['UTC', 'Africa/Abidjan'])
    expect(new Set(values).size).toBe(values.length)
    expect(values.filter((value) => !isTimeZone(value))).toEqual([])
    expect(values).not.toContain('Asia/Calcutta')
  })
})
