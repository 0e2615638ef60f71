import { allowedOf, type Permission } from '@tenantry/contract/permissions.ts'
import type { JobContext } from '../../platform/jobs/tasks.ts'
import { systemScope } from '../../platform/tenancy/scope.ts'
import { findNotice, findWatchers, insertNotification } from './notifications.queries.ts'

/**
 * Tells everybody whom a notice is for, each in a transaction of their own scope: nothing writes into what is another
 * membership's. Run again, it tells those whom it has not told yet.
 */
export async function tellPeople(
  { inside, tenantDb }: Pick<JobContext, 'inside' | 'tenantDb'>,
  { providerId, noticeId }: { providerId: string; noticeId: string },
): Promise<void> {
  const found = await inside(providerId, async ({ tx }) => {
    const notice = await findNotice(tx, noticeId)
    if (!notice) return null
    const watchers = await findWatchers(tx, notice.organization_id)
    return { notice, people: watchers.filter((watcher) => isFor(notice, watcher)) }
  })
  for (const { id: membershipId } of found?.people ?? [])
    await tenantDb.within({ ...systemScope(providerId), membershipId }, (tx) =>
      insertNotification(tx, { providerId, membershipId }, found?.notice as { id: string; created_at: Date }),
    )
}

type Notice = NonNullable<Awaited<ReturnType<typeof findNotice>>>
type Watcher = Awaited<ReturnType<typeof findWatchers>>[number]

function isFor({ to_memberships, to_permission }: Notice, { id, permissions }: Watcher): boolean {
  if (to_memberships) return to_memberships.includes(id)
  return allowedOf(permissions).has(to_permission as Permission)
}
