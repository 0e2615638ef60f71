import { ApiError } from '@tenantry/contract/client.ts'
import type { ErrorCode } from '@tenantry/contract/errors.ts'
import { beforeAll, describe, expect, it } from 'vitest'
import { loadProblemWords } from '../../../platform/problem-text.ts'
import { refusalText } from './refusal-text.ts'

const refused = (code: ErrorCode) => new ApiError({ type: 'about:blank', title: 'Title', status: 422, code })

describe('the message of a form that was refused', () => {
  beforeAll(loadProblemWords)

  it('is the problem itself where no field is marked', () => {
    const text = refusalText(refused('invalid_input'), ['Nothing is changed here'], false)
    expect(text).toBe('Nothing is changed here.')
  })

  it('speaks of marked fields where some are, and names the rest', () => {
    const text = refusalText(refused('invalid_input'), ['No such plan'], true)
    expect(text).toMatch(/marked.* No such plan\.$/)
  })

  it('keeps the words of other answers', () => {
    expect(refusalText(refused('code_unavailable'), [], true)).toBe('This code is taken. Choose another one.')
  })
})
