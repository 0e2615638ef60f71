import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { ErrorState } from '../../../ui/error-state.tsx'
import { FieldsSkeleton } from '../../../ui/skeletons.tsx'
import type { ChosenOrganization } from '../../customers/public.ts'
import classes from '../licenses.module.css'
import { BasisSelect } from './basis-select.tsx'
import { MonthInput } from './month-input.tsx'
import { usageQuery } from './usage.api.ts'
import { texts } from './usage.texts.ts'
import { UsageTable } from './usage-table.tsx'

/** What a customer is metered for a month, which stands in the address (RI6, EC5). */
export default function UsageOfCustomer(props: { customer: ChosenOrganization; isReadOnly: boolean }) {
  const { customer, isReadOnly } = props
  const { month }: { month?: string | undefined } = useSearch({ strict: false })
  const navigate = useNavigate()
  const setMonth = (next: string) =>
    void navigate({ to: '.', search: (before: Record<string, unknown>) => ({ ...before, month: next }), replace: true })
  // Whoever comes for a month sees it at once; whoever chooses one here is there.
  const [isAsked] = useState(month !== undefined)
  // What is typed is no month that has begun.
  const [isNone, setNone] = useState(false)
  const read = useQuery({ ...usageQuery(customer.id, month), placeholderData: (before) => before })
  if (read.isLoadingError) return <ErrorState error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data)
    return (
      <div className={classes.loading}>
        <FieldsSkeleton />
      </div>
    )
  return (
    <div className={classes.usage} ref={isAsked ? showOnce : undefined}>
      <div className={classes.usageHead}>
        <MonthInput
          value={month ?? read.data.month}
          onChange={(next) => {
            setNone(next === null)
            if (next !== null) setMonth(next)
          }}
        />
        {read.data.isProvisional && !isNone && (
          <div className={classes.basis}>
            <span>{texts.columns.basis}</span>
            <BasisSelect usage={read.data} isReadOnly={isReadOnly} />
          </div>
        )}
      </div>
      {!isNone && (
        <>
          {customer.type === 'partner' && <p className={classes.lead}>{texts.ofPartner}</p>}
          <UsageTable usage={read.data} />
        </>
      )}
    </div>
  )
}

function showOnce(element: HTMLElement | null) {
  element?.scrollIntoView()
}
