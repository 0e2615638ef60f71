import { expect, it } from 'vitest'
import { usedText } from './used-text.ts'

it('a token says what went beyond the devices that it may add: those that somebody licensed by hand (RI8)', () => {
  expect(usedText({ devices: 4, mostDevices: null })).toBe('4 enrolled')
  expect(usedText({ devices: 2, mostDevices: 2 })).toBe('2 of 2 enrolled')
  expect(usedText({ devices: 4, mostDevices: 2 })).toBe('2 of 2 enrolled, 2 more licensed by hand')
})
