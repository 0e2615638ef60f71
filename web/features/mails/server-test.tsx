import { Button, TextInput } from '@mantine/core'
import { ApiError } from '@tenantry/contract/client.ts'
import { type MailTest, testMailSettings } from '@tenantry/contract/mail-settings.ts'
import { useEffect, useRef, useState } from 'react'
import { api } from '../../platform/api.ts'
import { useMe } from '../../platform/session.tsx'
import { emailInput } from '../../ui/email-input.ts'
import classes from './mails.module.css'
import { texts } from './mails.texts.ts'
import { type ServerValues, toSmtpInput } from './server-values.ts'

const words = texts.form

/** Sends a mail by what is typed, without saving it, and shows what the server has answered. */
export function ServerTest(props: { values: ServerValues; check: () => boolean; onRefused: (error: unknown) => void }) {
  const [to, setTo] = useState(useMe().account.email)
  const [wrong, setWrong] = useState<string | null>(null)
  const [answered, setAnswered] = useState<{ values: ServerValues; answer: MailTest } | null>(null)
  const [isBusy, setBusy] = useState(false)
  const said = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (answered) said.current?.scrollIntoView({ block: 'nearest' })
  }, [answered])
  const send = async () => {
    if (!props.check()) return
    setBusy(true)
    setAnswered(null)
    setWrong(null)
    try {
      const { values } = props
      const { data: answer } = await api(testMailSettings, { body: { smtp: toSmtpInput(values), to } })
      setAnswered({ values, answer })
    } catch (error) {
      const field = error instanceof ApiError ? error.fields.find(({ path }) => path === 'to') : undefined
      if (field) setWrong(field.message)
      else props.onRefused(error)
    }
    setBusy(false)
  }
  // What the server has said of other values than those that stand there now would mislead.
  const answer = answered?.values === props.values ? answered.answer : null
  return (
    <section className={classes.test} aria-label={words.test}>
      <TextInput
        label={words.testTo}
        {...emailInput}
        value={to}
        error={wrong}
        onChange={({ currentTarget }) => setTo(currentTarget.value)}
      />
      <div>
        <Button variant="default" loading={isBusy} onClick={() => void send()}>
          {words.send}
        </Button>
      </div>
      <div role="status" ref={said}>
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
