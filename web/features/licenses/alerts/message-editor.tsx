import { Button, Menu, Textarea, TextInput } from '@mantine/core'
import { IconVariable } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { type AlertVariable, alertVariables, filledTemplate } from '@tenantry/contract/license-alert-templates.ts'
import { useRef, useState } from 'react'
import { notifyDone } from '../../../ui/notify.ts'
import { type AlertPlace, previewQuery, sendTest } from './alerts.api.ts'
import classes from './alerts.module.css'
import { texts } from './alerts.texts.ts'

const words = texts.panel
type Part = 'subject' | 'body'

/** Subject and text of an alert, with variables that are put in where the caret is, and what comes of them (OM4). */
export function MessageEditor(props: {
  place: AlertPlace
  subject: string
  body: string
  errors: { subject?: string | undefined; body?: string | undefined }
  isOwn: boolean
  onChange: (part: Part, text: string) => void
  onReset: () => void
}) {
  const fields = { subject: useRef<HTMLInputElement>(null), body: useRef<HTMLTextAreaElement>(null) }
  const last = useRef<Part>('body')
  const insert = (name: AlertVariable) => {
    const part = last.current
    const field = fields[part].current
    const text = props[part]
    const [start, end] = [field?.selectionStart ?? text.length, field?.selectionEnd ?? text.length]
    const put = `{{${name}}}`
    props.onChange(part, `${text.slice(0, start)}${put}${text.slice(end)}`)
    // After the menu has given the focus back.
    setTimeout(() => {
      field?.focus()
      field?.setSelectionRange(start + put.length, start + put.length)
    })
  }
  return (
    <fieldset className={classes.message}>
      <legend className={classes.legend}>{words.message}</legend>
      <div className={classes.tools}>
        <Menu position="bottom-start" returnFocus={false}>
          <Menu.Target>
            <Button variant="default" size="xs" leftSection={<IconVariable size={14} aria-hidden />}>
              {words.insert}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {(Object.entries(alertVariables) as [AlertVariable, string][]).map(([name, label]) => (
              <Menu.Item key={name} onClick={() => insert(name)}>
                {label}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
        {props.isOwn && (
          <Button variant="subtle" size="xs" onClick={props.onReset}>
            {words.reset}
          </Button>
        )}
      </div>
      <TextInput
        ref={fields.subject}
        label={words.subject}
        maxLength={200}
        value={props.subject}
        error={props.errors.subject}
        onFocus={() => {
          last.current = 'subject'
        }}
        onChange={(event) => props.onChange('subject', event.currentTarget.value)}
      />
      <Textarea
        ref={fields.body}
        label={words.body}
        rows={9}
        maxLength={5_000}
        value={props.body}
        error={props.errors.body}
        onFocus={() => {
          last.current = 'body'
        }}
        onChange={(event) => props.onChange('body', event.currentTarget.value)}
      />
      <Preview place={props.place} subject={props.subject} body={props.body} />
    </fieldset>
  )
}

function Preview({ place, subject, body }: { place: AlertPlace; subject: string; body: string }) {
  const preview = useQuery(previewQuery(place)).data
  const [failure, setFailure] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  if (!preview) return null
  const test = async () => {
    setBusy(true)
    setFailure(null)
    await sendTest(place, { subject, body }).then(
      (to) => notifyDone(words.tested(to)),
      (error: unknown) => setFailure(error instanceof Error ? error.message : words.offline),
    )
    setBusy(false)
  }
  return (
    <section className={classes.preview} aria-label={words.preview}>
      <div className={classes.previewHead}>
        <span>
          {words.preview} · {preview.isSample ? words.previewSample : words.previewReal}
        </span>
        <Button variant="default" size="xs" loading={isBusy} onClick={() => void test()}>
          {words.test}
        </Button>
      </div>
      <b className={classes.previewSubject}>{filledTemplate(subject, preview.values)}</b>
      <p className={classes.previewText}>{filledTemplate(body, preview.values)}</p>
      {failure !== null && <p role="alert">{failure}</p>}
    </section>
  )
}
