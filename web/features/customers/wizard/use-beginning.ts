import { useQuery } from '@tanstack/react-query'
import { ApiError } from '@tenantry/contract/client.ts'
import { useEffect } from 'react'
import { problemText } from '../../../platform/problem-text.ts'
import { notifyError } from '../../../ui/notify.ts'
import { readCopy, readTemplate } from '../templates/beginnings.ts'
import type { Parent } from './step.ts'
import type { Beginning } from './use-wizard-state.ts'

/** A copy as it was when the wizard opened. */
export const copyQuery = (id: string, own: Parent) => ({
  queryKey: ['customer-copy', id],
  queryFn: ({ signal }: { signal: AbortSignal }) => readCopy(id, own, signal),
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: 0,
})

/** A template as it was when the wizard opened. */
export const beginningQuery = (id: string) => ({
  queryKey: ['customer-beginning', id],
  queryFn: ({ signal }: { signal: AbortSignal }) => readTemplate(id, signal),
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: 0,
})

/** What a wizard begins with, once it is read; says why where it cannot be, and closes. */
export function useBeginning(
  query: ReturnType<typeof copyQuery | typeof beginningQuery>,
  words: { failed: string; gone: string; forbidden?: string },
  onClose: () => void,
): Beginning | null {
  const { data, error } = useQuery<Beginning>(query)
  useEffect(() => {
    if (!error) return
    notifyError(words.failed, reasonOf(error, words))
    onClose()
  }, [error, words, onClose])
  return data ?? null
}

function reasonOf(error: Error, words: { gone: string; forbidden?: string }): string {
  const code = error instanceof ApiError ? error.code : null
  if (code === 'not_found') return words.gone
  return (code === 'forbidden' && words.forbidden) || problemText(error).advice
}
