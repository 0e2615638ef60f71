import { useQueryClient } from '@tanstack/react-query'
import { ApiError } from '@tenantry/contract/client.ts'
import type { Customer } from '@tenantry/contract/customers.ts'
import { nameAdministrator } from '@tenantry/contract/user-invitations.ts'
import { useCallback, useRef, useState } from 'react'
import { api } from '../../../platform/api.ts'
import { useRequestKey } from '../../../platform/use-request-key.ts'
import { type FieldErrors, serverErrors } from '../../../platform/zod-form.ts'
import { notifyDone } from '../../../ui/notify.ts'
import { usersChanged } from '../../users/public.ts'
import { errorsOfUnchanged, type FormPart } from '../form/form-part.ts'
import { refusalText } from '../form/refusal-text.ts'
import { texts } from '../people/people.texts.ts'
import { peopleErrors, toPeoplePaths } from '../people/people-errors.ts'
import { peopleOf, toPeopleInput } from '../people/people-input.ts'
import { adminOf, type PeopleValues, withAdmin } from '../people/people-values.ts'
import { isSame } from '../profile/profile-values.ts'

const words = texts.naming

/** The form of an administrator who is named after the creation, by the rules that the wizard has. */
export function useNaming(customer: Customer, on: { invalid: () => void; end: () => void }) {
  const queryClient = useQueryClient()
  const isRunning = useRef(false)
  const keyFor = useRequestKey()
  const [base] = useState<PeopleValues>(() => withAdmin(peopleOf(customer), true))
  const [{ values, errors }, setState] = useState<{ values: PeopleValues; errors: FieldErrors }>({
    values: base,
    errors: {},
  })
  const [isBusy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const update = useCallback((change: (now: PeopleValues) => PeopleValues) => {
    setState((now) => {
      const next = change(now.values)
      return { values: next, errors: errorsOfUnchanged(now.errors, now.values, next) }
    })
  }, [])
  const show = (found: FieldErrors) => {
    const ofAdmin = Object.fromEntries(Object.entries(found).filter(([path]) => path.startsWith('admin.')))
    setState((now) => ({ ...now, errors: ofAdmin }))
    if (Object.keys(ofAdmin).length > 0) on.invalid()
    return Object.keys(ofAdmin).length
  }
  const refuse = (error: unknown) => {
    if (!(error instanceof ApiError)) return setFailure(words.offline)
    if (error.code === 'administrator_exists') return setFailure(words.exists)
    const given = Object.entries(serverErrors(error))
    const placed = show(
      toPeoplePaths(Object.fromEntries(given.map(([path, message]) => [`contacts.admin.${path}`, message])), values),
    )
    const unplaced = given.flatMap(([path, message]) => (path === '' ? [message] : []))
    setFailure(refusalText(error, unplaced, placed > 0))
  }
  const submit = async () => {
    if (isRunning.current) return
    setFailure(null)
    const body = toPeopleInput(values).contacts.admin
    if (show(peopleErrors(values)) > 0 || body === null) return
    isRunning.current = true
    setBusy(true)
    try {
      await api(nameAdministrator, { params: { id: customer.id }, body }, { idempotencyKey: keyFor(body) })
      notifyDone(words.done(adminOf(values).displayName))
      on.end()
    } catch (error) {
      refuse(error)
    } finally {
      usersChanged(queryClient)
      isRunning.current = false
      setBusy(false)
    }
  }
  const part: FormPart<PeopleValues> = { values, errors, update }
  return { part, failure, isBusy, isDirty: !isSame(base, values), submit: () => void submit() }
}
