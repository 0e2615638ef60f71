import { expect, it } from 'vitest'
import { addressesOf } from './addresses.ts'

it('addresses that are pasted with names lose the names (OM3)', () => {
  expect(addressesOf(['Ada', 'King', '<ada@cust.example>', 'it@cust.example'])).toEqual([
    'ada@cust.example',
    'it@cust.example',
  ])
  expect(addressesOf(['it@cust.example', '<it@cust.example>', 'it@cust.example\r', ''])).toEqual(['it@cust.example'])
  // Without an address behind it, a word is left to be told wrong.
  expect(addressesOf(['it@cust.example', 'Ada'])).toEqual(['it@cust.example', 'Ada'])
})
