import { expect, it } from 'vitest'
import { addressesOf } from './addresses.ts'

it('addresses that are pasted with names lose the names (OM3)', () => {
  expect(addressesOf(['Ada King <ada@cust.example>', 'it@cust.example'])).toEqual([
    'ada@cust.example',
    'it@cust.example',
  ])
  expect(addressesOf(['it@cust.example', '<it@cust.example>', 'it@cust.example\r', ''])).toEqual(['it@cust.example'])
  expect(addressesOf(['it@cust.example bo@cust.example'])).toEqual(['it@cust.example', 'bo@cust.example'])
})

it('a line that is no address stays to be told wrong, whatever comes behind it (OM3)', () => {
  expect(addressesOf(['Bob', 'Ada King <ada@cust.example>'])).toEqual(['Bob', 'ada@cust.example'])
  expect(addressesOf(['it@cust.example', 'Ada King'])).toEqual(['it@cust.example', 'Ada', 'King'])
})
