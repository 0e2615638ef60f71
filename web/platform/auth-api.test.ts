import { describe, expect, it } from 'vitest'
import { authErrorText, readRefusal } from './auth-api.ts'
import { authTexts } from './auth-texts.ts'

describe('words for a refused sign-in', () => {
  it('words what it knows by its code', () => {
    expect(authErrorText({ code: 'INVALID_TOKEN' }, 400)).toBe(authTexts.codes.INVALID_TOKEN)
    expect(authErrorText({ code: 'rate_limited' }, 429)).toBe(authTexts.tooMany)
  })

  it('says how long to wait', () => {
    expect(authTexts.tooManyFor(1)).toContain('Wait a minute')
    expect(authTexts.tooManyFor(15)).toContain('Wait 15 minutes')
  })

  it('falls back to the status and never shows the words of the server', () => {
    expect(authErrorText({ code: '' }, 401)).toBe(authTexts.codes.INVALID_EMAIL_OR_PASSWORD)
    expect(authErrorText({ code: 'NEW_CODE' }, 429)).toBe(authTexts.tooMany)
    expect(authErrorText({ code: 'NEW_CODE' }, 503)).toBe(authTexts.serverFailed)
    expect(authErrorText({ code: 'NEW_CODE' }, 400)).toBe(authTexts.refused)
  })

  it('reads both forms of answers', () => {
    expect(readRefusal({ code: 'INVALID_TOKEN', message: 'invalid token' })).toEqual({ code: 'INVALID_TOKEN' })
    const field = { path: 'newPassword', code: 'password_common', message: 'This password is too well known' }
    const refusal = readRefusal({ status: 422, code: 'invalid_input', errors: [field] })
    expect(refusal).toEqual({ code: field.code, fieldMessage: field.message, field: 'newPassword' })
    expect(authErrorText(refusal, 422)).toBe('This password is too well known.')
    expect(readRefusal('<html>')).toEqual({ code: '' })
  })

  it('does not take a name of every object for a code', () => {
    expect(authErrorText({ code: 'toString' }, 400)).toBe(authTexts.refused)
  })
})
