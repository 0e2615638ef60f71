import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { sendOutbox } from '@tenantry/contract/mails.ts'
import { useState } from 'react'
import { api } from '../../platform/api.ts'
import { formatDateTime, formatNumber, formatTotal } from '../../platform/format.ts'
import { Confirm } from '../../ui/confirm.tsx'
import { notifyDone } from '../../ui/notify.ts'
import { mailsKey, outboxQuery } from './mails.api.ts'
import classes from './mails.module.css'
import { texts } from './mails.texts.ts'

const words = texts.outbox

/** What lies in the outbox from before there was a mail server, and a way to have all of it sent. */
export function OutboxNote({ host }: { host: string }) {
  const { data } = useQuery(outboxQuery)
  const [isAsking, setAsking] = useState(false)
  const sending = useSending(() => setAsking(false))
  if (!data || data.count === 0) return null
  const [count, isOne] = [formatTotal(data.count), data.count === 1]
  return (
    <div className={classes.outbox}>
      <span>{words.lie(count, isOne)}</span>
      <Button variant="default" size="xs" onClick={() => setAsking(true)}>
        {isOne ? words.sendOne : words.send}
      </Button>
      <Confirm
        opened={isAsking}
        title={words.title(count, isOne)}
        action={words.confirm}
        isBusy={sending.isBusy}
        onConfirm={() => void sending.send()}
        onClose={() => setAsking(false)}
      >
        <p>{words.text(formatDateTime(data.oldest), host)}</p>
        {sending.hasFailed && <p role="alert">{words.failed}</p>}
      </Confirm>
    </div>
  )
}

function useSending(onEnd: () => void) {
  const queryClient = useQueryClient()
  const [isBusy, setBusy] = useState(false)
  const [hasFailed, setFailed] = useState(false)
  const send = async () => {
    setBusy(true)
    setFailed(false)
    try {
      const { data } = await api(sendOutbox, {})
      notifyDone(words.queued(formatNumber(data.mails), data.mails === 1))
      onEnd()
      await queryClient.invalidateQueries({ queryKey: mailsKey })
    } catch {
      setFailed(true)
    }
    setBusy(false)
  }
  return { isBusy, hasFailed, send }
}
