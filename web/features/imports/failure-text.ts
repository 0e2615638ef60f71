import { ApiError } from '@tenantry/contract/client.ts'
import { problemText } from '../../platform/problem-text.ts'
import { texts } from './imports.texts.ts'

/** Why something was not done with an import: what somebody has done elsewhere meanwhile is shown below it. */
export function failureText(error: unknown): string {
  if (error instanceof ApiError && error.problem.params?.reason === 'state') return texts.movedOn
  const { title, advice } = problemText(error)
  return `${title}. ${advice}`
}
