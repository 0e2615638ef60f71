import { describe, expect, it } from 'vitest'
import { decimalOf, minorOf, readingsOf } from './amounts.ts'

describe('an amount that somebody has typed', () => {
  it.each([
    ['1250', 'EUR', 125_000],
    ['1250.5', 'EUR', 125_050],
    ['1250,50', 'EUR', 125_050],
    ['1250.', 'EUR', 125_000],
    ['0,5', 'EUR', 50],
    ['1,250', 'EUR', 125_000],
    ['1.250', 'EUR', 125_000],
    ['1 250', 'EUR', 125_000],
    ['1\u{a0}250', 'EUR', 125_000],
    ['1\u{202f}250', 'EUR', 125_000],
    ["1'250", 'EUR', 125_000],
    ['1’250', 'EUR', 125_000],
    [' 1,250 ', 'EUR', 125_000],
    ['1,250,000', 'EUR', 125_000_000],
    ['1.250.000', 'EUR', 125_000_000],
    ['1,250,000.50', 'EUR', 125_000_050],
    ['1.250.000,50', 'EUR', 125_000_050],
    ['1 250 000,50', 'EUR', 125_000_050],
    ['1’250’000.50', 'EUR', 125_000_050],
    ['3', 'JPY', 3],
    ['1,250', 'JPY', 1250],
    ['1.250', 'JPY', 1250],
    ['1 250', 'JPY', 1250],
    ['1,250,000', 'JPY', 1_250_000],
    ['1250.00', 'JPY', 1250],
    ["1'250.00", 'JPY', 1250],
    ['1250', 'KWD', 1_250_000],
    ['1.250', 'KWD', 1250],
    ['1250,500', 'KWD', 1_250_500],
    ['0,500', 'KWD', 500],
    ['1,25', 'KWD', 1250],
    ['1 250', 'KWD', 1_250_000],
    ['1,250.500', 'KWD', 1_250_500],
    ['1.250,5', 'KWD', 1_250_500],
    ['1,250,000', 'KWD', 1_250_000_000],
    ['1.250.000', 'KWD', 1_250_000_000],
    ['1,250', '', 125_000],
  ])('%j in %s comes to %d of the smallest unit', (typed, currency, minor) => {
    expect(minorOf(typed, currency)).toBe(minor)
  })

  it.each([
    ['ten', 'EUR'],
    ['-5', 'EUR'],
    ['1.234 5', 'EUR'],
    ['1250.505', 'EUR'],
    ['0.500', 'EUR'],
    ['0,500', 'EUR'],
    ['1,25.50', 'EUR'],
    ['1,250,50', 'EUR'],
    ['1250,000', 'EUR'],
    ['1,250.000', 'EUR'],
    ['1,250 000', 'EUR'],
    ['1  250', 'EUR'],
    ['1,250,000,000,000,000', 'EUR'],
    ['1.5', 'JPY'],
    ['1250.50', 'JPY'],
    ['1250.000', 'JPY'],
    ['1,250', 'KWD'],
    ['1.2505', 'KWD'],
  ])('%j in %s is none', (typed, currency) => {
    expect(minorOf(typed, currency)).toBe(Number.NaN)
  })

  it('may be either of two only with a comma before three digits, in a currency of three decimals', () => {
    expect(readingsOf('1,250', 'KWD')).toEqual({ decimal: '1.250', thousands: '1250' })
    for (const [typed, currency] of [
      ['1,250', 'EUR'],
      ['1,250', 'JPY'],
      ['1.250', 'KWD'],
      ['0,500', 'KWD'],
      ['1,250,000', 'KWD'],
    ] as const)
      expect(readingsOf(typed, currency)).toBeNull()
  })

  it('is read as what a form shows of it', () => {
    for (const currency of ['EUR', 'JPY', 'KWD'])
      for (const minor of [0, 5, 500, 1250, 125_000, 1_250_000, 125_000_050])
        expect(minorOf(decimalOf(minor, currency), currency)).toBe(minor)
  })
})
