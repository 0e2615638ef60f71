import { IconKey } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { ApiKey } from '@tenantry/contract/api-keys.ts'
import { useState } from 'react'
import { usePermission } from '../../platform/session.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { AddToList } from '../../ui/list/add-to-list.tsx'
import { NotFoundPage } from '../../ui/not-found-page.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { FieldsSkeleton } from '../../ui/skeletons.tsx'
import { useTrail } from '../../ui/trail.tsx'
import { ApiKeyTable } from './api-key-table.tsx'
import { apiKeysQuery } from './api-keys.api.ts'
import classes from './api-keys.module.css'
import { CreateApiKey } from './create-api-key.tsx'
import { RevokeApiKey } from './revoke-api-key.tsx'
import { texts } from './texts.ts'

/** The keys of the person; not there for whose role has none. */
export function ApiKeysPage() {
  return usePermission('api_keys.manage') ? <ApiKeys /> : <NotFoundPage />
}

function ApiKeys() {
  useTrail({ label: texts.title })
  const keys = useQuery(apiKeysQuery)
  const [isCreating, setCreating] = useState(false)
  const [revoking, setRevoking] = useState<ApiKey | null>(null)
  const createButton = <AddToList label={texts.create} onClick={() => setCreating(true)} />
  return (
    <div className={classes.page}>
      <PageHeader title={texts.title} below={texts.lead} actions={keys.data?.length ? createButton : null} />
      <div className={classes.card}>
        {keys.isPending && (
          <div className={classes.loading}>
            <FieldsSkeleton />
          </div>
        )}
        {keys.isLoadingError && <ErrorState error={keys.error} onRetry={() => keys.refetch()} />}
        {keys.data?.length === 0 && (
          <EmptyState
            icon={<IconKey size={22} stroke={1.6} />}
            title={texts.empty.title}
            text={texts.empty.text}
            action={createButton}
          />
        )}
        {keys.data && keys.data.length > 0 && <ApiKeyTable keys={keys.data} onRevoke={setRevoking} />}
      </div>
      <CreateApiKey opened={isCreating} onClose={() => setCreating(false)} />
      <RevokeApiKey apiKey={revoking} onClose={() => setRevoking(null)} />
    </div>
  )
}
