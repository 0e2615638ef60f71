import { describe, expect, it } from 'vitest'
import { formatAddressText } from './address-text.ts'

const address = {
  country: 'US',
  state: 'US-NY',
  city: 'New York',
  postalCode: '10036',
  line1: '1095 Avenue',
  line2: null,
}

describe('the text of an address (MH2)', () => {
  it('names the state, and until the names have come its short form without the country', () => {
    expect(formatAddressText(address, { subdivisionName: () => 'New York State' })).toContain(
      'New York, New York State 10036',
    )
    expect(formatAddressText(address)).toContain('New York, NY 10036')
  })

  it.each([
    ['US', 'New York', 'NY', '10036', ['New York, NY 10036', 'United States']],
    ['DE', 'Berlin', 'Berlin', '10115', ['10115 Berlin', 'Germany']],
    ['DE', 'München', 'Bavaria', '80331', ['80331 München', 'Bavaria', 'Germany']],
    ['NL', 'Utrecht', '', '3574 EG', ['3574 EG Utrecht', 'Netherlands']],
    ['GB', 'London', '', 'SW1A 1AA', ['London', 'SW1A 1AA', 'United Kingdom']],
    ['SG', 'Singapore', '', '018956', ['SINGAPORE 018956', 'Singapore']],
    ['JP', 'Chiyoda', 'Tokyo', '100-0001', ['Chiyoda', 'Tokyo', '100-0001', 'Japan']],
    ['', 'Berlin', '', '10115', ['Berlin 10115']],
  ])('has the parts in the order of its country: %s, %s', (country, city, state, postalCode, lines) => {
    const found = formatAddressText(
      { country, city, state, postalCode, line1: 'Street 1' },
      { subdivisionName: () => state },
    )
    expect(found.split('\n')).toEqual(['Street 1', ...lines])
  })

  it('is the name of the country where nothing else is known, and empty without it', () => {
    expect(formatAddressText({ country: 'GI' })).toBe('Gibraltar')
    expect(formatAddressText({})).toBe('')
  })
})
