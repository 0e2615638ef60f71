import { ApiError } from '@tenantry/contract/client.ts'
import { useCallback, useRef, useState } from 'react'
import { type FieldErrors, serverErrors } from '../../platform/zod-form.ts'
import { errorsOfUnchanged, type FormValues, isSame, refusalText } from '../customers/public.ts'
import { texts } from './settings.texts.ts'

/** Something as it was read, with the ETag that a change has to name. */
export interface Read<Data> {
  data: Data
  etag: string | null
}

/** How something is edited as a whole. */
export interface Versioned<Data, Values extends FormValues> {
  toValues: (data: Data) => Values
  /** What keeps the values from being saved, by path. */
  validate: (values: Values) => FieldErrors
  read: () => Promise<Read<Data>>
  /** @throws ApiError precondition_failed when the ETag is not that of the stored version */
  write: (values: Values, etag: string) => Promise<Read<Data>>
  onSaved: (read: Read<Data>) => void
}

interface State<Data, Values> {
  read: Read<Data>
  mine: Values
  errors: FieldErrors
  /** The stored version, where somebody else has changed it while this form was open. */
  theirs: Read<Data> | null
}

/**
 * A form over something that has versions: what was typed, what is wrong with it, saving, and choosing between two
 * versions where somebody else was faster. What is read later takes its place as long as nothing is typed.
 */
export function useVersionedForm<Data, Values extends FormValues>(
  latest: Read<Data>,
  versioned: Versioned<Data, Values>,
  onInvalid: () => void,
) {
  const { toValues } = versioned
  const begin = (read: Read<Data>): State<Data, Values> => ({
    read,
    mine: toValues(read.data),
    errors: {},
    theirs: null,
  })
  const [state, setState] = useState(() => begin(latest))
  const [isBusy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const isRunning = useRef(false)
  const base = toValues(state.read.data)
  const isDirty = !isSame(base, state.mine)
  if (latest.etag !== state.read.etag && !isDirty && !isBusy && state.theirs === null) setState(begin(latest))

  const update = useCallback(
    (change: (values: Values) => Values) =>
      setState((now) => {
        const mine = change(now.mine)
        return mine === now.mine ? now : { ...now, mine, errors: errorsOfUnchanged(now.errors, now.mine, mine) }
      }),
    [],
  )
  const accept = (read: Read<Data>, sent: Values) => {
    // Whoever types on while it is being saved goes on with that.
    setState(({ mine }) => {
      const begun = begin(read)
      const typed = Object.entries(mine).filter(([name, value]) => !isSame(value, sent[name]))
      return { ...begun, mine: { ...begun.mine, ...Object.fromEntries(typed) } }
    })
    versioned.onSaved(read)
  }
  const refuse = async (error: unknown, sent: Values) => {
    if (error instanceof ApiError && error.code === 'precondition_failed') {
      const theirs = await versioned.read()
      // Sent before, and the answer got lost: it is stored already.
      if (isSame(toValues(theirs.data), sent)) return accept(theirs, sent)
      return setState((now) => ({ ...now, theirs }))
    }
    if (!(error instanceof ApiError)) throw error
    const errors = serverErrors(error)
    setState((now) => ({ ...now, errors }))
    const isMarked = Object.keys(errors).length > 0
    setFailure(refusalText(error, [], isMarked))
    if (isMarked) onInvalid()
  }
  const run = async (read: Read<Data>, values: Values) => {
    if (isRunning.current) return
    const errors = versioned.validate(values)
    setState((now) => ({ ...now, errors }))
    setFailure(null)
    if (Object.keys(errors).length > 0) return onInvalid()
    isRunning.current = true
    setBusy(true)
    try {
      await versioned.write(values, read.etag ?? '').then(
        (stored) => accept(stored, values),
        (error: unknown) => refuse(error, values),
      )
    } catch (error) {
      setFailure(error instanceof ApiError ? refusalText(error, [], false) : texts.offline)
    }
    isRunning.current = false
    setBusy(false)
  }
  return {
    base,
    mine: state.mine,
    errors: state.errors,
    theirs: state.theirs && toValues(state.theirs.data),
    isDirty,
    isBusy,
    failure,
    update,
    reset: () => {
      setState((now) => begin(now.read))
      setFailure(null)
    },
    save: () => run(state.read, state.mine),
    /** Goes on from the stored version with the chosen values on top. */
    resolve: (merged: Values) => {
      if (!state.theirs) return
      setState({ ...begin(state.theirs), mine: merged })
      void run(state.theirs, merged)
    },
    leaveConflict: () => setState((now) => ({ ...now, theirs: null })),
  }
}

/** What a card shows of such a form, whatever is edited in it. */
export type VersionedForm<Values extends FormValues> = ReturnType<typeof useVersionedForm<unknown, Values>>
