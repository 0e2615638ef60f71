import type { AuditAction } from '@tenantry/contract/audit-actions.ts'
import { type ReactNode, type RefObject, useEffect, useId } from 'react'
import { leadToHeldField } from '../../platform/held-page.ts'
import { useMe } from '../../platform/session.tsx'
import { Card } from '../../ui/card.tsx'
import { Resets, useResets } from '../../ui/resets.ts'
import { SaveBar } from '../../ui/save-bar.tsx'
import { type ConflictField, ConflictView, type FormValues } from '../customers/public.ts'
import classes from './settings.module.css'
import type { VersionedForm } from './use-versioned-form.ts'

/** Settings that are saved together, or the choice between two versions of them. */
export function VersionedCard<Values extends FormValues>(props: {
  title: string
  lead: string
  /** What the button says that saves this card. */
  action: string
  conflictTitle: string
  /** What of the audit log has changed these settings and no others. */
  changedBy: readonly AuditAction[]
  conflictFields: readonly ConflictField<Values>[]
  form: VersionedForm<Values>
  place: RefObject<HTMLFormElement | null>
  /** Told whether something is changed and not saved; the same function each time. */
  onDirty: (isDirty: boolean) => void
  children: ReactNode
}) {
  const { form } = props
  const id = useId()
  const providerId = useMe().membership.providerId
  const { theirs, isDirty } = form
  const { onDirty } = props
  const { resets, onReset } = useResets(form.reset)
  useEffect(() => onDirty(isDirty), [onDirty, isDirty])
  return (
    <>
      {theirs ? (
        <ConflictView
          title={props.conflictTitle}
          changed={{ objectId: providerId, actions: props.changedBy }}
          fields={props.conflictFields}
          base={form.base}
          mine={form.mine}
          theirs={theirs}
          isBusy={form.isBusy}
          failure={form.failure}
          onSave={form.resolve}
          onBack={form.leaveConflict}
        />
      ) : (
        <form
          ref={props.place}
          noValidate
          className={classes.form}
          aria-labelledby={id}
          onSubmit={(event) => {
            event.preventDefault()
            if (!leadToHeldField(event.currentTarget)) void form.save()
          }}
        >
          <Card heading={{ id, title: props.title, lead: props.lead }}>
            <Resets value={resets}>{props.children}</Resets>
          </Card>
          <SaveBar
            isDirty={form.isDirty}
            isBusy={form.isBusy}
            failure={form.failure}
            action={props.action}
            onReset={onReset}
          />
        </form>
      )}
    </>
  )
}
