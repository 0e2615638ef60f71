import { ApiError } from '@tenantry/contract/client.ts'
import { expect, it } from 'vitest'
import { failureText } from './failure-text.ts'
import { texts } from './imports.texts.ts'

const refusal = (reason: string) =>
  new ApiError({ type: 'about:blank', title: 'Title', status: 409, code: 'import_not_possible', params: { reason } })

it('an import that has gone on elsewhere is said to have, and any other refusal says what it is', () => {
  expect(failureText(refusal('state'))).toBe(texts.movedOn)
  expect(failureText(refusal('too_late'))).not.toBe(texts.movedOn)
  expect(failureText(new TypeError('Failed to fetch'))).not.toBe(texts.movedOn)
})
