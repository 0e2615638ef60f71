import { useQuery } from '@tanstack/react-query'
import { ApiError } from '@tenantry/contract/client.ts'
import { useEffect } from 'react'
import { problemText } from '../../../platform/problem-text.ts'
import { notifyError } from '../../../ui/notify.ts'
import { draftQuery } from '../drafts/drafts.api.ts'
import { draftTexts } from '../drafts/drafts.texts.ts'

/**
 * A draft of the server, once it is read; says why where it cannot be, and closes.
 * @param id null for none
 * @param options.mayBeGone that it was created or thrown away meanwhile is no problem
 */
export function useDraft(id: string | null, onClose: () => void, { mayBeGone = false } = {}) {
  const { data, error } = useQuery({ ...draftQuery(id ?? ''), enabled: id !== null })
  const isGone = error instanceof ApiError && error.code === 'not_found'
  const problem = isGone && mayBeGone ? null : error
  useEffect(() => {
    if (!problem) return
    notifyError(draftTexts.opening, isGone ? draftTexts.gone : problemText(problem).advice)
    onClose()
  }, [problem, isGone, onClose])
  return { draft: data ? { ...data.data, saved: { id: data.data.id, etag: data.etag ?? '' } } : null, isGone }
}
