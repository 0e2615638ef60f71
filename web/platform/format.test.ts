import { describe, expect, it } from 'vitest'
import { formatAgo, formatDate, formatNumber, formatTotal } from './format.ts'

describe('formats', () => {
  it('groups digits as the language does', () => {
    expect(formatNumber(41907, 'en')).toBe('41,907')
    expect(formatNumber(41907, 'de')).toBe('41.907')
  })

  it('says that a total was not counted to its end', () => {
    expect(formatTotal(1284, 'en')).toBe('1,284')
    expect(formatTotal(null, 'en')).toBe('10,000+')
  })

  it('shows a plain date as the same day in every time zone', () => {
    expect(formatDate('2026-03-01', 'en')).toBe('Mar 1, 2026')
  })

  it('says how long ago something was, and the date when it was long ago', () => {
    const now = Date.parse('2026-03-10T12:00:00Z')
    expect(formatAgo('2026-03-10T11:58:00Z', now, 'en')).toBe('2 minutes ago')
    expect(formatAgo('2026-03-09T12:00:00Z', now, 'en')).toBe('yesterday')
    expect(formatAgo('2026-03-10T11:59:50Z', now, 'en')).toBe('now')
    expect(formatAgo('2025-12-01T12:00:00Z', now, 'en')).toBe('Dec 1, 2025')
  })
})
