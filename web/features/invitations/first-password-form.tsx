import { Button } from '@mantine/core'
import { useForm } from '@mantine/form'
import { password } from '@tenantry/contract/setup.ts'
import { useRef } from 'react'
import { z } from 'zod'
import { signIn } from '../../platform/auth-api.ts'
import { focusFirstError, zodForm } from '../../platform/zod-form.ts'
import { FormError } from '../../ui/form-error.tsx'
import { NewPasswordInput } from '../../ui/new-password-input.tsx'
import { texts } from './invitations.texts.ts'
import { accept, type InvitedLogin, useAccept } from './use-accept.ts'

const schema = z.object({ password })

/** Chooses the first password of a login, accepts with it, and signs in. */
export function FirstPasswordForm({ token, email, organization }: InvitedLogin) {
  const element = useRef<HTMLFormElement>(null)
  const form = useForm({ initialValues: { password: '' }, validate: zodForm(schema) })
  const { run, isBusy, failure } = useAccept(organization, (errors) => {
    form.setErrors(errors)
    focusFirstError(element.current)
  })
  const submit = (values: { password: string }) =>
    run(async () => {
      await accept(token, values.password)
      await signIn(email, values.password)
    })
  return (
    <form ref={element} noValidate onSubmit={form.onSubmit(submit, () => focusFirstError(element.current))}>
      <FormError>{failure}</FormError>
      {/* Tells password managers whose password it is. */}
      <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
      <NewPasswordInput label={texts.password} name="new-password" autoFocus {...form.getInputProps('password')} />
      <Button type="submit" loading={isBusy} fullWidth mt={4}>
        {texts.submit}
      </Button>
    </form>
  )
}
