import { useQuery } from '@tanstack/react-query'
import type { AuditAction } from '@tenantry/contract/audit-actions.ts'
import { type AuditEvent, listAuditEvents } from '@tenantry/contract/audit-events.ts'
import { api } from '../../platform/api.ts'
import { usePermission } from '../../platform/session.tsx'

/** What is looked for in the audit log. */
export type ChangedThing =
  | {
      objectId: string
      /** What changes it, where other things are changed under the same object: all settings are the provider's. */
      actions?: readonly AuditAction[]
    }
  /** What consists of several: a customer's contacts are objects of their own. */
  | { organizationId: string; actions: readonly AuditAction[] }

/**
 * The last change of a thing; null where there is none, or for whom the audit log is not there. Undefined while it is
 * looked for, once only: what waits for it does so without it, too.
 */
export function useLastChange({ actions, ...thing }: ChangedThing): AuditEvent | null | undefined {
  const mayRead = usePermission('audit.read')
  const { data, isLoading } = useQuery({
    queryKey: ['audit-events', 'last', thing, actions],
    queryFn: async ({ signal }) => {
      const action = actions && { action: { in: [...actions] } }
      const [name, id] = 'objectId' in thing ? ['objectId', thing.objectId] : ['organizationId', thing.organizationId]
      const query = { filter: { [name]: { eq: id }, ...action }, limit: 1 }
      return (await api(listAuditEvents, { query }, { signal })).data.items
    },
    enabled: mayRead,
    retry: false,
    staleTime: 0,
    gcTime: 0,
  })
  return isLoading ? undefined : (data?.[0] ?? null)
}
