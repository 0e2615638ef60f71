import { Button, Radio, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { ApiError } from '@tenantry/contract/client.ts'
import { sendUserInvitation } from '@tenantry/contract/user-invitations.ts'
import type { User } from '@tenantry/contract/users.ts'
import { useId, useRef, useState } from 'react'
import { api } from '../../platform/api.ts'
import { formatDate } from '../../platform/format.ts'
import { problemText } from '../../platform/problem-text.ts'
import { useRequestKey } from '../../platform/use-request-key.ts'
import { focusFirstError, serverErrors } from '../../platform/zod-form.ts'
import { AskingPanel } from '../../ui/asking-panel.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { useLeaving } from '../../ui/leave-question.tsx'
import { notifyDone } from '../../ui/notify.ts'
import { useFocusReturn } from '../../ui/use-focus-return.ts'
import { NoServerNote, useOutboxCheck } from '../mails/public.ts'
import { sendWords } from './invitation-words.ts'
import { usersChanged } from './users.api.ts'
import classes from './users.module.css'
import { texts } from './users.texts.ts'

const words = texts.invitation

interface SendingProps {
  user: User
  /** Nobody may sign in there now: it waits. */
  isHeld: boolean
  onEnd: () => void
}

/** Sends the invitation of a pending user, or sends it again, at once or on a day. */
export function SendInvitation({ user, isHeld, onEnd }: SendingProps) {
  useFocusReturn()
  const formId = useId()
  const form = useRef<HTMLFormElement>(null)
  const sending = useSending(user, onEnd, () => focusFirstError(form.current))
  const leaving = useLeaving({ isDirty: sending.when !== 'now', isBusy: sending.isBusy }, onEnd)
  return (
    <AskingPanel
      leaving={leaving}
      title={words.title(user.name)}
      subtitle={user.organizationName}
      footer={
        <>
          <Button variant="default" disabled={sending.isBusy} onClick={leaving.ask}>
            {words.cancel}
          </Button>
          <Button type="submit" form={formId} loading={sending.isBusy}>
            {sendWords(user)}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        ref={form}
        noValidate
        className={classes.stack}
        onSubmit={(event) => {
          event.preventDefault()
          void sending.send()
        }}
      >
        <FormError>{sending.failure}</FormError>
        <p className={classes.lead}>
          {words.goesTo(user.communicationEmail ?? user.email)} {user.invitation?.sentAt ? words.oldLink : ''}
        </p>
        <NoServerNote />
        {isHeld && <p className={classes.lead}>{words.held(user.organizationName)}</p>}
        <Radio.Group label={words.when} name="send" value={sending.when} onChange={sending.setWhen}>
          <div className={classes.choices}>
            <Radio value="now" label={words.now} data-autofocus />
            <Radio value="on" label={words.onDate} description={words.onDateHint} />
          </div>
        </Radio.Group>
        {sending.when === 'on' && (
          <TextInput
            label={words.day}
            name="on"
            type="date"
            required
            value={sending.day}
            error={sending.dayProblem}
            onChange={(event) => sending.setDay(event.currentTarget.value)}
          />
        )}
      </form>
    </AskingPanel>
  )
}

function useSending(user: User, onEnd: () => void, onInvalid: () => void) {
  const queryClient = useQueryClient()
  const isRunning = useRef(false)
  const keyFor = useRequestKey()
  const liesInOutbox = useOutboxCheck()
  const [isBusy, setBusy] = useState(false)
  const [when, setWhen] = useState('now')
  const [day, setDay] = useState('')
  const [dayProblem, setDayProblem] = useState<string | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const refuse = (error: unknown) => {
    const problem = serverErrors(error).on
    setDayProblem(problem ?? null)
    if (problem) onInvalid()
    else setFailure(failureText(error))
  }
  const send = async () => {
    if (isRunning.current) return
    const isMissing = when === 'on' && day === ''
    setDayProblem(isMissing ? words.dayMissing : null)
    setFailure(null)
    if (isMissing) return onInvalid()
    isRunning.current = true
    setBusy(true)
    try {
      const body = when === 'on' ? ({ send: 'on', on: day } as const) : ({ send: 'now' } as const)
      await api(sendUserInvitation, { params: { id: user.id }, body }, { idempotencyKey: keyFor(body) })
      const done = (await liesInOutbox()) ? words.doneToOutbox : words.done
      notifyDone(when === 'on' ? words.doneOn(user.name, formatDate(day)) : done(user.name))
      onEnd()
    } catch (error) {
      refuse(error)
    } finally {
      usersChanged(queryClient)
      isRunning.current = false
      setBusy(false)
    }
  }
  return { send, isBusy, when, setWhen, day, setDay, dayProblem, failure }
}

function failureText(error: unknown): string {
  const problem = error instanceof ApiError ? error.problem : null
  if (problem?.code === 'invitation_closed') return words.closed
  const seconds = problem?.params?.retryAfterSeconds
  if (problem?.code === 'rate_limited' && typeof seconds === 'number') return words.tooOften(Math.ceil(seconds / 60))
  return problem?.errors?.[0]?.message ?? problemText(error).advice
}
