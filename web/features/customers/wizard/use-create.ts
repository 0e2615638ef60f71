import { useQueryClient } from '@tanstack/react-query'
import { ApiError } from '@tenantry/contract/client.ts'
import { type Customer, createCustomer } from '@tenantry/contract/customers.ts'
import type { Problem } from '@tenantry/contract/errors.ts'
import { useRef, useState } from 'react'
import { api } from '../../../platform/api.ts'
import { type FieldErrors, serverErrors } from '../../../platform/zod-form.ts'
import { licensesChanged, shortageErrors } from '../../license-limits/public.ts'
import { formSettingsQuery } from '../customer.api.ts'
import { customersKey, typedCustomerKey } from '../customers-key.ts'
import { refusalText } from '../form/refusal-text.ts'
import { formTexts } from '../form.texts.ts'
import type { CustomerRequest, WizardStep } from './step.ts'
import type { WizardState } from './use-wizard-state.ts'
import { placeErrors } from './wizard-state.ts'

const words = formTexts.wizard

/** Why the customer was not created, in words, and what the person can press. */
export interface Failure {
  text: string
  action?: 'retry' | 'send-as-new'
  /** All of it lies at fields that are marked: it is over when none is any more. */
  isAtFields?: boolean
}

/** The fields that an answer speaks of; a taken code is one of them, and limits of licenses that are short. */
export function fieldErrorsOf(error: unknown): FieldErrors {
  const errors = serverErrors(error)
  if (!(error instanceof ApiError)) return errors
  if (error.code === 'code_unavailable') return { code: words.codeTaken, ...errors }
  if (error.code !== 'license_exhausted') return errors
  const short = Object.entries(shortageErrors(error))
  return Object.fromEntries(short.map(([path, message]) => [`licenses.${path}`, message]))
}

/** A free code that the answer offers. */
export function offersOf(error: unknown): Record<string, string> {
  const suggestion = error instanceof ApiError ? error.problem.params?.suggestion : undefined
  return typeof suggestion === 'string' ? { code: suggestion } : {}
}

const isDemanded = (error: unknown) =>
  error instanceof ApiError && error.fields.some(({ code }) => code === 'required_by_provider')

const isAboutLicenses = (error: unknown) =>
  error instanceof ApiError &&
  (error.code === 'license_exhausted' || error.fields.some(({ path }) => path.startsWith('licenses.')))

/** What the server says of a creation that names a draft which is not there; without its id, it cannot. */
const goneDraft: Problem = {
  type: 'about:blank',
  title: 'The draft is no longer there',
  status: 409,
  code: 'draft_gone',
}

/** What to say about an answer as a whole, with what lies at no field; `isMarked` where other problems lie at one. */
export function failureOf(error: unknown, unplaced: readonly string[], isMarked = false): Failure {
  if (!(error instanceof ApiError)) return { text: words.offline, action: 'retry' }
  if (error.code === 'idempotency_key_reused') return { text: words.alreadySent, action: 'send-as-new' }
  if (error.code === 'draft_gone') return { text: words.draftGone, action: 'send-as-new' }
  const text = refusalText(error, unplaced, isMarked)
  return error.problem.status >= 500 || error.code === 'idempotency_in_progress' ? { text, action: 'retry' } : { text }
}

/**
 * Creates the customer of the wizard once, however often it is pressed: one request runs at a time, and all of one run
 * carry the same key.
 */
export function useCreate(steps: readonly WizardStep[], state: WizardState, onInvalid: (stepIds: string[]) => void) {
  const queryClient = useQueryClient()
  const isRunning = useRef(false)
  const sentWith = useRef<{ key: string; draftId: string | undefined } | null>(null)
  const [isBusy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)

  const refuse = (error: unknown) => {
    const { placed, rest } = placeErrors(steps, fieldErrorsOf(error), state.values)
    // The provider may have changed what it requires since this form asked.
    if (isDemanded(error)) void queryClient.invalidateQueries({ queryKey: formSettingsQuery.queryKey })
    // Somebody else was quicker: what is left, or which types there are, is not what this form has shown.
    if (isAboutLicenses(error)) licensesChanged(queryClient)
    state.setErrors(placed, offersOf(error))
    const ids = Object.keys(placed)
    setFailure({ ...failureOf(error, rest, ids.length > 0), isAtFields: ids.length > 0 && rest.length === 0 })
    if (ids.length > 0) onInvalid(ids)
  }
  /** Another try of the same run must ask for the same, whatever was saved as a draft meanwhile. */
  const draftToSend = async (key: string) => {
    const { saver } = state.saving
    await saver.hold()
    if (sentWith.current?.key === key) return sentWith.current.draftId
    await saver.findUnheard()
    if (saver.state === 'gone') throw new ApiError(goneDraft)
    const draftId = saver.saved?.id
    sentWith.current = { key, draftId }
    return draftId
  }
  /** The draft went with the creation, unless it came later than the first try, or may have come unheard of. */
  const forgetDraft = (sentId: string | undefined) => {
    const { saver } = state.saving
    const { saved, unanswered } = saver.known
    if (saved ? saved.id !== sentId : unanswered) void saver.discard().catch(() => {})
    else saver.finish()
  }
  const send = async (key: string): Promise<Customer | null> => {
    isRunning.current = true
    setBusy(true)
    setFailure(null)
    try {
      // Every step has been asked whether its part can be sent.
      const draftId = await draftToSend(key)
      const body = { ...state.request, ...(draftId === undefined ? {} : { draftId }) } as CustomerRequest
      // An answer that came after the customer would name it as the one that has the code.
      void queryClient.cancelQueries({ queryKey: typedCustomerKey })
      const { data } = await api(createCustomer, { body }, { idempotencyKey: key })
      forgetDraft(draftId)
      void queryClient.invalidateQueries({ queryKey: customersKey })
      // For the next one that is typed.
      void queryClient.invalidateQueries({ queryKey: typedCustomerKey, refetchType: 'none' })
      licensesChanged(queryClient)
      return data
    } catch (error) {
      if (error instanceof ApiError && error.code === 'draft_gone') state.saving.lose()
      state.saving.saver.resume()
      refuse(error)
      return null
    } finally {
      isRunning.current = false
      setBusy(false)
    }
  }
  const create = async (key = state.idempotencyKey): Promise<Customer | null> => {
    if (isRunning.current) return null
    const found = state.invalid
    state.setErrors(found)
    const ids = steps.map(({ id }) => id).filter((id) => found[id])
    if (ids.length === 0) return send(key)
    setFailure({ text: words.fieldsNeedAttention, isAtFields: true })
    onInvalid(ids)
    return null
  }
  const isOver = failure?.isAtFields === true && Object.keys(state.errors).length === 0
  return { create, isBusy, failure: isOver ? null : failure, clearFailure: () => setFailure(null) }
}
