import { ApiError } from '@tenantry/contract/client.ts'
import { type ErrorCode, errorCatalog } from '@tenantry/contract/errors.ts'
import { describe, expect, it } from 'vitest'
import { isFinal, problemText } from './problem-text.ts'
import { texts } from './texts.ts'

const codes = Object.keys(errorCatalog) as ErrorCode[]
const problem = (code: ErrorCode) =>
  new ApiError({ type: 'about:blank', title: code, status: errorCatalog[code].status, code, requestId: 'req_1' })

describe('words for problems', () => {
  it.each(codes)('says what happened and what to do for %s, without words of the protocol', (code) => {
    const { title, advice, requestId } = problemText(problem(code))
    expect(title.length).toBeGreaterThan(3)
    expect(advice.length).toBeGreaterThan(3)
    expect(requestId).toBe('req_1')
    expect(`${title} ${advice}`).not.toMatch(/JSON|header|ETag|If-Match|Bearer|Origin/)
  })

  it('tells an unreachable server from a fault of ours', () => {
    expect(problemText(new TypeError('Failed to fetch')).title).toBe(texts.errors.offlineTitle)
    expect(problemText(new Error('boom')).title).toBe(texts.errors.heading)
  })

  it('tries again only what trying again can change', () => {
    expect(isFinal(problem('not_found'))).toBe(true)
    expect(isFinal(problem('forbidden'))).toBe(true)
    expect(isFinal(problem('rate_limited'))).toBe(false)
    expect(isFinal(problem('internal'))).toBe(false)
    expect(isFinal(new TypeError('Failed to fetch'))).toBe(false)
  })
})
