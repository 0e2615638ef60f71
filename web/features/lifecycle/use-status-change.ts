import { useQuery, useQueryClient } from '@tanstack/react-query'
import { ApiError } from '@tenantry/contract/client.ts'
import { type CustomerStatus, changeCustomerStatus } from '@tenantry/contract/lifecycle.ts'
import type { OrganizationStatus } from '@tenantry/contract/organizations.ts'
import { useRef, useState } from 'react'
import { api } from '../../platform/api.ts'
import { problemText } from '../../platform/problem-text.ts'
import { notifyDone } from '../../ui/notify.ts'
import { refusalText } from '../customers/public.ts'
import { previewQuery, statusChanged } from './lifecycle.api.ts'
import { texts } from './lifecycle.texts.ts'

const words = texts.panel

/** The chosen change: what it would do, doing it, and what kept it from being done. */
export function useStatusChange(
  current: CustomerStatus,
  etag: string | null,
  to: OrganizationStatus | null,
  onDone: () => void,
) {
  const queryClient = useQueryClient()
  const preview = useQuery(previewQuery(current.id, to, etag))
  const [isBusy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const isRunning = useRef(false)
  const change = async (status: OrganizationStatus, reason: string) => {
    const body = { status, ...(reason.trim() === '' ? {} : { reason: reason.trim() }) }
    await api(changeCustomerStatus, { params: { id: current.id }, body }, { ifMatch: etag ?? '*' })
    notifyDone(doneText(current, status))
    onDone()
    void statusChanged(queryClient)
  }
  const refuse = (error: unknown) => {
    setFailure(failureText(error))
    // The newest state is what there is to choose from, whether somebody was quicker or an answer got lost.
    void statusChanged(queryClient)
  }
  const run = async (reason: string) => {
    if (to === null || isRunning.current) return
    isRunning.current = true
    setBusy(true)
    setFailure(null)
    await change(to, reason).catch(refuse)
    isRunning.current = false
    setBusy(false)
  }
  return { preview, run, isBusy, failure }
}

/** What has been done; whoever has restored something may think that it is in use again. */
export function doneText({ name, status }: Pick<CustomerStatus, 'name' | 'status'>, to: OrganizationStatus): string {
  return status === 'archived' ? texts.restored(name) : texts.done[to](name)
}

function failureText(error: unknown): string {
  if (!(error instanceof ApiError)) return error instanceof TypeError ? words.offline : problemText(error).advice
  if (error.code === 'license_exhausted') return refusalText(error, [], false)
  if (error.code === 'precondition_failed') return words.changed
  return error.problem.detail ?? problemText(error).advice
}
