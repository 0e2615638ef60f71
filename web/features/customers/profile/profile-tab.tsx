import type { AuditAction } from '@tenantry/contract/audit-actions.ts'
import { useRef } from 'react'
import { leadToHeldField } from '../../../platform/held-page.ts'
import { usePermission } from '../../../platform/session.tsx'
import { focusFirstError } from '../../../platform/zod-form.ts'
import { Resets, useResets } from '../../../ui/resets.ts'
import { SaveBar } from '../../../ui/save-bar.tsx'
import { UnsavedGuard } from '../../../ui/unsaved-guard.tsx'
import { BelowUse } from '../../license-limits/public.ts'
import { ReadOnly } from '../form/read-only.ts'
import { formTexts } from '../form.texts.ts'
import { useStanding } from '../use-standing.ts'
import { ArchivedMeanwhile } from './archived-meanwhile.tsx'
import { conflictFields } from './conflict-fields.ts'
import { ConflictView } from './conflict-view.tsx'
import classes from './profile.module.css'
import { ProfileFields } from './profile-fields.tsx'
import { profileOf } from './profile-values.ts'
import { type Read, useProfile } from './use-profile.ts'

const words = formTexts.profile

/** What changes anything that a profile shows, whoever's page or program it is done with. */
const changedBy: readonly AuditAction[] = [
  'customer.updated',
  'customer.status_changed',
  'customer.merged',
  'customer.tagged',
  'customer.untagged',
  'contact.created',
  'contact.updated',
  'contact.deleted',
  'user.assigned',
  'user.unassigned',
]

/** The details of a customer as a form. Only what changed is sent, and nothing that was typed is lost on the way. */
export function ProfileTab({ latest }: { latest: Read }) {
  const { isReadOnly } = useStanding(latest.data)
  const form = useRef<HTMLFormElement>(null)
  const profile = useProfile(latest, () => focusFirstError(form.current))
  const mayEdit = usePermission('customers.update') && !isReadOnly
  const { theirs } = profile
  const { resets, onReset } = useResets(profile.reset)
  return (
    <>
      {profile.isOvertaken && <ArchivedMeanwhile />}
      {theirs ? (
        <ConflictView
          title={words.conflict.title}
          changed={{ organizationId: theirs.data.id, actions: changedBy }}
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
            if (!leadToHeldField(event.currentTarget)) void profile.save()
          }}
        >
          <fieldset className={classes.fields} disabled={!mayEdit}>
            <ReadOnly value={!mayEdit}>
              <Resets value={resets}>
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
              </Resets>
            </ReadOnly>
          </fieldset>
          {mayEdit && (
            <SaveBar isDirty={profile.isDirty} isBusy={profile.isBusy} failure={profile.failure} onReset={onReset} />
          )}
        </form>
      )}
      <BelowUse
        problems={profile.below}
        isBusy={profile.isBusy}
        onConfirm={() => void profile.confirm()}
        onClose={profile.leaveBelow}
      />
      <UnsavedGuard isDirty={profile.isDirty} />
    </>
  )
}
