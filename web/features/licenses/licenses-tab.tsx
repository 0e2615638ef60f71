import { Button } from '@mantine/core'
import { IconPencil } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { CustomerLicenses } from '@tenantry/contract/licenses.ts'
import { useState } from 'react'
import { formatNumber } from '../../platform/format.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { ViewSkeleton } from '../../ui/skeletons.tsx'
import { fullness, UsageBar } from '../../ui/usage-bar.tsx'
import type { ChosenOrganization } from '../customers/public.ts'
import { customerLicensesQuery } from '../license-limits/public.ts'
import classes from './licenses.module.css'
import { texts } from './licenses.texts.ts'
import { LicensesPanel } from './licenses-panel.tsx'
import { ShareTable } from './share-table.tsx'

const words = texts.tab

/** What a customer may use of licenses, and uses (IF7). */
export default function LicensesTab(props: { customer: ChosenOrganization; isReadOnly: boolean }) {
  const { customer, isReadOnly } = props
  const read = useQuery(customerLicensesQuery(customer.id))
  const [isEditing, setEditing] = useState(false)
  if (read.isLoadingError) return <ErrorState error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <ViewSkeleton />
  const licenses = read.data.data
  return (
    <div className={classes.stack}>
      <div className={classes.tabHead}>
        <div>
          <h2 className={classes.cardTitle}>{words.title}</h2>
          <p className={classes.lead}>{customer.type === 'division' ? words.division : words.modes[licenses.mode]}</p>
        </div>
        {licenses.mayChange && !isReadOnly && (
          <Button
            variant="default"
            leftSection={<IconPencil size={16} stroke={1.8} aria-hidden />}
            onClick={() => setEditing(true)}
          >
            {words.edit}
          </Button>
        )}
      </div>
      {licenses.trial && <Trial trial={licenses.trial} />}
      {licenses.types.length === 0 ? (
        <EmptyState title={words.empty} />
      ) : (
        <ShareTable types={licenses.types} isParent={customer.type !== 'customer' && customer.type !== 'division'} />
      )}
      {isEditing && <LicensesPanel customer={customer} onEnd={() => setEditing(false)} />}
    </div>
  )
}

function Trial({ trial }: { trial: NonNullable<CustomerLicenses['trial']> }) {
  const { used, limit, free, overBy } = trial
  const count = words.trialLine(formatNumber(used), formatNumber(limit))
  return (
    <div className={classes.trial} data-state={overBy > 0 ? 'over' : fullness(used, limit)}>
      <b>{words.trial}</b>
      <UsageBar total={limit} parts={[{ count: used, tone: 'full' }]} />
      <span className={classes.trialCount}>
        {count} · {overBy > 0 ? words.overBy(formatNumber(overBy)) : words.trialFree(formatNumber(free))}
      </span>
      <span className={classes.trialHint}>{words.trialHint}</span>
    </div>
  )
}
