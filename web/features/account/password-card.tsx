import { Button, PasswordInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { password } from '@tenantry/contract/setup.ts'
import { useRef, useState } from 'react'
import { z } from 'zod'
import { AuthError, changePassword } from '../../platform/auth-api.ts'
import { newPasswordForm } from '../../platform/new-password-form.ts'
import { useMe } from '../../platform/session.tsx'
import { texts as frameTexts } from '../../platform/texts.ts'
import { focusFirstError } from '../../platform/zod-form.ts'
import { FieldGrid } from '../../ui/field-grid.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { NewPasswordInput } from '../../ui/new-password-input.tsx'
import { notifyDone } from '../../ui/notify.ts'
import { UnsavedGuard } from '../../ui/unsaved-guard.tsx'
import { useFocusAfterSaving } from '../../ui/use-focus-after-saving.ts'
import { UserNameInput } from '../../ui/user-name-input.tsx'
import classes from './account.module.css'
import { texts } from './account.texts.ts'
import { AccountCard } from './account-card.tsx'
import { useErrorFocus } from './use-error-focus.ts'

const words = texts.password
const schema = z.object({ currentPassword: z.string().min(1), newPassword: password })
const nothing = { currentPassword: '', newPassword: '' }

/** A new password, for who knows the current one. */
export function PasswordCard() {
  const { account, membership } = useMe()
  const { email, name } = account
  const owner = { email, names: [name, membership.organization.name, membership.providerName] }
  const element = useRef<HTMLFormElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const toError = useErrorFocus(element)
  const [isBusy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  useFocusAfterSaving(button, isBusy)
  const form = useForm({ initialValues: nothing, validate: newPasswordForm(schema, 'newPassword', () => owner) })
  const refuse = (error: unknown) => {
    const field = error instanceof AuthError ? error.field : undefined
    const isOver = error instanceof AuthError && error.code === 'not_signed_in'
    const text = isOver ? words.signedOut : error instanceof AuthError ? error.message : frameTexts.errors.offline
    if (field !== 'currentPassword' && field !== 'newPassword') return setFailure(text)
    form.setFieldError(field, text)
    toError()
  }
  const submit = async ({ currentPassword, newPassword }: typeof nothing) => {
    setBusy(true)
    setFailure(null)
    try {
      await changePassword(currentPassword, newPassword)
      form.reset()
      notifyDone(words.saved)
    } catch (error) {
      refuse(error)
    } finally {
      setBusy(false)
    }
  }
  const onMarked = () => {
    setFailure(null)
    focusFirstError(element.current)
  }
  return (
    <AccountCard title={words.title} lead={words.lead}>
      <UnsavedGuard isDirty={form.isDirty()} />
      <form ref={element} noValidate className={classes.form} onSubmit={form.onSubmit(submit, onMarked)}>
        <FormError>{failure}</FormError>
        <UserNameInput email={email} />
        <FieldGrid>
          <PasswordInput
            label={words.current}
            name="current-password"
            autoComplete="current-password"
            aria-invalid={form.errors.currentPassword ? true : undefined}
            {...form.getInputProps('currentPassword')}
          />
          <NewPasswordInput
            label={words.next}
            name="new-password"
            owner={owner}
            {...form.getInputProps('newPassword')}
          />
        </FieldGrid>
        <div className={classes.foot}>
          <Button ref={button} type="submit" variant="default" loading={isBusy}>
            {words.save}
          </Button>
        </div>
      </form>
    </AccountCard>
  )
}
