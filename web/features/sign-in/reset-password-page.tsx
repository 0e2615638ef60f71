import { Anchor, Button } from '@mantine/core'
import { useForm } from '@mantine/form'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { password } from '@tenantry/contract/setup.ts'
import { useRef, useState } from 'react'
import { z } from 'zod'
import { AuthError, checkResetLink, resetPassword } from '../../platform/auth-api.ts'
import { newPasswordForm } from '../../platform/new-password-form.ts'
import { texts as platformTexts } from '../../platform/texts.ts'
import { focusFirstError } from '../../platform/zod-form.ts'
import { FormError } from '../../ui/form-error.tsx'
import { NewPasswordInput } from '../../ui/new-password-input.tsx'
import { notifyDone } from '../../ui/notify.ts'
import { PlainPage } from '../../ui/plain-page.tsx'
import { UserNameInput } from '../../ui/user-name-input.tsx'
import { texts } from './texts.ts'

const words = texts.reset
const route = getRouteApi('/reset-password')
const schema = z.object({ newPassword: password })
const nobody = { email: '', name: '' }

/** Asked once: what is spent in the meantime says so when it is used. */
const linkQuery = (token: string) =>
  queryOptions({
    queryKey: ['reset-link', token],
    queryFn: () => checkResetLink(token),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  })

/** Where nothing answers, or too much was asked, the form is there all the same and tells when it is sent. */
const isSpent = (error: unknown) => error instanceof AuthError && error.field === 'token'

export function ResetPasswordPage() {
  const { token, error } = route.useSearch()
  const check = useQuery({ ...linkQuery(token ?? ''), enabled: token !== undefined && !error })
  if (!token || error || isSpent(check.error))
    return (
      <PlainPage title={words.invalidTitle} lead={words.invalid}>
        <Button fullWidth renderRoot={(props) => <Link to="/forgot-password" {...props} />}>
          {words.again}
        </Button>
      </PlainPage>
    )
  return (
    <PlainPage
      title={words.title}
      lead={words.lead}
      foot={<Anchor renderRoot={(props) => <Link to="/sign-in" {...props} />}>{texts.forgot.back}</Anchor>}
    >
      <ResetForm token={token} person={check.data ?? nobody} />
    </PlainPage>
  )
}

/** What the companies of the person are called the server alone knows. */
function ResetForm({ token, person: { email, name } }: { token: string; person: typeof nobody }) {
  const owner = { email, names: [name] }
  const element = useRef<HTMLFormElement>(null)
  const navigate = useNavigate()
  const [isBusy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const form = useForm({
    initialValues: { newPassword: '' },
    validate: newPasswordForm(schema, 'newPassword', () => owner),
  })
  const submit = async ({ newPassword }: { newPassword: string }) => {
    setBusy(true)
    setFailure(null)
    try {
      await resetPassword(newPassword, token)
      notifyDone(words.done)
      await navigate({ to: '/sign-in', replace: true })
    } catch (problem) {
      const text = problem instanceof AuthError ? problem.message : platformTexts.errors.offline
      if (!(problem instanceof AuthError && problem.field === 'newPassword')) return setFailure(text)
      form.setFieldError('newPassword', text)
      focusFirstError(element.current)
    } finally {
      setBusy(false)
    }
  }
  const onMarked = () => {
    setFailure(null)
    focusFirstError(element.current)
  }
  return (
    <form ref={element} noValidate onSubmit={form.onSubmit(submit, onMarked)}>
      <FormError>{failure}</FormError>
      <UserNameInput email={email} />
      <NewPasswordInput
        label={words.password}
        name="new-password"
        autoFocus
        owner={owner}
        {...form.getInputProps('newPassword')}
      />
      <Button type="submit" loading={isBusy} fullWidth mt={4}>
        {words.submit}
      </Button>
    </form>
  )
}
