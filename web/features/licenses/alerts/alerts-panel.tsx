import { useQueryClient } from '@tanstack/react-query'
import { ApiError } from '@tenantry/contract/client.ts'
import type { AlertSettings } from '@tenantry/contract/license-alerts.ts'
import { useRef, useState } from 'react'
import { problemText } from '../../../platform/problem-text.ts'
import { type FieldErrors, focusFirstError, serverErrors } from '../../../platform/zod-form.ts'
import { useLeaving } from '../../../ui/leave-question.tsx'
import { notifyDone } from '../../../ui/notify.ts'
import { PanelForm } from '../../../ui/panel-form.tsx'
import { useFocusReturn } from '../../../ui/use-focus-return.ts'
import { licensesChanged } from '../../license-limits/public.ts'
import { AlertFields } from './alert-fields.tsx'
import { type AlertFormValues, alertErrors, alertFormValues, toAlertSettings, toFormErrors } from './alert-values.ts'
import { type AlertPlace, saveAlerts } from './alerts.api.ts'
import { texts } from './alerts.texts.ts'

const words = texts.panel

/** Edits the alerts of a place. */
export default function AlertsPanel(props: {
  place: AlertPlace
  read: { data: AlertSettings; etag: string | null }
  onEnd: () => void
}) {
  const { place, onEnd } = props
  useFocusReturn()
  const client = useQueryClient()
  const form = useRef<HTMLFormElement>(null)
  // What was there when it was opened: a later answer takes nothing away that is typed.
  const [read] = useState(props.read)
  const [values, setValues] = useState<AlertFormValues>(() => alertFormValues(read.data))
  const [errors, setErrors] = useState<FieldErrors>({})
  const [failure, setFailure] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const isDirty =
    JSON.stringify(toAlertSettings(values)) !== JSON.stringify(toAlertSettings(alertFormValues(read.data)))
  const leaving = useLeaving({ isDirty, isBusy }, onEnd)
  const show = (found: FieldErrors) => {
    setErrors(found)
    if (Object.keys(found).length > 0) setTimeout(() => focusFirstError(form.current))
    return Object.keys(found).length > 0
  }
  const save = async () => {
    setFailure(null)
    if (show(alertErrors(values))) return
    setBusy(true)
    try {
      await saveAlerts(place, toAlertSettings(values), read.etag ?? '')
      licensesChanged(client)
      notifyDone(words.saved)
      onEnd()
    } catch (error) {
      if (error instanceof ApiError && error.code === 'precondition_failed') setFailure(words.changed)
      else if (!show(toFormErrors(serverErrors(error), values)))
        setFailure(error instanceof ApiError ? problemText(error).advice : words.offline)
    } finally {
      setBusy(false)
    }
  }
  return (
    <PanelForm
      title={words.title}
      subtitle={place.name}
      words={words}
      form={form}
      isBusy={isBusy}
      failure={failure}
      leaving={leaving}
      onSubmit={() => void save()}
    >
      <AlertFields
        place={place}
        settings={read.data}
        values={values}
        errors={errors}
        set={(part) => {
          setValues((now) => ({ ...now, ...part }))
          setErrors({})
        }}
      />
    </PanelForm>
  )
}
