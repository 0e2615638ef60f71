import { useQuery } from '@tanstack/react-query'
import type { AuditAction } from '@tenantry/contract/audit-actions.ts'
import { type AuditEvent, listAuditEvents } from '@tenantry/contract/audit-events.ts'
import { api } from '../../platform/api.ts'
import { usePermission } from '../../platform/session.tsx'
import { isOf, lastOf } from './last-of.ts'

/** What is looked for in the audit log. */
export type ChangedThing =
  | {
      objectId: string
      /** What changes it, where other things are changed under the same object: all settings are the provider's. */
      actions?: readonly AuditAction[]
    }
  /** What consists of several: a customer's contacts are objects of their own. */
  | { organizationId: string; actions: readonly AuditAction[] }
  /** What carries tags, as they were and as they are: what was done to one is logged under the tag. */
  | { organizationId: string; objectId: string; tagIds: [readonly string[], readonly string[]]; actions?: never }

/** How many changes are looked through for the one that is meant, newest first. */
const most = 50

/**
 * The last change of a thing; null where there is none, where it cannot be told, or for whom the audit log is not there.
 * Undefined while it is looked for, once only: what waits for it does so without it, too.
 * @param differing for each field that is meant, what the log calls it; without, any change of the thing is
 */
export function useLastChange(
  { actions, ...thing }: ChangedThing,
  differing?: readonly (readonly string[])[],
): AuditEvent | null | undefined {
  const mayRead = usePermission('audit.read')
  const { data, isLoading } = useQuery({
    queryKey: ['audit-events', 'last', thing, actions],
    queryFn: async ({ signal }) => {
      const action = actions && { action: { in: [...actions] } }
      const filter = { ...conditionsOf(thing), ...action }
      const query = { filter, limit: differing ? most : 1 }
      return (await api(listAuditEvents, { query }, { signal })).data.items
    },
    enabled: mayRead,
    retry: false,
    staleTime: 0,
    gcTime: 0,
  })
  if (isLoading) return undefined
  if (!differing || !data) return data?.[0] ?? null
  return lastOf('objectId' in thing ? data.filter((event) => isOf(thing.objectId, event)) : data, differing)
}

function conditionsOf({
  organizationId,
  objectId,
  tagIds = [[], []],
}: Partial<Extract<ChangedThing, { tagIds: unknown }>>) {
  const [had, has] = tagIds
  const changed = [...had.filter((id) => !has.includes(id)), ...has.filter((id) => !had.includes(id))]
  return {
    ...(organizationId && { organizationId: { eq: organizationId } }),
    ...(objectId && { objectId: { in: [objectId, ...changed] } }),
  }
}
