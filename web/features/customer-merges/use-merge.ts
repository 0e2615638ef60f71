import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { ApiError } from '@tenantry/contract/client.ts'
import type { CustomerMerge } from '@tenantry/contract/customer-merges.ts'
import type { Customer } from '@tenantry/contract/customers.ts'
import { useRef, useState } from 'react'
import { problemText } from '../../platform/problem-text.ts'
import { useRequestKey } from '../../platform/use-request-key.ts'
import { notifyDone } from '../../ui/notify.ts'
import { customersKey, refusalText } from '../customers/public.ts'
import { type Chosen, mergePreviewKey, readCustomer, sendMerge } from './customer-merges.api.ts'
import { texts } from './customer-merges.texts.ts'

/** Merging: once, however often it is sent; afterwards the page is that of the customer that stays. */
export function useMerge(source: Customer, etag: string) {
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const [isBusy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const isRunning = useRef(false)
  const attempt = useRef(0)
  const keyFor = useRequestKey()
  const arrive = async (intoId: string, intoName: string) => {
    notifyDone(texts.done(source.name, intoName))
    const there = { to: '/customers/$id/$tab', params: { id: intoId, tab: 'overview' }, search: {} } as const
    // What was typed has been done, also where that is found out later.
    await navigate({ ...there, replace: true, ignoreBlocker: true })
    await queryClient.invalidateQueries({ queryKey: customersKey })
  }
  const send = async ({ intoId, intoVersion }: CustomerMerge, fields: Chosen) => {
    const wish = { id: source.id, intoId, intoVersion, etag, fields }
    const merge = await sendMerge(wish, keyFor(wish))
    void arrive(merge.intoId, merge.target.name)
  }
  /** After a failure: the merge may have been done all the same, or be previewed anew, unless it was sent again since. */
  const findOut = async (failed: number) => {
    const found = await readCustomer(source.id).catch(() => null)
    if (!found || failed !== attempt.current) return
    if (found.id !== source.id) return arrive(found.id, found.name)
    await Promise.all([customersKey, mergePreviewKey].map((queryKey) => queryClient.invalidateQueries({ queryKey })))
  }
  const run = async (preview: CustomerMerge, fields: Chosen) => {
    if (isRunning.current) return
    isRunning.current = true
    const current = ++attempt.current
    setBusy(true)
    setFailure(null)
    await send(preview, fields).catch((error: unknown) => {
      setFailure(failureText(error))
      void findOut(current)
    })
    isRunning.current = false
    setBusy(false)
  }
  return { run, isBusy, failure, clear: () => setFailure(null) }
}

/** What kept a merge from being done or previewed. */
export function failureText(error: unknown): string {
  if (!(error instanceof ApiError)) return error instanceof TypeError ? texts.offline : problemText(error).advice
  if (error.code === 'license_exhausted') return refusalText(error, [], false)
  if (error.code === 'precondition_failed') return texts.changed
  return error.problem.detail ?? error.fields[0]?.message ?? problemText(error).advice
}
