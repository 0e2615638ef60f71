import { Button, PasswordInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import type { Me } from '@tenantry/contract/me.ts'
import { useRef } from 'react'
import { signIn } from '../../platform/auth-api.ts'
import { focusFirstError } from '../../platform/zod-form.ts'
import { FormError } from '../../ui/form-error.tsx'
import { UserNameInput } from '../../ui/user-name-input.tsx'
import { enterNew, whoIsHere } from './invitations.api.ts'
import { texts } from './invitations.texts.ts'
import { accept, type InvitedLogin, useAccept } from './use-accept.ts'

/**
 * Accepts for a login that has a password.
 * @param here who is signed in, where it is that very login; null asks for the password first
 */
export function KnownLogin({ here, ...login }: InvitedLogin & { here: Me | null }) {
  return here ? <AcceptButton {...login} here={here} /> : <SignInToAccept {...login} />
}

function AcceptButton({ token, organization, here }: InvitedLogin & { here: Me }) {
  const { run, isBusy, failure } = useAccept(organization)
  const press = () =>
    run(async () => {
      await accept(token)
      await enterNew(here)
    })
  return (
    <>
      <FormError>{failure}</FormError>
      <Button fullWidth loading={isBusy} onClick={() => void press()}>
        {texts.accept}
      </Button>
    </>
  )
}

function SignInToAccept({ token, email, organization }: InvitedLogin) {
  const element = useRef<HTMLFormElement>(null)
  const { run, isBusy, failure } = useAccept(organization)
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { password: '' },
    validate: { password: (value) => (value === '' ? texts.missingPassword : null) },
  })
  const submit = ({ password }: { password: string }) =>
    run(async () => {
      await signIn(email, password)
      const before = await whoIsHere()
      await accept(token)
      if (before) await enterNew(before)
    })
  return (
    <form ref={element} noValidate onSubmit={form.onSubmit(submit, () => focusFirstError(element.current))}>
      <FormError>{failure}</FormError>
      <UserNameInput email={email} />
      <PasswordInput
        label={texts.password}
        name="password"
        autoComplete="current-password"
        autoFocus
        key={form.key('password')}
        aria-invalid={form.errors.password !== undefined}
        {...form.getInputProps('password')}
      />
      <Button type="submit" loading={isBusy} fullWidth mt={4}>
        {texts.signInAndAccept}
      </Button>
    </form>
  )
}
