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
})
