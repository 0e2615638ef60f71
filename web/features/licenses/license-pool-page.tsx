import { Button } from '@mantine/core'
import { IconCategory, IconDevices, IconNotebook, IconReceipt2 } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { LicensePurchase } from '@tenantry/contract/license-purchases.ts'
import { Suspense, useState } from 'react'
import { usePermission } from '../../platform/session.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { AddToList } from '../../ui/list/add-to-list.tsx'
import { NotFoundPage } from '../../ui/not-found-page.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { part } from '../../ui/part.tsx'
import { type QuietLink, QuietLinks } from '../../ui/quiet-links.tsx'
import { FieldsSkeleton } from '../../ui/skeletons.tsx'
import { useTrail } from '../../ui/trail.tsx'
import { loadClassesPanel } from '../device-classes/public.ts'
import { poolQuery } from '../license-limits/public.ts'
import { rulesLink } from '../license-rules/public.ts'
import { texts as ledgerTexts } from './ledger/ledger.texts.ts'
import { useStory } from './ledger/story.ts'
import { purchasesQuery } from './licenses.api.ts'
import classes from './licenses.module.css'
import { texts } from './licenses.texts.ts'
import { PoolTable } from './pool-table.tsx'
import { PurchasePanel } from './purchase-panel.tsx'
import { PurchaseTable } from './purchase-table.tsx'
import { RemovePurchase } from './remove-purchase.tsx'
import { TypesPanel } from './types-panel.tsx'
import { texts as usageTexts } from './usage/usage.texts.ts'

const words = texts.pool
const AlertsSection = part(() => import('./alerts/alerts-section.tsx'))
const ClassesPanel = part(loadClassesPanel)
const PoolStory = part(() => import('./ledger/pool-story.tsx'))
const HistoryCard = part(() => import('./history/history-card.tsx'))

/** What the provider owns of licenses, what is left, and what it has bought (EC4, IF15). */
export function LicensePoolPage() {
  return usePermission('license_pool.read') ? <Pool /> : <NotFoundPage />
}

type Doing = 'record' | 'types' | 'classes' | { edit: LicensePurchase } | { remove: LicensePurchase } | null

function Pool() {
  useTrail({ label: words.title })
  const mayManage = usePermission('license_pool.manage')
  const mayAlert = usePermission('licenses.manage')
  const pool = useQuery(poolQuery)
  const purchases = useInfiniteQuery(purchasesQuery)
  const bought = purchases.data?.pages.flatMap(({ items }) => items) ?? []
  const [doing, setDoing] = useState<Doing>(null)
  const story = useStory()
  const told = pool.data?.find(({ type }) => type === story.shown?.type)
  const failed = [pool, purchases].find((query) => query.isLoadingError)
  const record = mayManage && <AddToList label={words.record} onClick={() => setDoing('record')} />
  const types = mayManage && (
    <Button variant="default" onClick={() => setDoing('types')}>
      {words.types}
    </Button>
  )
  const links: QuietLink[] = [
    { label: ledgerTexts.list.link, icon: IconNotebook, to: '/licenses/ledger' },
    { label: usageTexts.link, icon: IconReceipt2, to: '/licenses/usage' },
    ...(mayManage
      ? [
          rulesLink,
          { label: words.types, icon: IconCategory, onOpen: () => setDoing('types') },
          { label: words.classes, icon: IconDevices, onOpen: () => setDoing('classes') },
        ]
      : []),
  ]
  const purchaseTable = (
    <PurchaseTable
      purchases={bought}
      more={
        purchases.hasNextPage
          ? { isBusy: purchases.isFetchingNextPage, load: () => void purchases.fetchNextPage() }
          : null
      }
      action={record}
      on={mayManage ? { edit: (edit) => setDoing({ edit }), remove: (remove) => setDoing({ remove }) } : null}
    />
  )
  return (
    <div className={classes.page}>
      <PageHeader
        title={words.title}
        below={words.lead}
        actions={
          <>
            <QuietLinks label={words.more} links={links} />
            {bought.length > 0 && record}
          </>
        }
      />
      {failed ? (
        <ErrorState error={failed.error} onRetry={() => void failed.refetch()} />
      ) : pool.data && purchases.data ? (
        <>
          {/* Who has bought nothing yet reads first how to start. */}
          {bought.length === 0 && purchaseTable}
          <PoolTable items={pool.data} action={types} onOpen={(type) => story.open(type, 'used')} />
          {pool.data.length > 0 && (
            <Suspense fallback={<HistoryRoom />}>
              <HistoryCard />
            </Suspense>
          )}
          {bought.length > 0 && purchaseTable}
          {mayAlert && (
            <Suspense>
              <AlertsSection place={{ kind: 'pool', name: words.title }} isReadOnly={false} />
              <AlertsSection place={{ kind: 'below', name: words.title }} isReadOnly={false} />
            </Suspense>
          )}
        </>
      ) : (
        <div className={classes.loading}>
          <FieldsSkeleton />
        </div>
      )}
      {told && (
        <Suspense>
          <PoolStory key={told.type} item={told} onEnd={story.close} />
        </Suspense>
      )}
      <DoingNow doing={doing} onEnd={() => setDoing(null)} />
    </div>
  )
}

/** Keeps the room of the plot, so that nothing below it moves when it comes. */
function HistoryRoom() {
  return <div className={`${classes.card} ${classes.historyRoom}`} />
}

function DoingNow({ doing, onEnd }: { doing: Doing; onEnd: () => void }) {
  if (doing === null) return null
  if (doing === 'classes')
    return (
      <Suspense>
        <ClassesPanel onEnd={onEnd} />
      </Suspense>
    )
  if (doing === 'types') return <TypesPanel onEnd={onEnd} />
  if (doing === 'record') return <PurchasePanel purchase={null} onEnd={onEnd} />
  if ('edit' in doing) return <PurchasePanel purchase={doing.edit} onEnd={onEnd} />
  return <RemovePurchase purchase={doing.remove} onEnd={onEnd} />
}
