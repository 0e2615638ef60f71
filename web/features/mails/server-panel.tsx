import { useQuery } from '@tanstack/react-query'
import { ErrorState } from '../../ui/error-state.tsx'
import { SidePanel } from '../../ui/side-panel.tsx'
import { FieldsSkeleton } from '../../ui/skeletons.tsx'
import { useFocusReturn } from '../../ui/use-focus-return.ts'
import { mailSettingsQuery } from './mails.api.ts'
import { texts } from './mails.texts.ts'
import { ServerForm } from './server-form.tsx'

/** Which server sends the mails of the provider. */
export function ServerPanel({ onEnd }: { onEnd: () => void }) {
  useFocusReturn()
  const read = useQuery({ ...mailSettingsQuery, refetchOnWindowFocus: false, staleTime: 0 })
  if (read.data && !read.isFetching) return <ServerForm read={read.data} onEnd={onEnd} />
  return (
    <SidePanel opened onClose={onEnd} title={texts.server} subtitle={texts.form.subtitle}>
      {read.isError ? (
        <ErrorState error={read.error} onRetry={() => void read.refetch()} />
      ) : (
        <FieldsSkeleton count={6} />
      )}
    </SidePanel>
  )
}
