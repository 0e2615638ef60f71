import { Button } from '@mantine/core'
import { useBlocker } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { usePermission } from '../../../platform/session.tsx'
import { focusFirstError } from '../../../platform/zod-form.ts'
import { Confirm } from '../../../ui/confirm.tsx'
import { FormError } from '../../../ui/form-error.tsx'
import { isReadOnly } from '../customer-words.ts'
import { texts } from '../customers.texts.ts'
import { conflictFields } from './conflict-fields.ts'
import { ConflictView } from './conflict-view.tsx'
import classes from './profile.module.css'
import { ProfileFields } from './profile-fields.tsx'
import { profileOf } from './profile-values.ts'
import { type Read, useProfile } from './use-profile.ts'

const words = texts.profile

/** The details of a customer as a form. Only what changed is sent, and nothing that was typed is lost on the way. */
export function ProfileTab({ latest }: { latest: Read }) {
  const form = useRef<HTMLFormElement>(null)
  const profile = useProfile(latest, () => focusFirstError(form.current))
  const mayEdit = usePermission('customers.update') && !isReadOnly(latest.data)
  const { theirs } = profile
  return (
    <>
      {theirs ? (
        <ConflictView
          title={words.conflict.title}
          fields={conflictFields}
          base={profile.base}
          mine={profile.mine}
          theirs={profileOf(theirs.data)}
          isBusy={profile.isBusy}
          failure={profile.failure}
          onSave={(merged) => void profile.resolve(theirs, merged)}
          onBack={profile.leaveConflict}
        />
      ) : (
        <form
          ref={form}
          noValidate
          className={classes.form}
          onSubmit={(event) => {
            event.preventDefault()
            void profile.save()
          }}
        >
          <fieldset className={classes.fields} disabled={!mayEdit}>
            <ProfileFields
              part={{
                values: profile.mine,
                errors: profile.errors,
                required: profile.required,
                update: profile.update,
              }}
              customer={profile.read.data}
              takenInstead={profile.offers.code}
            />
          </fieldset>
          {mayEdit && <SaveBar profile={profile} />}
        </form>
      )}
      <UnsavedGuard isDirty={profile.isDirty} />
    </>
  )
}

function SaveBar({ profile }: { profile: ReturnType<typeof useProfile> }) {
  const { isDirty, isBusy } = profile
  if (!isDirty && profile.failure === null) return null
  return (
    <div className={classes.bar}>
      <FormError>{profile.failure}</FormError>
      <div className={classes.actions}>
        <span className={classes.note} role="status">
          {words.unsaved}
        </span>
        <Button variant="default" disabled={isBusy} onClick={profile.reset}>
          {words.reset}
        </Button>
        <Button type="submit" loading={isBusy}>
          {words.save}
        </Button>
      </div>
    </div>
  )
}

/** Asks before typed changes are left behind, by a link as by closing the window. */
function UnsavedGuard({ isDirty }: { isDirty: boolean }) {
  const dirty = useRef(isDirty)
  useEffect(() => {
    dirty.current = isDirty
  }, [isDirty])
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => dirty.current && current.pathname !== next.pathname,
    enableBeforeUnload: () => dirty.current,
    withResolver: true,
  })
  const asked = words.leaving
  return (
    <Confirm
      opened={blocker.status === 'blocked'}
      title={asked.title}
      action={asked.leave}
      onConfirm={() => blocker.proceed?.()}
      onClose={() => blocker.reset?.()}
    >
      {asked.text}
    </Confirm>
  )
}
