import { Button } from '@mantine/core'
import { useForm } from '@mantine/form'
import { password } from '@tenantry/contract/setup.ts'
import { useRef } from 'react'
import { z } from 'zod'
import { signIn } from '../../platform/auth-api.ts'
import { newPasswordForm } from '../../platform/new-password-form.ts'
import { focusFirstError } from '../../platform/zod-form.ts'
import { FormError } from '../../ui/form-error.tsx'
import { NewPasswordInput } from '../../ui/new-password-input.tsx'
import { UserNameInput } from '../../ui/user-name-input.tsx'
import { texts } from './invitations.texts.ts'
import { accept, type InvitedLogin, isSpent, useAccept } from './use-accept.ts'

const schema = z.object({ password })

/** Chooses the first password of a login, accepts with it, and signs in. */
export function FirstPasswordForm({ name, ...login }: InvitedLogin & { name: string }) {
  const { token, email, organization } = login
  const owner = { email, names: [name, organization] }
  const element = useRef<HTMLFormElement>(null)
  const form = useForm({ initialValues: { password: '' }, validate: newPasswordForm(schema, 'password', () => owner) })
  const { run, isBusy, failure, forget } = useAccept(organization, (errors) => {
    form.setErrors(errors)
    focusFirstError(element.current)
  })
  const submit = (values: { password: string }) =>
    run(async () => {
      const refusal = await accept(token, values.password).catch((error: unknown) => error)
      if (refusal !== undefined && !isSpent(refusal)) throw refusal
      // Used up by a try whose answer got lost, the link has set this very password, which lets in.
      await signIn(email, values.password).catch((error: unknown) => {
        throw refusal ?? error
      })
    })
  const onMarked = () => {
    forget()
    focusFirstError(element.current)
  }
  return (
    <form ref={element} noValidate onSubmit={form.onSubmit(submit, onMarked)}>
      <FormError>{failure}</FormError>
      <UserNameInput email={email} />
      <NewPasswordInput
        label={texts.password}
        name="new-password"
        autoFocus
        owner={owner}
        {...form.getInputProps('password')}
      />
      <Button type="submit" loading={isBusy} fullWidth mt={4}>
        {texts.submit}
      </Button>
    </form>
  )
}
