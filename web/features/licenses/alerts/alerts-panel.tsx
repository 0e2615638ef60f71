import { useQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import { useMe } from '../../../platform/session.tsx'
import { focusFirstError } from '../../../platform/zod-form.ts'
import { useLeaving } from '../../../ui/leave-question.tsx'
import { PanelForm } from '../../../ui/panel-form.tsx'
import { useFocusReturn } from '../../../ui/use-focus-return.ts'
import type { ChangedThing } from '../../audit-events/public.ts'
import { ConflictView } from '../../customers/public.ts'
import type { AlertPlace } from '../../license-alerts/public.ts'
import { typesQuery } from '../../license-limits/public.ts'
import { AlertFields } from './alert-fields.tsx'
import { alertFormValues } from './alert-values.ts'
import { conflictFields, valuesOf, versionOf } from './alert-versions.ts'
import { texts } from './alerts.texts.ts'
import { type ReadAlerts, useSaveAlerts } from './use-save-alerts.ts'

const words = texts.panel

/** Edits the alerts of a place; where somebody else has saved meanwhile, both versions are shown. */
export default function AlertsPanel(props: { place: AlertPlace; read: ReadAlerts; onEnd: () => void }) {
  const { place, onEnd } = props
  useFocusReturn()
  const form = useRef<HTMLFormElement>(null)
  const invalid = () => void setTimeout(() => focusFirstError(form.current))
  const alerts = useSaveAlerts(place, props.read, { invalid, end: onEnd })
  const leaving = useLeaving(alerts, onEnd)
  const types = useQuery(typesQuery).data ?? []
  const { read, values, theirs } = alerts
  const ownId = useMe().membership.organization.id
  const changed: ChangedThing = {
    objectId: place.kind === 'customer' ? place.id : ownId,
    actions: [place.kind === 'below' ? 'license_alerts.changed' : 'customer.license_alerts_changed'],
  }
  return (
    <PanelForm
      title={place.kind === 'below' ? words.titleBelow : words.title}
      subtitle={place.name}
      words={words}
      form={form}
      isBusy={alerts.isBusy}
      failure={alerts.failure}
      leaving={leaving}
      onSubmit={alerts.save}
      instead={
        theirs && (
          <ConflictView
            title={words.conflictTitle}
            changed={changed}
            fields={conflictFields(types)}
            base={versionOf(alertFormValues(read.data), types)}
            mine={versionOf(values, types)}
            theirs={versionOf(alertFormValues(theirs.data), types)}
            isBusy={alerts.isBusy}
            failure={alerts.failure}
            onSave={(merged) => alerts.resolve(theirs, valuesOf(merged))}
            onBack={alerts.leaveConflict}
          />
        )
      }
    >
      <AlertFields place={place} settings={read.data} values={values} errors={alerts.errors} set={alerts.set} />
    </PanelForm>
  )
}
