import type { MailState, MailSummary } from '@tenantry/contract/mails.ts'
import { formatDateTime } from '../../platform/format.ts'
import type { TableColumn } from '../../ui/list/columns.ts'
import { StatusDot, type Tone } from '../../ui/status-dot.tsx'
import classes from './mails.module.css'
import { texts } from './mails.texts.ts'

const words = texts.columns
const tones: Record<MailState, Tone> = {
  queued: 'warn',
  sending: 'warn',
  sent: 'ok',
  outbox: 'warn',
  failed: 'bad',
  bounced: 'bad',
}

/** What has become of a mail. */
export function MailStateDot({ mail: { state } }: { mail: Pick<MailSummary, 'state'> }) {
  return <StatusDot tone={tones[state]}>{texts.states[state]}</StatusDot>
}

/** The columns of the list of mails. */
export const mailTableColumns: TableColumn<MailSummary>[] = [
  {
    id: 'subject',
    heading: words.subject,
    isFixed: true,
    isSortable: true,
    cell: ({ subject, to }) => (
      <div>
        <div className={classes.subject} title={subject} data-name>
          {subject}
        </div>
        <div className={classes.below}>{to.address}</div>
      </div>
    ),
  },
  { id: 'state', heading: words.state, isSortable: true, widthPx: 140, cell: (mail) => <MailStateDot mail={mail} /> },
  {
    id: 'organizationId',
    heading: words.about,
    widthPx: 200,
    from: 'medium',
    cell: ({ organization }) => organization.name,
  },
  {
    id: 'createdAt',
    heading: words.createdAt,
    isSortable: true,
    widthPx: 186,
    from: 'narrow',
    cell: ({ createdAt }) => (
      <time className={classes.dim} dateTime={createdAt}>
        {formatDateTime(createdAt)}
      </time>
    ),
  },
]
