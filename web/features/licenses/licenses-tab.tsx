import { Button } from '@mantine/core'
import { IconPencil } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Suspense, useState } from 'react'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { part } from '../../ui/part.tsx'
import { ViewSkeleton } from '../../ui/skeletons.tsx'
import type { ChosenOrganization } from '../customers/public.ts'
import { customerLicensesQuery } from '../license-limits/public.ts'
import { LedgerLink } from './ledger/ledger-link.tsx'
import { useStory } from './ledger/story.ts'
import classes from './licenses.module.css'
import { texts } from './licenses.texts.ts'
import { LicensesPanel } from './licenses-panel.tsx'
import { ShareTable } from './share-table.tsx'
import { hasNoNumber, leadOf, storyOf, trialDevices } from './told-share.ts'
import { TrialCard } from './trial/trial-card.tsx'

const words = texts.tab
const AlertsSection = part(() => import('./alerts/alerts-section.tsx'))
const UsageOfCustomer = part(() => import('./usage/usage-of-customer.tsx'))
const StoryPanel = part(() => import('./ledger/story-panel.tsx'))

/** What a customer may use of licenses, and uses (IF7). */
export default function LicensesTab(props: { customer: ChosenOrganization; isReadOnly: boolean }) {
  const { customer, isReadOnly } = props
  const read = useQuery(customerLicensesQuery(customer.id))
  const [isEditing, setEditing] = useState(false)
  const story = useStory()
  if (read.isLoadingError) return <ErrorState error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <ViewSkeleton />
  const licenses = read.data.data
  const lead = leadOf(customer.type, licenses)
  const told = story.shown && storyOf(licenses, story.shown.type)
  return (
    <div className={classes.stack}>
      <div className={classes.tabHead}>
        <div>
          <h2 className={classes.cardTitle}>{words.title}</h2>
          {lead && <p className={classes.lead}>{words.lead[lead]}</p>}
        </div>
        <div className={classes.actions}>
          <LedgerLink customerId={customer.id} />
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
      </div>
      {licenses.trial && (
        <TrialCard
          customer={customer}
          trial={licenses.trial}
          isReadOnly={isReadOnly}
          onOpen={() => story.open(trialDevices, 'used')}
        />
      )}
      {licenses.types.length === 0 ? (
        <EmptyState title={words.empty} />
      ) : (
        <ShareTable of={customer.type} types={licenses.types} onOpen={story.open} />
      )}
      {customer.type !== 'division' && (
        <Suspense>
          <AlertsSection
            place={{ kind: 'customer', id: customer.id, name: customer.name }}
            isReadOnly={isReadOnly}
            isUnlimited={hasNoNumber(licenses)}
          />
        </Suspense>
      )}
      {customer.type !== 'division' && (
        <Suspense>
          <UsageOfCustomer customer={customer} isReadOnly={isReadOnly} />
        </Suspense>
      )}
      {told && story.shown && (
        <Suspense>
          <StoryPanel key={told.type} customer={customer} share={told} opensAt={story.shown.part} onEnd={story.close} />
        </Suspense>
      )}
      {isEditing && <LicensesPanel customer={customer} onEnd={() => setEditing(false)} />}
    </div>
  )
}
