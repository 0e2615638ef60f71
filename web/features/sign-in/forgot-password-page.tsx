import { Anchor, Button, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { Link, useRouter } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { AuthError, requestPasswordReset } from '../../platform/auth-api.ts'
import { texts as platformTexts } from '../../platform/texts.ts'
import { focusFirstError } from '../../platform/zod-form.ts'
import { emailInput } from '../../ui/email-input.ts'
import { FormError } from '../../ui/form-error.tsx'
import { PlainPage } from '../../ui/plain-page.tsx'
import { texts } from './texts.ts'

const words = texts.forgot

export function ForgotPasswordPage() {
  const [sentTo, setSentTo] = useState<string | null>(null)
  return (
    <PlainPage
      title={sentTo === null ? words.title : words.sentTitle}
      lead={sentTo === null ? words.lead : <span role="status">{words.sent(sentTo)}</span>}
      foot={<Anchor renderRoot={(props) => <Link to="/sign-in" {...props} />}>{words.back}</Anchor>}
    >
      {sentTo === null && <RequestForm onSent={setSentTo} />}
    </PlainPage>
  )
}

function RequestForm({ onSent }: { onSent: (email: string) => void }) {
  const element = useRef<HTMLFormElement>(null)
  const [isBusy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const typed = useRouter().state.location.state.email ?? ''
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { email: typed },
    validate: { email: (value) => (value.trim() === '' ? texts.signIn.missingEmail : null) },
  })
  const submit = async ({ email }: { email: string }) => {
    setBusy(true)
    setFailure(null)
    try {
      await requestPasswordReset(email.trim())
      onSent(email.trim())
    } catch (error) {
      setFailure(error instanceof AuthError ? error.message : platformTexts.errors.offline)
    } finally {
      setBusy(false)
    }
  }
  return (
    <form ref={element} noValidate onSubmit={form.onSubmit(submit, () => focusFirstError(element.current))}>
      <FormError>{failure}</FormError>
      <TextInput
        label={texts.signIn.email}
        {...emailInput}
        name="email"
        autoComplete="username"
        autoFocus
        key={form.key('email')}
        {...form.getInputProps('email')}
      />
      <Button type="submit" loading={isBusy} fullWidth mt={4}>
        {words.submit}
      </Button>
    </form>
  )
}
