import { useQueryClient } from '@tanstack/react-query'
import { useMatchRoute, useNavigate } from '@tanstack/react-router'
import { ApiError } from '@tenantry/contract/client.ts'
import { type CustomerStatus, type DeletionReport, purgeCustomer } from '@tenantry/contract/lifecycle.ts'
import { useRef, useState } from 'react'
import { api } from '../../platform/api.ts'
import { problemText } from '../../platform/problem-text.ts'
import { useRequestKey } from '../../platform/use-request-key.ts'
import { statusChanged } from './lifecycle.api.ts'
import { texts } from './lifecycle.texts.ts'

const words = texts.purge

interface State {
  report: DeletionReport | null
  /** It is deleted, and the report was the answer that got lost. */
  isGone: boolean
  /** What is wrong with the typed code. */
  problem: string | null
  failure: string | null
}

const nothing: State = { report: null, isGone: false, problem: null, failure: null }

/** Deleting a customer for good: once, however often it is sent. */
export function usePurge(customer: CustomerStatus, onWrongCode: () => void) {
  const queryClient = useQueryClient()
  const leavePage = useLeavePage(customer.id)
  const [state, setState] = useState<State>(nothing)
  const [isBusy, setBusy] = useState(false)
  const isRunning = useRef(false)
  const keyFor = useRequestKey()
  const send = async (code: string) => {
    const input = { params: { id: customer.id }, body: { code } }
    const { data } = await api(purgeCustomer, input, { idempotencyKey: keyFor(input) })
    setState({ ...nothing, report: data })
    await leavePage()
    void statusChanged(queryClient)
  }
  const refuse = async (error: unknown) => {
    const isWrong = error instanceof ApiError && error.fields.some(({ path }) => path === 'code')
    if (isWrong) {
      setState({ ...nothing, problem: words.mismatch })
      onWrongCode()
    } else if (error instanceof ApiError && ['not_found', 'conflict'].includes(error.code)) {
      setState({ ...nothing, isGone: true })
      await leavePage()
      void statusChanged(queryClient)
    } else setState({ ...nothing, failure: failureText(error) })
  }
  const purge = async (typed: string) => {
    const code = typed.trim()
    if (isRunning.current) return
    isRunning.current = true
    setBusy(true)
    await send(code).catch(refuse)
    isRunning.current = false
    setBusy(false)
  }
  return { ...state, purge, isBusy, clear: () => setState((now) => ({ ...now, problem: null })) }
}

/** Leaves the page of what is gone, so that what is told of the deletion does not stand above a page not found. */
function useLeavePage(id: string): () => Promise<void> {
  const isOnItsPage = useMatchRoute()
  const navigate = useNavigate()
  return async () => {
    if (isOnItsPage({ to: '/customers/$id/$tab', params: { id }, fuzzy: true }))
      await navigate({ to: '/customers', search: { purge: id }, replace: true })
  }
}

function failureText(error: unknown): string {
  if (!(error instanceof ApiError)) return texts.panel.offline
  return error.problem.detail ?? problemText(error).advice
}
