import { ApiError } from '@tenantry/contract/client.ts'
import type { Problem } from '@tenantry/contract/errors.ts'
import { describe, expect, it } from 'vitest'
import { failureOf, fieldErrorsOf, offersOf } from './use-create.ts'

const problem = (part: Partial<Problem> & Pick<Problem, 'code' | 'status'>) =>
  new ApiError({ type: 'about:blank', title: 'Title', ...part })

describe('an answer that is not a success', () => {
  it('puts a taken code at its field and offers the free one', () => {
    const taken = problem({ code: 'code_unavailable', status: 409, params: { suggestion: 'AIR002' } })
    expect(Object.keys(fieldErrorsOf(taken))).toEqual(['code'])
    expect(offersOf(taken)).toEqual({ code: 'AIR002' })
  })

  it('puts types of licenses that are short at their limits, with what is left', () => {
    const params = { type: 'it_assets', free: 3 }
    const errors = [{ path: 'it_assets', code: 'license_exhausted', message: '', params }]
    const short = problem({ code: 'license_exhausted', status: 409, params, errors })
    expect(fieldErrorsOf(short)).toEqual({ 'licenses.types.it_assets': 'Only 3 left' })
  })

  it('lets a lost connection be tried again', () => {
    expect(failureOf(new TypeError('fetch failed'), []).action).toBe('retry')
    expect(failureOf(problem({ code: 'unavailable', status: 503 }), []).action).toBe('retry')
  })

  it('does not send changed input under a used key without asking', () => {
    expect(failureOf(problem({ code: 'idempotency_key_reused', status: 422 }), []).action).toBe('send-as-new')
    expect(failureOf(problem({ code: 'draft_gone', status: 409 }), []).action).toBe('send-as-new')
  })

  it('says what lies at no field', () => {
    const invalid = problem({ code: 'invalid_input', status: 422 })
    expect(failureOf(invalid, ['No such type'])).toEqual({ text: expect.stringContaining('No such type') })
  })
})
