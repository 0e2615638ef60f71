import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { usePermission } from '../../platform/session.tsx'
import { Card } from '../../ui/card.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { NotFoundPage } from '../../ui/not-found-page.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { FieldsSkeleton } from '../../ui/skeletons.tsx'
import { useTrail } from '../../ui/trail.tsx'
import { UnsavedGuard } from '../../ui/unsaved-guard.tsx'
import { formSettingsQuery } from '../customers/public.ts'
import { ProviderCard } from './provider-card.tsx'
import { RequiredCard } from './required-card.tsx'
import { providerSettingsQuery } from './settings.api.ts'
import classes from './settings.module.css'
import { texts } from './settings.texts.ts'

/** What holds for the whole provider; for those who may change it. */
export function SettingsPage() {
  return usePermission('settings.manage') ? <Settings /> : <NotFoundPage />
}

const route = getRouteApi('/frame/settings')

function Settings() {
  useTrail({ label: texts.title })
  const provider = useQuery(providerSettingsQuery)
  const required = useQuery(formSettingsQuery)
  const { q = '' } = route.useSearch()
  const navigate = route.useNavigate()
  const search = (typed: string) => void navigate({ search: { q: typed || undefined }, replace: true })
  const [isProviderDirty, setProviderDirty] = useState(false)
  const [isRequiredDirty, setRequiredDirty] = useState(false)
  const failed = [provider, required].find((query) => query.isLoadingError)
  return (
    <div className={classes.page}>
      <PageHeader title={texts.title} below={texts.lead} />
      {failed ? (
        <ErrorState error={failed.error} onRetry={() => failed.refetch()} />
      ) : provider.data && required.data ? (
        <>
          <ProviderCard latest={provider.data} onDirty={setProviderDirty} />
          <RequiredCard latest={required.data} q={q} onSearch={search} onDirty={setRequiredDirty} />
          <UnsavedGuard isDirty={isProviderDirty || isRequiredDirty} />
        </>
      ) : (
        <Card>
          <FieldsSkeleton />
        </Card>
      )}
    </div>
  )
}
