import { Button, Menu, Textarea, TextInput } from '@mantine/core'
import { IconVariable } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { AlertThresholds } from '@tenantry/contract/license-alert-settings.ts'
import {
  type AlertVariable,
  alertVariables,
  filledTemplate,
  type TemplateProblem,
  templateProblems,
} from '@tenantry/contract/license-alert-templates.ts'
import { useRef, useState } from 'react'
import { serverErrors } from '../../platform/zod-form.ts'
import { FieldGroup } from '../../ui/field-group.tsx'
import { notifyDone } from '../../ui/notify.ts'
import { useOutboxCheck } from '../mails/public.ts'
import { type MessagePlace, previewQuery, sendTest } from './license-alerts.api.ts'
import classes from './license-alerts.module.css'
import { texts as words } from './license-alerts.texts.ts'

type Part = 'subject' | 'body'

type Values = Record<AlertVariable, string>

/**
 * Subject and text of an alert, with variables that are put in where the caret is, and what comes of them (OM4).
 * @param otherwise what holds where nothing is typed
 * @param known values that whoever shows it knows better than the server
 */
export function MessageEditor(props: {
  place: MessagePlace
  subject: string
  body: string
  otherwise?: Record<Part, string>
  known?: Partial<Values>
  /** As they are typed, which may be wrong. */
  thresholds: AlertThresholds
  errors: { subject?: string | undefined; body?: string | undefined }
  onChange: (part: Part, text: string) => void
  /** Left out where there is nothing to go back from. */
  onReset?: (() => void) | undefined
}) {
  const fields = { subject: useRef<HTMLInputElement>(null), body: useRef<HTMLTextAreaElement>(null) }
  const last = useRef<Part>('body')
  // What the server has against a test, until something else is typed.
  const [refused, setRefused] = useState<Partial<Record<Part, { typed: string; why: string }>>>({})
  const [focused, setFocused] = useState<Part | null>(null)
  const errorOf = (part: Part) =>
    wrongVariable(props[part], focused === part) ??
    props.errors[part] ??
    (refused[part]?.typed === props[part] ? refused[part]?.why : undefined)
  const insert = (name: AlertVariable) => {
    const part = last.current
    const field = fields[part].current
    // Where nothing is typed, into what would hold otherwise, at its end.
    const text = props[part] || props.otherwise?.[part] || ''
    const isTyped = props[part] !== ''
    const caret = isTyped ? field : null
    const [start, end] = [caret?.selectionStart ?? text.length, caret?.selectionEnd ?? text.length]
    const put = `{{${name}}}`
    props.onChange(part, `${text.slice(0, start)}${put}${text.slice(end)}`)
    // After the menu has given the focus back.
    setTimeout(() => {
      field?.focus()
      field?.setSelectionRange(start + put.length, start + put.length)
    })
  }
  return (
    <FieldGroup title={words.message}>
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
        {props.onReset && (
          <Button variant="subtle" size="xs" onClick={props.onReset}>
            {words.reset}
          </Button>
        )}
      </div>
      <TextInput
        ref={fields.subject}
        label={words.subject}
        placeholder={props.otherwise?.subject}
        value={props.subject}
        error={errorOf('subject')}
        onFocus={() => {
          last.current = 'subject'
          setFocused('subject')
        }}
        onBlur={() => setFocused(null)}
        onChange={(event) => props.onChange('subject', event.currentTarget.value)}
      />
      <Textarea
        ref={fields.body}
        label={words.body}
        rows={9}
        placeholder={props.otherwise?.body}
        value={props.body}
        error={errorOf('body')}
        onFocus={() => {
          last.current = 'body'
          setFocused('body')
        }}
        onBlur={() => setFocused(null)}
        onChange={(event) => props.onChange('body', event.currentTarget.value)}
      />
      <Preview
        place={props.place}
        known={props.known}
        thresholds={props.thresholds}
        subject={props.subject || props.otherwise?.subject || ''}
        body={props.body || props.otherwise?.body || ''}
        onRefused={(why) =>
          setRefused({
            ...(why.subject === undefined ? {} : { subject: { typed: props.subject, why: why.subject } }),
            ...(why.body === undefined ? {} : { body: { typed: props.body, why: why.body } }),
          })
        }
      />
    </FieldGroup>
  )
}

/** Named as soon as it is closed; one that is not may still be being typed while the field has the focus. */
function wrongVariable(text: string, isTyped: boolean): string | undefined {
  const isSure = ({ code, start }: TemplateProblem) =>
    !isTyped || code === 'unknown_variable' || halfClosed.test(text.slice(start))
  return templateProblems(text).find(isSure)?.message
}

/** One brace, and something else behind it. */
const halfClosed = /^\{\{\w+\}[^}]/

function Preview(props: {
  place: MessagePlace
  known: Partial<Values> | undefined
  thresholds: AlertThresholds
  subject: string
  body: string
  onRefused: (why: Partial<Record<Part, string>>) => void
}) {
  const { place, known, subject, body } = props
  const thresholds = AlertThresholds.safeParse(props.thresholds).data
  const preview = useQuery(previewQuery(place, thresholds ?? {})).data
  const liesInOutbox = useOutboxCheck()
  const [failure, setFailure] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  if (!preview) return null
  const values = { ...preview.values, ...known }
  const test = async () => {
    if (!thresholds) return setFailure(words.thresholdsWrong)
    setBusy(true)
    setFailure(null)
    await sendTest(place, { ...thresholds, subject, body }).then(
      async (to) => notifyDone((await liesInOutbox()) ? words.kept(to) : words.tested(to)),
      (error: unknown) => {
        const { subject: ofSubject, body: ofBody } = serverErrors(error)
        props.onRefused({
          ...(ofSubject === undefined ? {} : { subject: ofSubject }),
          ...(ofBody === undefined ? {} : { body: ofBody }),
        })
        const isMarked = ofSubject !== undefined || ofBody !== undefined
        if (!isMarked) setFailure(error instanceof Error ? error.message : words.offline)
      },
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
      <b className={classes.previewSubject}>{filledTemplate(subject, values)}</b>
      <p className={classes.previewText}>{filledTemplate(body, values)}</p>
      {failure !== null && <p role="alert">{failure}</p>}
    </section>
  )
}
