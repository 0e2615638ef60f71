import { useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Navigate } from '@tanstack/react-router'
import { ApiError } from '@tenantry/contract/client.ts'
import { OrganizationId } from '@tenantry/contract/ids.ts'
import { type ComponentType, Suspense, useEffect } from 'react'
import { useMe } from '../../platform/session.tsx'
import { texts as frameTexts } from '../../platform/texts.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { NotFoundPage } from '../../ui/not-found-page.tsx'
import { PageSkeleton, ViewSkeleton } from '../../ui/skeletons.tsx'
import { useTrail } from '../../ui/trail.tsx'
import { AuditLog } from '../audit-events/public.ts'
import { useRecordOpened } from '../favourites/public.ts'
import { PinnedNote } from '../notes/public.ts'
import { customerQuery } from './customer.api.ts'
import { CustomerDevices, type Devices } from './customer-devices.tsx'
import { CustomerHeader, type MovePanel } from './customer-header.tsx'
import classes from './customer-page.module.css'
import { CustomerTabs, tabsFor } from './customer-tabs.tsx'
import { texts } from './customers.texts.ts'
import { EntitiesTab } from './entities/entities-tab.tsx'
import type { ChosenOrganization } from './organization-select.tsx'
import { OverviewTab } from './overview/overview-tab.tsx'
import { ProfileTab } from './profile/profile-tab.tsx'
import type { Read } from './profile/use-profile.ts'
import { SaveTemplate } from './templates/save-template.tsx'
import { useStanding } from './use-standing.ts'
import { useWayBack } from './use-way-back.ts'
import { UsersTab } from './users/users-tab.tsx'

const route = getRouteApi('/frame/customers/$id/$tab')

/** A table takes the height that is left. */
const fillingTabs = new Set(['devices', 'entities', 'users'])

/** What rooms give to the page that call this one, which therefore calls none of them. */
export interface PageParts {
  Banner: ComponentType<{ id: string }>
  Devices: Devices
  Licenses: ComponentType<{ customer: ChosenOrganization; isReadOnly: boolean }>
  MovePanel: MovePanel
}

/** One customer: what it is, what it has, what happened to it, and its details to edit. */
export function CustomerPage({ parts }: { parts: PageParts }) {
  const { id, tab } = route.useParams()
  useWayBack(`/customers/${id}`)
  const customer = useQuery(customerQuery(id))
  const isNotFound = customer.error instanceof ApiError && customer.error.code === 'not_found'
  if (!OrganizationId.safeParse(id).success || isNotFound) return <NotFoundPage />
  if (customer.isPending) return <PageSkeleton />
  if (customer.isLoadingError) return <ErrorState error={customer.error} onRetry={() => void customer.refetch()} />
  if (!customer.data) return null
  // The address of a customer that was merged led to the one that it has become part of.
  const found = customer.data.data.id
  if (found !== id.toLowerCase())
    return <Navigate to="/customers/$id/$tab" params={{ id: found, tab }} search={(before) => before} replace />
  return <LoadedCustomer key={id} read={customer.data} parts={parts} />
}

function LoadedCustomer({ read, parts }: { read: Read; parts: PageParts }) {
  const customer = read.data
  const { id, tab } = route.useParams()
  useFreshWithEachTab(id, tab)
  const { of } = route.useSearch()
  const { permissions } = useMe()
  const { isReadOnly } = useStanding(customer)
  const tabs = tabsFor(permissions, customer.type)
  // A tab that the person may not see is not there, by its address either.
  const isThere = tabs.some((known) => known === tab)
  useTrail(
    { label: texts.list.title, to: '/customers' },
    { label: isThere ? customer.name : frameTexts.notFound.heading },
  )
  useRecordOpened(customer.id)
  if (!isThere) return <NotFoundPage />
  return (
    <div className={classes.page} data-filling={fillingTabs.has(tab) || undefined}>
      <CustomerHeader customer={customer} MovePanel={parts.MovePanel} />
      <SaveTemplate customerId={customer.id} />
      <parts.Banner id={customer.id} />
      <PinnedNote organizationId={customer.id} />
      <CustomerTabs id={customer.id} name={customer.name} tabs={tabs} current={tab} />
      <div className={classes.content}>
        {tab === 'overview' && <OverviewTab customer={customer} />}
        {tab === 'devices' && <CustomerDevices customer={customer} Devices={parts.Devices} />}
        {tab === 'entities' && <EntitiesTab customer={customer} />}
        {tab === 'users' && <UsersTab customer={customer} />}
        {tab === 'licenses' && (
          <Suspense fallback={<ViewSkeleton />}>
            <parts.Licenses customer={customer} isReadOnly={isReadOnly} />
          </Suspense>
        )}
        {tab === 'audit' && <AuditLog organizationId={customer.id} mergedId={of} />}
        {tab === 'profile' && <ProfileTab latest={read} />}
      </div>
    </div>
  )
}

/** What somebody else has changed meanwhile shows with the next tab. */
function useFreshWithEachTab(id: string, tab: string): void {
  const queryClient = useQueryClient()
  // biome-ignore lint/correctness/useExhaustiveDependencies: another tab is what it is read again for
  useEffect(() => {
    void queryClient.prefetchQuery({ ...customerQuery(id), staleTime: 3_000 })
  }, [queryClient, id, tab])
}
