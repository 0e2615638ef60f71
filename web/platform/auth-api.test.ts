import { describe, expect, it } from 'vitest'
import { authErrorText } from './auth-api.ts'
import { authTexts } from './auth-texts.ts'

describe('words for a refused sign-in', () => {
  it('words what it knows by its code', () => {
    expect(authErrorText('INVALID_TOKEN', 400)).toBe(authTexts.codes.INVALID_TOKEN)
    expect(authErrorText('rate_limited', 429)).toBe(authTexts.tooMany)
  })

  it('falls back to the status and never shows the words of the server', () => {
    expect(authErrorText('', 401)).toBe(authTexts.codes.INVALID_EMAIL_OR_PASSWORD)
    expect(authErrorText('NEW_CODE', 429)).toBe(authTexts.tooMany)
    expect(authErrorText('NEW_CODE', 503)).toBe(authTexts.serverFailed)
    expect(authErrorText('NEW_CODE', 400)).toBe(authTexts.refused)
  })

  it('does not take a name of every object for a code', () => {
    expect(authErrorText('toString', 400)).toBe(authTexts.refused)
  })
})
