import { Button, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type CustomerStatus, changeCustomerStatus } from '@tenantry/contract/lifecycle.ts'
import type { OrganizationStatus } from '@tenantry/contract/organizations.ts'
import { useRef, useState } from 'react'
import { formatDate } from '../../platform/format.ts'
import { texts as frameTexts } from '../../platform/texts.ts'
import { inputOf, schemaErrors } from '../../platform/zod-form.ts'
import { AskingPanel } from '../../ui/asking-panel.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { useLeaving } from '../../ui/leave-question.tsx'
import { SidePanel } from '../../ui/side-panel.tsx'
import { FieldsSkeleton } from '../../ui/skeletons.tsx'
import { useFocusReturn } from '../../ui/use-focus-return.ts'
import { statusQuery, statusWords } from '../customers/public.ts'
import { Effects } from './effects.tsx'
import classes from './lifecycle.module.css'
import { texts } from './lifecycle.texts.ts'
import { menuTexts } from './menu.texts.ts'
import { OpenItems } from './open-items.tsx'
import { StatusChoice } from './status-choice.tsx'
import { useStatusChange } from './use-status-change.ts'

const words = texts.panel

interface PanelProps {
  id: string
  /** The status that is chosen to begin with. */
  wanted: OrganizationStatus | null
  onClose: () => void
}

/** Changes the status of a customer, after showing what that does. */
export default function StatusPanel(props: PanelProps) {
  useFocusReturn()
  // What was read for something else may be of an earlier version, and a change of that would be refused.
  const read = useQuery({ ...statusQuery(props.id), refetchOnMount: 'always' })
  if (read.data && read.isFetchedAfterMount)
    return <LoadedPanel {...props} current={read.data.data} etag={read.data.etag} />
  return (
    <SidePanel opened onClose={props.onClose} title={menuTexts.change}>
      {read.isError ? (
        <ErrorState error={read.error} onRetry={() => void read.refetch()} />
      ) : (
        <FieldsSkeleton count={3} />
      )}
    </SidePanel>
  )
}

function LoadedPanel(props: PanelProps & { current: CustomerStatus; etag: string | null }) {
  const { current, onClose } = props
  const [chosen, setChosen] = useState(props.wanted)
  const [reason, setReason] = useState('')
  const transition = current.transitions.find(({ to }) => to === chosen)
  const to = transition?.allowed ? transition.to : null
  const { preview, run, isBusy, failure } = useStatusChange(current, props.etag, to, onClose)
  const isRestore = current.status === 'archived'
  const hasChoice = current.transitions.some(({ allowed }) => allowed)
  const reasonField = useRef<HTMLTextAreaElement>(null)
  const wrong = schemaErrors(inputOf(changeCustomerStatus), { status: to, reason }).reason
  const leaving = useLeaving({ isDirty: reason !== '', isBusy }, onClose)
  return (
    <AskingPanel
      leaving={leaving}
      inAddress="change"
      title={words.title(current.name)}
      subtitle={subtitleOf(current)}
      footer={
        <>
          <Button variant="default" data-autofocus={hasChoice ? undefined : true} onClick={leaving.ask}>
            {frameTexts.actions.cancel}
          </Button>
          <Button
            {...(to === 'active' || isRestore ? {} : { color: 'red' })}
            disabled={to === null || !preview.data}
            loading={isBusy}
            onClick={() => (wrong ? reasonField.current?.focus() : void run(reason))}
          >
            {isRestore ? texts.restore : chosen === null ? menuTexts.change : texts.actions[chosen]}
          </Button>
        </>
      }
    >
      <div className={classes.stack}>
        <StatusChoice current={current} value={chosen} onChange={setChosen} />
        <ShownOpenItems current={current} chosen={chosen} onLeave={onClose} />
        {to && <Effects preview={preview} to={to} isRestore={isRestore} />}
        {to && (
          <Textarea
            ref={reasonField}
            label={words.reason}
            description={words.reasonHint}
            value={reason}
            error={wrong}
            autosize
            minRows={2}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        )}
        <FormError>{failure}</FormError>
      </div>
    </AskingPanel>
  )
}

/** The checklist, while it decides about something. */
function ShownOpenItems(props: { current: CustomerStatus; chosen: OrganizationStatus | null; onLeave: () => void }) {
  const { current, chosen } = props
  const archiving = current.transitions.find(({ to }) => to === 'archived')
  const isAsked = current.status === 'offboarding' || (chosen === 'archived' && archiving && !archiving.allowed)
  if (!isAsked || current.status === 'archived') return null
  return <OpenItems id={current.id} items={current.open} onLeave={props.onLeave} />
}

function subtitleOf({ code, status, since }: CustomerStatus): string {
  const name = statusWords[status]
  return since ? words.nowSince(code, name, formatDate(since)) : words.now(code, name)
}
