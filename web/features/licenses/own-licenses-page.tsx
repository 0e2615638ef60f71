import { useQuery } from '@tanstack/react-query'
import { Suspense } from 'react'
import { useMe, usePermission } from '../../platform/session.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { NotFoundPage } from '../../ui/not-found-page.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { part } from '../../ui/part.tsx'
import { FieldsSkeleton } from '../../ui/skeletons.tsx'
import { useTrail } from '../../ui/trail.tsx'
import type { ChosenOrganization } from '../customers/public.ts'
import { customerLicensesQuery } from '../license-limits/public.ts'
import { LedgerLink } from './ledger/ledger-link.tsx'
import { useStory } from './ledger/story.ts'
import classes from './licenses.module.css'
import { texts } from './licenses.texts.ts'
import { ShareTable } from './share-table.tsx'
import { hasNoNumber, storyOf, trialDevices } from './told-share.ts'
import { TrialCard } from './trial/trial-card.tsx'
import { UsageLink } from './usage/usage-link.tsx'

const words = texts.own
const AlertsSection = part(() => import('./alerts/alerts-section.tsx'))
const StoryPanel = part(() => import('./ledger/story-panel.tsx'))

/** What a partner may give of licenses and what is taken of it: its own numbers, and nothing of what lies above (EC4, OM4). */
export function OwnLicensesPage() {
  const { organization } = useMe().membership
  const mayManage = usePermission('licenses.manage')
  return mayManage && organization.type === 'partner' ? <OwnLicenses own={organization} /> : <NotFoundPage />
}

function OwnLicenses({ own }: { own: ChosenOrganization }) {
  useTrail({ label: words.title })
  const read = useQuery(customerLicensesQuery(own.id))
  const story = useStory()
  const licenses = read.data?.data
  const told = licenses && story.shown && storyOf(licenses, story.shown.type)
  return (
    <div className={classes.page}>
      <PageHeader
        title={words.title}
        below={words.lead(own.name)}
        actions={
          <>
            <LedgerLink />
            <UsageLink />
          </>
        }
      />
      {read.isLoadingError ? (
        <ErrorState error={read.error} onRetry={() => void read.refetch()} />
      ) : licenses ? (
        <>
          {/* Those above extend it, or turn it into a purchase. */}
          {licenses.trial && (
            <TrialCard
              customer={own}
              trial={licenses.trial}
              isReadOnly
              onOpen={() => story.open(trialDevices, 'used')}
            />
          )}
          {licenses.types.length === 0 ? (
            <EmptyState title={texts.tab.empty} />
          ) : (
            <ShareTable of={own.type} types={licenses.types} onOpen={story.open} />
          )}
          <Suspense>
            <AlertsSection
              place={{ kind: 'pool', name: own.name }}
              isReadOnly={false}
              isUnlimited={hasNoNumber(licenses)}
              words={words.alerts}
            />
            <AlertsSection place={{ kind: 'below', name: own.name }} isReadOnly={false} />
          </Suspense>
        </>
      ) : (
        <div className={classes.loading}>
          <FieldsSkeleton />
        </div>
      )}
      {told && story.shown && (
        <Suspense>
          <StoryPanel key={told.type} customer={own} share={told} opensAt={story.shown.part} onEnd={story.close} />
        </Suspense>
      )}
    </div>
  )
}
