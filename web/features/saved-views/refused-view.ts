import { ApiError } from '@tenantry/contract/client.ts'
import { problemText } from '../../platform/problem-text.ts'
import { refusalText } from '../../ui/list/refusals.ts'
import type { ShownConditions } from '../../ui/list/shown-conditions.ts'
import { texts } from './saved-views.texts.ts'

/** Why a view is not kept: the conditions that are refused, in the words of their chips, else what is wrong at all. */
export function refusedView(error: unknown, shown: ShownConditions | null): string {
  const ofList = (error instanceof ApiError ? error.fields : []).filter(({ path }) => path.startsWith('search.'))
  if (ofList.length === 0) return problemText(error).advice
  const refused = ofList.map((each) => refusalText({ ...each, path: each.path.replace(/^search\./, '') }, shown))
  return texts.form.unknown(refused)
}
