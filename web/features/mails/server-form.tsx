import { Button, PasswordInput, Select, Switch, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { ApiError } from '@tenantry/contract/client.ts'
import { type MailSettings, MailSettingsInput, updateMailSettings } from '@tenantry/contract/mail-settings.ts'
import { useRef, useState } from 'react'
import { api } from '../../platform/api.ts'
import { type FieldErrors, focusFirstError, schemaErrors, serverErrors } from '../../platform/zod-form.ts'
import { AskingPanel } from '../../ui/asking-panel.tsx'
import { emailInput } from '../../ui/email-input.ts'
import { FieldGrid } from '../../ui/field-grid.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { useLeaving } from '../../ui/leave-question.tsx'
import { notifyDone } from '../../ui/notify.ts'
import { mailSettingsQuery } from './mails.api.ts'
import classes from './mails.module.css'
import { texts } from './mails.texts.ts'
import { ServerTest } from './server-test.tsx'
import { type ServerValues, serverValues, toSmtpInput } from './server-values.ts'

const words = texts.form
const securities = Object.entries(words.securities).map(([value, label]) => ({ value, label }))

/** What the fields of a mail server hold, and what is wrong with it. */
function useServer(read: { data: MailSettings; etag: string | null }, onEnd: () => void) {
  const form = useRef<HTMLFormElement>(null)
  const queryClient = useQueryClient()
  const [values, setValues] = useState(() => serverValues(read.data.smtp))
  const [errors, setErrors] = useState<FieldErrors>({})
  const [failure, setFailure] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const show = (found: FieldErrors) => {
    setErrors(found)
    if (Object.keys(found).length > 0) focusFirstError(form.current)
    return Object.keys(found).length === 0
  }
  const refuse = (error: unknown) => {
    const isStale = error instanceof ApiError && error.code === 'precondition_failed'
    if (show(serverErrors(error)) || isStale) setFailure(isStale ? words.stale : words.failed)
  }
  const put = async (smtp: MailSettingsInput['smtp'], done: string) => {
    setFailure(null)
    setBusy(true)
    try {
      const saved = await api(updateMailSettings, { body: { smtp } }, { ifMatch: read.etag ?? '' })
      queryClient.setQueryData(mailSettingsQuery.queryKey, saved)
      void queryClient.invalidateQueries({ queryKey: ['provider-settings'] })
      notifyDone(done)
      onEnd()
    } catch (error) {
      refuse(error)
    }
    setBusy(false)
  }
  return {
    form,
    values,
    errors,
    failure,
    isBusy,
    isDirty: JSON.stringify(values) !== JSON.stringify(serverValues(read.data.smtp)),
    set: (change: Partial<ServerValues>) => setValues((now) => ({ ...now, ...change })),
    check: () => show(schemaErrors(MailSettingsInput, { smtp: toSmtpInput(values) })),
    refuse,
    put,
  }
}

/** A mail server to type, to test and to save. */
export function ServerForm(props: { read: { data: MailSettings; etag: string | null }; onEnd: () => void }) {
  const { smtp } = props.read.data
  const server = useServer(props.read, props.onEnd)
  const { form, values, errors, set } = server
  const leaving = useLeaving(server, props.onEnd)
  const text = (name: Exclude<keyof ServerValues, 'security' | 'checksCertificate'>) => ({
    value: values[name],
    error: errors[`smtp.${name}`],
    autoComplete: 'off',
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) => set({ [name]: currentTarget.value }),
  })
  return (
    <AskingPanel
      leaving={leaving}
      inAddress="server"
      title={texts.server}
      subtitle={words.subtitle}
      footer={
        <div className={classes.foot}>
          {smtp && (
            <Button variant="default" disabled={server.isBusy} onClick={() => void server.put(null, words.removed)}>
              {words.remove}
            </Button>
          )}
          <Button type="submit" form="mail-server" loading={server.isBusy}>
            {words.save}
          </Button>
        </div>
      }
    >
      <form
        id="mail-server"
        ref={form}
        noValidate
        className={classes.fields}
        onSubmit={(event) => {
          event.preventDefault()
          if (server.check()) void server.put(toSmtpInput(values), words.saved)
        }}
      >
        {server.failure && <FormError>{server.failure}</FormError>}
        <TextInput label={words.host} required data-autofocus {...text('host')} />
        <FieldGrid>
          <TextInput label={words.port} required inputMode="numeric" {...text('port')} />
          <Select
            label={words.security}
            data={securities}
            value={values.security}
            onChange={(security) => set({ security: security as ServerValues['security'] })}
          />
        </FieldGrid>
        {values.security !== 'none' && (
          <Switch
            label={words.checksCertificate}
            description={words.checksCertificateHint}
            checked={values.checksCertificate}
            onChange={({ currentTarget }) => set({ checksCertificate: currentTarget.checked })}
          />
        )}
        <TextInput label={words.user} description={words.userHint} {...text('user')} />
        <PasswordInput
          label={words.password}
          placeholder={smtp?.hasPassword ? words.kept : ''}
          {...text('password')}
          autoComplete="new-password"
        />
        <TextInput label={words.senderAddress} required {...emailInput} {...text('senderAddress')} />
        <TextInput label={words.senderName} description={words.senderNameHint} {...text('senderName')} />
        <TextInput label={words.replyTo} description={words.replyToHint} {...emailInput} {...text('replyTo')} />
      </form>
      <ServerTest values={values} check={server.check} onRefused={server.refuse} />
    </AskingPanel>
  )
}
