import { Button, SegmentedControl } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type Mail, sendMailAgain } from '@tenantry/contract/mails.ts'
import { useState } from 'react'
import { api } from '../../platform/api.ts'
import { formatDateTime } from '../../platform/format.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { notifyDone, notifyError } from '../../ui/notify.ts'
import { SidePanel } from '../../ui/side-panel.tsx'
import { FieldsSkeleton } from '../../ui/skeletons.tsx'
import { useFocusReturn } from '../../ui/use-focus-return.ts'
import { MailStateDot } from './mail-columns.tsx'
import { mailQuery, mailSettingsQuery, mailsKey } from './mails.api.ts'
import classes from './mails.module.css'
import { texts } from './mails.texts.ts'

const words = texts.panel

/** A mail to read, with what became of it. */
export function MailPanel({ id, onEnd }: { id: string; onEnd: () => void }) {
  useFocusReturn()
  const { data, error, refetch } = useQuery(mailQuery(id))
  const hasServer = useQuery(mailSettingsQuery).data?.data.smtp != null
  const isKept = data?.state === 'outbox'
  const mayRepeat = data?.state === 'failed' || data?.state === 'bounced' || isKept
  return (
    <SidePanel
      opened
      onClose={onEnd}
      title={data?.subject ?? texts.title}
      {...(mayRepeat ? { footer: <Again id={data.id} isFirst={isKept} mayBe={!isKept || hasServer} /> } : {})}
    >
      {data ? (
        <Content mail={data} />
      ) : error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : (
        <FieldsSkeleton count={4} />
      )}
    </SidePanel>
  )
}

/**
 * @param isFirst it has never been sent
 * @param mayBe false while there is nothing that would send it
 */
function Again({ id, isFirst, mayBe }: { id: Mail['id']; isFirst: boolean; mayBe: boolean }) {
  const queryClient = useQueryClient()
  const [isBusy, setBusy] = useState(false)
  const send = async () => {
    setBusy(true)
    try {
      await api(sendMailAgain, { params: { id } })
      await queryClient.invalidateQueries({ queryKey: mailsKey })
      notifyDone(words.queued)
    } catch {
      notifyError(words.notQueued, texts.form.failed)
    }
    setBusy(false)
  }
  return (
    <div className={classes.foot}>
      {!mayBe && <span className={classes.dim}>{words.noServer}</span>}
      <Button loading={isBusy} disabled={!mayBe} onClick={() => void send()}>
        {isFirst ? words.send : words.again}
      </Button>
    </div>
  )
}

function Content({ mail }: { mail: Mail }) {
  const [view, setView] = useState<'text' | 'html'>('text')
  const facts = [
    [words.to, mail.to.name ? `${mail.to.name} · ${mail.to.address}` : mail.to.address],
    [words.state, <MailStateDot key="state" mail={mail} />],
    [words.answer, mail.lastError],
    [words.about, mail.organization.name],
    [words.written, formatDateTime(mail.createdAt)],
    [words.sent, mail.sentAt && formatDateTime(mail.sentAt)],
    [words.next, mail.dueAt && formatDateTime(mail.dueAt)],
    [words.attempts, mail.attempts > 1 ? String(mail.attempts) : null],
  ] as const
  return (
    <>
      <dl className={classes.facts}>
        {facts.map(([name, value]) =>
          value ? (
            <div key={name} style={{ display: 'contents' }}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ) : null,
        )}
      </dl>
      {mail.html !== null && (
        <SegmentedControl
          aria-label={words.view}
          value={view}
          onChange={setView}
          data={[
            { value: 'text', label: words.text },
            { value: 'html', label: words.html },
          ]}
        />
      )}
      {view === 'html' && mail.html !== null ? (
        // Without any right: no script, no form, no way to this page.
        <iframe className={classes.html} title={mail.subject} sandbox="" srcDoc={mail.html} />
      ) : (
        <pre className={classes.text}>{withWholePercents(mail.text)}</pre>
      )}
    </>
  )
}

/** A number keeps its sign where a line ends. */
const withWholePercents = (text: string) => text.replaceAll(/(\d) %/g, '$1\u00a0%')
