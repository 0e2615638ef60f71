import { useQueryClient } from '@tanstack/react-query'
import { ApiError } from '@tenantry/contract/client.ts'
import type { AlertSettings } from '@tenantry/contract/license-alerts.ts'
import { useState } from 'react'
import { problemText } from '../../../platform/problem-text.ts'
import { type FieldErrors, serverErrors } from '../../../platform/zod-form.ts'
import { notifyDone } from '../../../ui/notify.ts'
import { type AlertPlace, alertsQuery, saveAlerts } from '../../license-alerts/public.ts'
import { licensesChanged } from '../../license-limits/public.ts'
import { type AlertFormValues, alertErrors, alertFormValues, toAlertSettings, toFormErrors } from './alert-values.ts'
import { texts } from './alerts.texts.ts'

const words = texts.panel

/** Settings as they were read, with the ETag that a change has to name. */
export interface ReadAlerts {
  data: AlertSettings
  etag: string | null
}

const sentOf = (values: AlertFormValues) => JSON.stringify(toAlertSettings(values))

/** The alerts of a place while they are edited: what is typed, what is wrong with it, saving, conflicts. */
export function useSaveAlerts(place: AlertPlace, known: ReadAlerts, on: { invalid: () => void; end: () => void }) {
  const client = useQueryClient()
  // What was there when it was opened: a later answer takes nothing away that is typed.
  const [read, setRead] = useState(known)
  const [values, setValues] = useState(() => alertFormValues(known.data))
  const [theirs, setTheirs] = useState<ReadAlerts | null>(null)
  const [errors, setErrors] = useState<FieldErrors>({})
  const [failure, setFailure] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const show = (found: FieldErrors) => {
    setErrors(found)
    const isMarked = Object.keys(found).length > 0
    // A field that is wrong is mended in the form.
    if (isMarked) setTheirs(null)
    if (isMarked) on.invalid()
    return isMarked
  }
  const end = () => {
    licensesChanged(client)
    notifyDone(words.saved)
    on.end()
  }
  const refuse = async (error: unknown, sent: AlertFormValues) => {
    if (!(error instanceof ApiError)) return setFailure(words.offline)
    if (error.code === 'precondition_failed') {
      const stored = await client.fetchQuery({ ...alertsQuery(place), staleTime: 0 })
      // Sent before, and the answer got lost: it is stored already.
      if (sentOf(alertFormValues(stored.data)) === sentOf(sent)) return end()
      return setTheirs(stored)
    }
    if (!show(toFormErrors(serverErrors(error), sent))) setFailure(problemText(error).advice)
  }
  const run = async ({ etag }: ReadAlerts, sent: AlertFormValues) => {
    setFailure(null)
    if (isBusy || show(alertErrors(sent))) return
    setBusy(true)
    try {
      await saveAlerts(place, toAlertSettings(sent), etag ?? '')
      end()
    } catch (error) {
      await refuse(error, sent).catch(() => setFailure(words.offline))
    } finally {
      setBusy(false)
    }
  }
  return {
    read,
    values,
    theirs,
    errors,
    failure,
    isBusy,
    isDirty: sentOf(values) !== sentOf(alertFormValues(read.data)),
    set: (part: Partial<AlertFormValues>) => {
      setValues((now) => ({ ...now, ...part }))
      setErrors({})
    },
    save: () => void run(read, values),
    /** Goes on from the stored version with the chosen values on top. */
    resolve: (stored: ReadAlerts, merged: AlertFormValues) => {
      setRead(stored)
      setValues(merged)
      void run(stored, merged)
    },
    leaveConflict: () => {
      setFailure(null)
      setTheirs(null)
    },
  }
}
