import { Button, TextInput } from '@mantine/core'
import { ApiError } from '@tenantry/contract/client.ts'
import { type MailTest, type SmtpInput, testMailSettings } from '@tenantry/contract/mail-settings.ts'
import { useState } from 'react'
import { api } from '../../platform/api.ts'
import { useMe } from '../../platform/session.tsx'
import classes from './mails.module.css'
import { texts } from './mails.texts.ts'

const words = texts.form

/** Sends a mail by what is typed, without saving it, and shows what the server has answered. */
export function ServerTest(props: {
  check: () => boolean
  smtp: () => SmtpInput
  onRefused: (error: unknown) => void
}) {
  const [to, setTo] = useState(useMe().account.email)
  const [wrong, setWrong] = useState<string | null>(null)
  const [answer, setAnswer] = useState<MailTest | null>(null)
  const [isBusy, setBusy] = useState(false)
  const send = async () => {
    if (!props.check()) return
    setBusy(true)
    setAnswer(null)
    setWrong(null)
    try {
      setAnswer((await api(testMailSettings, { body: { smtp: props.smtp(), to } })).data)
    } catch (error) {
      const field = error instanceof ApiError ? error.fields.find(({ path }) => path === 'to') : undefined
      if (field) setWrong(field.message)
      else props.onRefused(error)
    }
    setBusy(false)
  }
  return (
    <section className={classes.test} aria-label={words.test}>
      <TextInput
        label={words.testTo}
        type="email"
        value={to}
        error={wrong}
        onChange={({ currentTarget }) => setTo(currentTarget.value)}
      />
      <div>
        <Button variant="default" loading={isBusy} onClick={() => void send()}>
          {words.send}
        </Button>
      </div>
      <div role="status">
        {answer && (
          <div className={classes.answer} data-refused={!answer.isSent || undefined}>
            <strong>{answer.isSent ? words.arrived : words.refused}</strong>
            <code>{answer.answer}</code>
          </div>
        )}
      </div>
    </section>
  )
}
