import { useQueryClient } from '@tanstack/react-query'
import { ApiError } from '@tenantry/contract/client.ts'
import { type Customer, getCustomer, updateCustomer } from '@tenantry/contract/customers.ts'
import type { FieldProblem } from '@tenantry/contract/errors.ts'
import { useCallback, useRef, useState } from 'react'
import { api } from '../../../platform/api.ts'
import type { FieldErrors } from '../../../platform/zod-form.ts'
import { notifyDone } from '../../../ui/notify.ts'
import { belowUseOf } from '../../license-limits/public.ts'
import { customerQuery } from '../customer.api.ts'
import { customersKey } from '../customers-key.ts'
import { errorsOfUnchanged } from '../form/form-part.ts'
import { refusalText, sentences } from '../form/refusal-text.ts'
import { useRequiredFields } from '../form/use-demands.ts'
import { loadedSubdivisions, useSubdivisions } from '../form/use-subdivisions.ts'
import { formTexts } from '../form.texts.ts'
import { fieldErrorsOf, offersOf } from '../wizard/use-create.ts'
import { findDifferences, merge } from './conflict.ts'
import { conflictFields } from './conflict-fields.ts'
import { markedFields, placeProfileErrors, profileErrors, splitProfileErrors } from './profile-errors.ts'
import { changedFields, type ProfileValues, profileOf } from './profile-values.ts'

/** A customer as it was read, with the ETag that a change has to name. */
export interface Read {
  data: Customer
  etag: string | null
}

const words = formTexts.profile

interface State {
  /** What the form began with. */
  read: Read
  mine: ProfileValues
  errors: FieldErrors
  offers: Record<string, string>
  /** The stored version, where somebody else has changed it while this form was open. */
  theirs: Read | null
  /** What is in use above what was asked for, until somebody says that it may stay. */
  below: readonly FieldProblem[] | null
}

const begin = (read: Read): State => ({
  read,
  mine: profileOf(read.data),
  errors: {},
  offers: {},
  theirs: null,
  below: null,
})

/** What was typed since the values were as given, on top of a version that was stored later. */
const moveOnto = (read: Read, since: ProfileValues, { mine }: State): State => {
  const theirs = profileOf(read.data)
  const differences = findDifferences(conflictFields, since, mine, theirs)
  return { ...begin(read), mine: merge(differences, {}, mine, theirs) }
}

/** The profile of a customer while it is edited: what was typed, what is wrong with it, saving, conflicts. */
export function useProfile(latest: Read, onInvalid: () => void) {
  const required = useRequiredFields()
  const { subdivisions } = useSubdivisions(required.some((field) => field.endsWith('.state')))
  const queryClient = useQueryClient()
  const [state, setState] = useState(() => begin(latest))
  const [isBusy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const isRunning = useRef(false)
  const base = profileOf(state.read.data)
  const isDirty = Object.keys(changedFields(base, state.mine)).length > 0
  const isArchived = latest.data.status === 'archived'
  if (latest.etag !== state.read.etag && !isBusy) {
    // An archived customer is not saved: there is nothing to choose between two versions.
    if (isDirty && isArchived) setState(moveOnto(latest, base, state))
    // Nothing is typed, so that what was read later may take its place.
    if (!isDirty && state.theirs === null) setState(begin(latest))
  }

  const update = useCallback(
    (change: (values: ProfileValues) => ProfileValues) =>
      setState((now) => {
        const mine = change(now.mine)
        if (mine === now.mine) return now
        return { ...now, mine, errors: errorsOfUnchanged(now.errors, now.mine, mine) }
      }),
    [],
  )
  const accept = (read: Read, sent: ProfileValues) => {
    queryClient.setQueryData(customerQuery(read.data.id).queryKey, read)
    void queryClient.invalidateQueries({ queryKey: customersKey, refetchType: 'active' })
    // Whoever types on while it is being saved goes on with that.
    setState((now) => moveOnto(read, sent, now))
    notifyDone(words.saved(read.data.name))
  }
  /** The page shows at once what has happened; what was typed stays. */
  const showArchived = (read: Read) => {
    queryClient.setQueryData(customerQuery(read.data.id).queryKey, read)
    void queryClient.invalidateQueries({ queryKey: customersKey, refetchType: 'active' })
  }
  /** Marks the fields that have a problem; what lies at none is left to say. */
  const show = (errors: FieldErrors, values: ProfileValues) => {
    const { placed, unplaced } = splitProfileErrors(errors, values)
    setState((now) => ({ ...now, errors: placed }))
    const isMarked = Object.keys(placed).length > 0
    if (isMarked) onInvalid()
    return { isMarked, unplaced }
  }
  const refuse = async (error: unknown, read: Read, sent: ProfileValues, confirm: boolean): Promise<void> => {
    if (error instanceof ApiError && error.code === 'precondition_failed') {
      const theirs = await api(getCustomer, { params: { id: state.read.data.id } })
      // Sent before, and the answer got lost: it is stored already.
      if (Object.keys(changedFields(profileOf(theirs.data), sent)).length === 0) return accept(theirs, sent)
      if (theirs.data.status === 'archived') return showArchived(theirs)
      const [base, stored] = [profileOf(read.data), profileOf(theirs.data)]
      const differences = findDifferences(conflictFields, base, sent, stored)
      if (differences.some(({ isOffered }) => isOffered)) return setState((now) => ({ ...now, theirs }))
      // What somebody else has changed is nothing that is shown here.
      const merged = merge(differences, {}, sent, stored)
      setState((now) => moveOnto(theirs, base, now))
      return send(theirs, merged, confirm)
    }
    if (!(error instanceof ApiError)) throw error
    const below = belowUseOf(error)
    if (below) return setState((now) => ({ ...now, below }))
    const { isMarked, unplaced } = show(placeProfileErrors(fieldErrorsOf(error), state.mine), state.mine)
    setState((now) => ({ ...now, offers: offersOf(error) }))
    setFailure(refusalText(error, unplaced, isMarked))
  }
  const send = async (read: Read, values: ProfileValues, confirm: boolean): Promise<void> => {
    const body = changedFields(profileOf(read.data), values)
    if (Object.keys(body).length === 0) return accept(read, values)
    const options = { ifMatch: read.etag ?? '' }
    const asked = confirm ? { ...body, confirm } : body
    await api(updateCustomer, { params: { id: read.data.id }, body: asked }, options).then(
      (stored) => accept(stored, values),
      (error: unknown) => refuse(error, read, values, confirm),
    )
  }
  const run = async (read: Read, values: ProfileValues, confirm = false) => {
    if (isRunning.current) return
    const errors = profileErrors({ base: profileOf(read.data), mine: values, required }, loadedSubdivisions())
    const { unplaced } = show(errors, values)
    if (Object.keys(errors).length > 0) return setFailure(sentences(unplaced) || null)
    isRunning.current = true
    setBusy(true)
    setFailure(null)
    setState((now) => ({ ...now, below: null }))
    await send(read, values, confirm).catch((error: unknown) => setFailure(describe(error)))
    isRunning.current = false
    setBusy(false)
  }
  return {
    ...state,
    base,
    /** The paths whose labels are marked. */
    required: markedFields({ base, mine: state.mine, required }, subdivisions),
    isDirty,
    /** What is typed can no longer be saved, because somebody has archived the customer. */
    isOvertaken: isDirty && isArchived,
    isBusy,
    failure,
    update,
    reset: () => {
      setState((now) => begin(now.read))
      setFailure(null)
    },
    save: () => run(state.read, state.mine),
    confirm: () => run(state.read, state.mine, true),
    leaveBelow: () => setState((now) => ({ ...now, below: null })),
    /** Goes on from the stored version with the chosen values on top. */
    resolve: (theirs: Read, merged: ProfileValues) => {
      setState({ ...begin(theirs), mine: merged })
      return run(theirs, merged)
    },
    leaveConflict: () => setState((now) => ({ ...now, theirs: null })),
  }
}

function describe(error: unknown): string {
  if (!(error instanceof ApiError)) return words.offline
  return refusalText(error, [], false)
}
