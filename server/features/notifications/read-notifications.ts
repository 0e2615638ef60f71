import { AppError } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { countUnread, findNotification, markAllRead, markRead } from './notifications.queries.ts'

/** The most that is counted. */
const mostCounted = 100

/** Counts what the caller has not read yet, without what is about organizations out of sight. */
export async function countNotifications({ tx }: CallContext): Promise<{ unread: number }> {
  return { unread: await countUnread(tx, mostCounted) }
}

/**
 * Notes that the caller has read a notification, or has not.
 * @throws not_found (404) when the caller has not been told of it, or does not see any more what it is about
 */
export async function readNotification({ tx, clock }: CallContext, id: string, isRead: boolean): Promise<void> {
  if (!(await findNotification(tx, id))) throw new AppError('not_found')
  await markRead(tx, id, isRead ? clock.now() : null)
}

/** Notes that the caller has read all up to a moment: what came while they were looking stays new. */
export async function readAllNotifications({ tx, clock }: CallContext, upTo: Date): Promise<void> {
  await markAllRead(tx, upTo, clock.now())
}
