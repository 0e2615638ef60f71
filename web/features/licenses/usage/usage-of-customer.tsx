import { TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ErrorState } from '../../../ui/error-state.tsx'
import { FieldsSkeleton } from '../../../ui/skeletons.tsx'
import type { ChosenOrganization } from '../../customers/public.ts'
import classes from '../licenses.module.css'
import { BasisSelect } from './basis-select.tsx'
import { usageQuery } from './usage.api.ts'
import { texts } from './usage.texts.ts'
import { UsageTable } from './usage-table.tsx'

/** What a customer is metered for a month, which can be chosen (RI6, EC5). */
export default function UsageOfCustomer(props: { customer: ChosenOrganization; isReadOnly: boolean }) {
  const { customer, isReadOnly } = props
  const [month, setMonth] = useState<string | undefined>()
  const read = useQuery({ ...usageQuery(customer.id, month), placeholderData: (before) => before })
  if (read.isLoadingError) return <ErrorState error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data)
    return (
      <div className={classes.loading}>
        <FieldsSkeleton />
      </div>
    )
  return (
    <div className={classes.usage}>
      <div className={classes.usageHead}>
        <MonthInput value={month ?? read.data.month} onChange={setMonth} />
        {read.data.isProvisional && (
          <div className={classes.basis}>
            <span>{texts.columns.basis}</span>
            <BasisSelect usage={read.data} isReadOnly={isReadOnly} />
          </div>
        )}
      </div>
      <UsageTable usage={read.data} isParent={customer.type !== 'customer' && customer.type !== 'partner'} />
    </div>
  )
}

/** A month of the calendar; what is none yet while it is typed stays with the input. */
export function MonthInput(props: { value: string; onChange: (month: string) => void }) {
  const latest = latestMonth()
  return (
    <TextInput
      type="month"
      label={texts.month}
      className={classes.month}
      defaultValue={props.value}
      key={props.value}
      min="2020-01"
      max={latest}
      onChange={(event) => {
        const typed = event.currentTarget.value
        if (/^20\d\d-\d\d$/.test(typed) && typed <= latest) props.onChange(typed)
      }}
    />
  )
}

const furthestAheadMs = 14 * 3_600_000

/** The month that has begun where a day begins first. */
function latestMonth(): string {
  return new Date(Date.now() + furthestAheadMs).toISOString().slice(0, 7)
}
