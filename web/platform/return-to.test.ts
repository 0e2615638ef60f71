import { describe, expect, it } from 'vitest'
import { readReturnTo } from './return-to.ts'

describe('the address to return to after signing in', () => {
  it.each(['/customers', '/customers?filter[country][in]=US', '/customers/1/profile#top'])('takes %s', (path) => {
    expect(readReturnTo(path)).toBe(path)
  })

  it.each([
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '/a\\b',
    'https://evil.example',
    'javascript:alert(1)',
    '',
    '/',
    '/sign-in?returnTo=/x',
    undefined,
    ['/customers'],
  ])('refuses %j', (value) => {
    expect(readReturnTo(value)).toBeUndefined()
  })
})
