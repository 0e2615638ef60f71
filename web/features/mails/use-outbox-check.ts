import { useQueryClient } from '@tanstack/react-query'
import { usePermission } from '../../platform/session.tsx'
import { mailSettingsQuery } from './mails.api.ts'

/** Whether mails lie in the outbox, as no server is set; told to those alone who may read what sends them. */
export function useOutboxCheck(): () => Promise<boolean> {
  const client = useQueryClient()
  const mayKnow = usePermission('settings.manage')
  return async () => {
    if (!mayKnow) return false
    return client.fetchQuery({ ...mailSettingsQuery, staleTime: 0 }).then(
      ({ data }) => data.smtp === null,
      () => false,
    )
  }
}
