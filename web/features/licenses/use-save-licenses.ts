import { useQueryClient } from '@tanstack/react-query'
import { ApiError } from '@tenantry/contract/client.ts'
import type { FieldProblem } from '@tenantry/contract/errors.ts'
import type { OrganizationId } from '@tenantry/contract/ids.ts'
import { type CustomerLicenses, setCustomerLicenses } from '@tenantry/contract/licenses.ts'
import { useCallback, useRef, useState } from 'react'
import { api } from '../../platform/api.ts'
import { type FieldErrors, serverErrors } from '../../platform/zod-form.ts'
import { notifyDone } from '../../ui/notify.ts'
import { type ChosenOrganization, customersKey, errorsOfUnchanged, isSame, refusalText } from '../customers/public.ts'
import {
  belowUseOf,
  chargeOf,
  customerLicensesQuery,
  type LimitValues,
  licensesChanged,
  limitErrors,
  limitValuesOf,
  shortageErrors,
  toLicensesInput,
  toLimitPaths,
} from '../license-limits/public.ts'
import { texts } from './licenses.texts.ts'

const words = texts.panel

/** Licenses as they were read, with the ETag that a change has to name. */
export interface ReadLicenses {
  data: CustomerLicenses
  etag: string | null
}

const valuesOf = ({ data }: ReadLicenses): LimitValues => limitValuesOf(data.mode, data.types)

/** What somebody has of each type already. */
function heldOf({ types }: CustomerLicenses) {
  return (type: string) => {
    const share = types.find((each) => each.type === type)
    return share ? chargeOf(share) : 0
  }
}

interface State {
  /** What was stored when the form began, or when somebody's version was taken up. */
  read: ReadLicenses
  mine: LimitValues
  errors: FieldErrors
  /** The stored version, where somebody else has changed it while this form was open. */
  theirs: ReadLicenses | null
  /** What is in use above the limits that were asked for, until somebody says that it may stay. */
  below: readonly FieldProblem[] | null
}

/** The licenses of a customer while they are edited: what was typed, what is wrong with it, saving, conflicts. */
export function useSaveLicenses(
  customer: ChosenOrganization,
  known: ReadLicenses,
  on: { invalid: () => void; end: () => void },
) {
  const queryClient = useQueryClient()
  const isRunning = useRef(false)
  const [isBusy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const [state, setState] = useState<State>(() => ({
    read: known,
    mine: valuesOf(known),
    errors: {},
    theirs: null,
    below: null,
  }))
  const set = (part: Partial<State>) => setState((now) => ({ ...now, ...part }))
  const update = useCallback((change: (values: LimitValues) => LimitValues) => {
    setState((now) => {
      const mine = change(now.mine)
      return { ...now, mine, errors: errorsOfUnchanged(now.errors, now.mine, mine) }
    })
  }, [])
  const show = (errors: FieldErrors): boolean => {
    const isMarked = Object.keys(errors).length > 0
    set({ errors })
    if (isMarked) on.invalid()
    return isMarked
  }
  const end = () => {
    notifyDone(words.saved(customer.name))
    licensesChanged(queryClient)
    void queryClient.invalidateQueries({ queryKey: customersKey })
    on.end()
  }
  const readAgain = () => queryClient.fetchQuery({ ...customerLicensesQuery(customer.id), staleTime: 0 })
  const refuse = async (error: unknown, sent: LimitValues) => {
    const below = belowUseOf(error)
    if (below) return set({ below })
    if (!(error instanceof ApiError)) return setFailure(texts.offline)
    if (error.code === 'not_found') return setFailure(words.gone)
    if (error.code === 'precondition_failed') {
      const theirs = await readAgain()
      // Sent before, and the answer got lost: it is stored already.
      if (isSame(toLicensesInput(valuesOf(theirs)), toLicensesInput(sent))) return end()
      return set({ theirs })
    }
    const short = shortageErrors(error, heldOf(state.read.data))
    // Somebody else was quicker: what is left is not what this form has shown.
    if (Object.keys(short).length > 0) licensesChanged(queryClient)
    const isShort = Object.keys(short).length > 0
    const isMarked = show(toLimitPaths(isShort ? short : serverErrors(error), sent))
    setFailure(refusalText(error, [], isMarked))
  }
  const run = async (read: ReadLicenses, values: LimitValues, confirm = false) => {
    if (isRunning.current) return
    setFailure(null)
    if (show(limitErrors(values))) return
    isRunning.current = true
    setBusy(true)
    try {
      const body = { ...toLicensesInput(values), ...(confirm ? { confirm } : {}) }
      const params = { id: customer.id as OrganizationId }
      await api(setCustomerLicenses, { params, body }, { ifMatch: read.etag ?? '' })
      end()
    } catch (error) {
      set({ below: null })
      await refuse(error, values).catch(() => setFailure(texts.offline))
    } finally {
      isRunning.current = false
      setBusy(false)
    }
  }
  const { read, mine } = state
  return {
    ...state,
    base: valuesOf(read),
    isBusy,
    failure,
    isDirty: !isSame(toLicensesInput(valuesOf(read)), toLicensesInput(mine)),
    update,
    save: () => void run(read, mine),
    confirm: () => void run(read, mine, true),
    leaveBelow: () => set({ below: null }),
    valuesOf,
    /** Goes on from the stored version with the chosen values on top. */
    resolve: (theirs: ReadLicenses, merged: LimitValues) => {
      set({ read: theirs, mine: merged, theirs: null })
      void run(theirs, merged)
    },
    leaveConflict: () => set({ theirs: null }),
  }
}
