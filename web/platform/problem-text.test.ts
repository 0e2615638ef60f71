import { ApiError } from '@tenantry/contract/client.ts'
import { type ErrorCode, errorCatalog } from '@tenantry/contract/errors.ts'
import type { Permission } from '@tenantry/contract/permissions.ts'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { isFinal, loadProblemWords, problemText } from './problem-text.ts'
import { queryClient } from './query.ts'
import { meQuery } from './session.tsx'
import { texts } from './texts.ts'

const codes = Object.keys(errorCatalog) as ErrorCode[]
const problem = (code: ErrorCode) =>
  new ApiError({ type: 'about:blank', title: code, status: errorCatalog[code].status, code, requestId: 'req_1' })

describe('words for problems', () => {
  beforeAll(loadProblemWords)

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

  it('name the type of license that is short, and how many are left', () => {
    const refused = (params: Record<string, string | number | null>) =>
      problemText(
        new ApiError({
          type: '',
          title: '',
          status: 409,
          code: 'license_exhausted',
          params: { type: 'it_assets', ...params },
        }),
      ).title
    expect(refused({ free: 0, limit: 10 })).toBe('No IT asset license is left: 0 of 10 free')
    expect(refused({ free: 0 })).toBe('No IT asset license is left: 0 free')
    expect(refused({ free: null })).toBe('Not enough IT asset licenses are left for you')
    expect(refused({ free: 4, limit: 20, organization: 'Polar', needed: 10 })).toBe(
      'Not enough IT asset licenses are left at Polar: 10 more needed, 4 of 20 free',
    )
    expect(refused({ free: 0, limit: 5, organization: 'Polar', overBy: 7, setAside: 0 })).toBe(
      'No IT asset license is left at Polar: 12 in use of 5, 7 over',
    )
    expect(refused({ free: 1000, limit: 2000 })).toContain(': 1,000 of 2,000 free')
    expect(refused({ free: 3 })).toBe('Not enough IT asset licenses are left: 3 free')
    expect(refused({ type: 'backup_agents', free: 0 })).toMatch(/^No backup agents license/)
  })

  it('name all types of license that are short', () => {
    const left = { it_assets: 0, users: 2, technicians: null }
    const errors = Object.entries(left).map(([path, free]) => {
      return { path, code: 'license_exhausted', message: 'in another language', params: { free } }
    })
    const params = { type: 'it_assets', free: 0 }
    const { advice } = problemText(
      new ApiError({ type: '', title: '', status: 409, code: 'license_exhausted', params, errors }),
    )
    expect(advice).toContain('Not enough user licenses are left: 2 free.')
    expect(advice).toContain('Not enough technician licenses are left for you.')
  })

  it('tell of no license what the reader can do about it', () => {
    const advise = (permissions: Permission[]) => {
      queryClient.setQueryData<unknown>(meQuery.queryKey, { permissions })
      const params = { type: 'it_assets', free: 0 }
      return problemText(new ApiError({ type: '', title: '', status: 409, code: 'license_exhausted', params })).advice
    }
    onTestFinished(() => queryClient.removeQueries(meQuery))
    expect(advise(['devices.write', 'licenses.read'])).toBe('Ask whoever manages your licenses for more.')
    expect(advise(['devices.write', 'licenses.manage'])).toBe('Give something back, raise the limit or buy more.')
  })
})
