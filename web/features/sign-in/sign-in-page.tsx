import { Anchor, Button, PasswordInput, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { getRouteApi, Link, useRouter } from '@tanstack/react-router'
import { ApiError } from '@tenantry/contract/client.ts'
import { useRef, useState } from 'react'
import { AuthError, signIn, signOut } from '../../platform/auth-api.ts'
import { queryClient } from '../../platform/query.ts'
import { meQuery } from '../../platform/session.tsx'
import { texts as platformTexts } from '../../platform/texts.ts'
import { focusFirstError } from '../../platform/zod-form.ts'
import { emailInput } from '../../ui/email-input.ts'
import { FormError } from '../../ui/form-error.tsx'
import { PlainPage } from '../../ui/plain-page.tsx'
import { texts } from './texts.ts'
import { withEmail } from './typed-email.ts'

const words = texts.signIn
const route = getRouteApi('/sign-in')

export function SignInPage() {
  const { ended } = route.useSearch()
  const [email, setEmail] = useState('')
  return (
    <PlainPage
      title={words.title}
      lead={ended && <span role="status">{words.ended}</span>}
      foot={
        <Anchor renderRoot={(props) => <Link to="/forgot-password" state={withEmail(email)} {...props} />}>
          {words.forgot}
        </Anchor>
      }
    >
      <SignInForm onEmail={setEmail} />
    </PlainPage>
  )
}

function SignInForm({ onEmail }: { onEmail: (email: string) => void }) {
  const element = useRef<HTMLFormElement>(null)
  const { submit, isBusy, failure } = useSignIn()
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { email: '', password: '' },
    onValuesChange: ({ email }) => onEmail(email),
    validate: {
      email: (value) => (value.trim() === '' ? words.missingEmail : null),
      password: (value) => (value === '' ? words.missingPassword : null),
    },
  })
  return (
    <form ref={element} noValidate onSubmit={form.onSubmit(submit, () => focusFirstError(element.current))}>
      <FormError>{failure}</FormError>
      <TextInput
        label={words.email}
        {...emailInput}
        name="email"
        autoComplete="username"
        autoFocus
        key={form.key('email')}
        {...form.getInputProps('email')}
      />
      <PasswordInput
        label={words.password}
        name="password"
        autoComplete="current-password"
        key={form.key('password')}
        aria-invalid={form.errors.password !== undefined}
        {...form.getInputProps('password')}
      />
      <Button type="submit" loading={isBusy} fullWidth mt={4}>
        {words.submit}
      </Button>
    </form>
  )
}

function useSignIn() {
  const { returnTo } = route.useSearch()
  const router = useRouter()
  const [isBusy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const submit = async (values: { email: string; password: string }) => {
    setBusy(true)
    setFailure(null)
    try {
      await signIn(values.email.trim(), values.password)
      queryClient.clear()
      if (await hasPlace()) await router.navigate({ href: returnTo ?? '/customers', replace: true })
      else setFailure(words.noPlace)
    } catch (error) {
      setFailure(error instanceof AuthError ? error.message : platformTexts.errors.offline)
    } finally {
      setBusy(false)
    }
  }
  return { submit, isBusy, failure }
}

/**
 * Whether there is an organization that who has just signed in may act for. Those whose only one is disabled or suspended
 * prove their password and would be led back to this page without a word.
 */
async function hasPlace(): Promise<boolean> {
  try {
    await queryClient.fetchQuery(meQuery)
    return true
  } catch (error) {
    if (!(error instanceof ApiError && error.code === 'not_signed_in')) throw error
    await signOut()
    return false
  }
}
