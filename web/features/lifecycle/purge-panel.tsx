import { Button, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { CustomerStatus } from '@tenantry/contract/lifecycle.ts'
import { useId, useRef, useState } from 'react'
import { texts as frameTexts } from '../../platform/texts.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { SidePanel } from '../../ui/side-panel.tsx'
import { FieldsSkeleton } from '../../ui/skeletons.tsx'
import { useFocusReturn } from '../../ui/use-focus-return.ts'
import { statusQuery } from '../customers/public.ts'
import { DeletionReportPanel } from './deletion-report-panel.tsx'
import { purgePreviewQuery } from './lifecycle.api.ts'
import classes from './lifecycle.module.css'
import { texts } from './lifecycle.texts.ts'
import { menuTexts } from './menu.texts.ts'
import { ReportFigures } from './report-figures.tsx'
import { usePurge } from './use-purge.ts'

const words = texts.purge

/** Deletes a customer of the archive for good once its code is typed, and shows what was removed. */
export default function PurgePanel({ id, onClose }: { id: string; onClose: () => void }) {
  useFocusReturn()
  // What was read stays in sight while it is deleted, and the report after that: nobody asks for it again then.
  const [known, setKnown] = useState<CustomerStatus | null>(null)
  const query = statusQuery(id)
  const read = useQuery({ ...query, enabled: query.enabled === true && known === null, refetchOnMount: 'always' })
  if (known === null && read.data && read.isFetchedAfterMount) setKnown(read.data.data)
  if (known) return <LoadedPanel customer={known} onClose={onClose} />
  return (
    <SidePanel opened onClose={onClose} title={menuTexts.purge}>
      {read.isError ? (
        <ErrorState error={read.error} onRetry={() => void read.refetch()} />
      ) : (
        <FieldsSkeleton count={3} />
      )}
    </SidePanel>
  )
}

function LoadedPanel({ customer, onClose }: { customer: CustomerStatus; onClose: () => void }) {
  const formId = useId()
  const input = useRef<HTMLInputElement>(null)
  const [code, setCode] = useState('')
  const { purge, report, isGone, problem, failure, isBusy, clear } = usePurge(customer, () => input.current?.focus())
  const isArchived = customer.status === 'archived'
  if (report) return <DeletionReportPanel report={report} onClose={onClose} />
  return (
    <SidePanel
      opened
      onClose={onClose}
      title={words.title(customer.name)}
      subtitle={customer.code}
      footer={
        <>
          <Button variant="default" data-autofocus={!isArchived || undefined} onClick={onClose}>
            {isGone ? words.close : frameTexts.actions.cancel}
          </Button>
          {!isGone && (
            <Button
              type="submit"
              form={formId}
              color="red"
              loading={isBusy}
              disabled={!isArchived || code.trim() === ''}
            >
              {words.action}
            </Button>
          )}
        </>
      }
    >
      <form
        id={formId}
        className={classes.stack}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void purge(code)
        }}
      >
        <p className={classes.lead}>{isArchived ? words.lead : words.notArchived}</p>
        {isArchived && !isGone && (
          <>
            <Preview customer={customer} />
            <TextInput
              ref={input}
              label={words.type(customer.code)}
              value={code}
              error={problem}
              autoComplete="off"
              spellCheck={false}
              data-autofocus
              onChange={(event) => {
                setCode(event.currentTarget.value)
                clear()
              }}
            />
          </>
        )}
        <FormError>{isGone ? words.gone : failure}</FormError>
      </form>
    </SidePanel>
  )
}

function Preview({ customer }: { customer: CustomerStatus }) {
  const preview = useQuery(purgePreviewQuery(customer.id, customer.code, customer.status === 'archived'))
  return (
    <section className={classes.section} aria-label={words.what} aria-busy={preview.isFetching}>
      <h3 className={classes.heading}>{words.what}</h3>
      {preview.isError && <ErrorState error={preview.error} onRetry={() => void preview.refetch()} />}
      {!preview.isError && !preview.data && <p className={classes.dim}>{texts.panel.counting}</p>}
      {preview.data && <ReportFigures report={preview.data} />}
    </section>
  )
}
