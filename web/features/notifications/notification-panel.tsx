import { Button } from '@mantine/core'
import { IconBell } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { type Notification, readAllNotifications, readNotification } from '@tenantry/contract/notifications.ts'
import type { MouseEvent } from 'react'
import { api } from '../../platform/api.ts'
import { formatAgo, formatDateTime } from '../../platform/format.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { notifyError } from '../../ui/notify.ts'
import { SidePanel } from '../../ui/side-panel.tsx'
import { FieldsSkeleton } from '../../ui/skeletons.tsx'
import { NotificationSettings } from './notification-settings.tsx'
import { useNotifications } from './notifications.api.ts'
import classes from './notifications.module.css'
import { texts } from './notifications.texts.ts'
import { unreadQuery } from './unread.api.ts'

/** What the person has been told of. */
export default function NotificationPanel({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <SidePanel opened={opened} onClose={onClose} title={texts.title}>
      {opened && <Notifications onClose={onClose} />}
    </SidePanel>
  )
}

function Notifications({ onClose }: { onClose: () => void }) {
  const pages = useNotifications()
  const renew = useRenewal()
  const [newest] = pages.rows
  const readAll = () =>
    void api(readAllNotifications, { body: { upTo: newest?.createdAt ?? '' } }).then(renew, () =>
      notifyError(texts.notSaved, texts.failed),
    )
  if (pages.error) return <ErrorState error={pages.error} onRetry={renew} />
  return (
    <>
      {pages.isLoading ? (
        <FieldsSkeleton count={4} />
      ) : newest ? (
        <>
          {pages.rows.some(({ readAt }) => readAt === null) && (
            <Button variant="default" size="xs" onClick={readAll}>
              {texts.readAll}
            </Button>
          )}
          <ul className={classes.list}>
            {pages.rows.map((each) => (
              <li key={each.id}>
                <Item notification={each} onClose={onClose} onRead={renew} />
              </li>
            ))}
          </ul>
          {pages.hasMore && (
            <Button variant="subtle" onClick={() => void pages.loadMore()}>
              {texts.more}
            </Button>
          )}
        </>
      ) : (
        <EmptyState icon={<IconBell size={22} stroke={1.6} />} title={texts.emptyTitle} text={texts.emptyText} />
      )}
      <NotificationSettings />
    </>
  )
}

/** Asks anew for what there is, and how much of it is new. */
function useRenewal(): () => void {
  const queryClient = useQueryClient()
  return () => {
    void queryClient.invalidateQueries({ queryKey: ['notifications'] })
    void queryClient.invalidateQueries({ queryKey: unreadQuery.queryKey })
  }
}

function Item(props: { notification: Notification; onClose: () => void; onRead: () => void }) {
  const { id, title, detail, path, organization, createdAt, readAt } = props.notification
  const { history } = useRouter()
  const open = (event: MouseEvent) => {
    if (readAt === null)
      void api(readNotification, { params: { id }, body: { isRead: true } }).then(props.onRead, () => {})
    if (event.metaKey || event.ctrlKey || event.shiftKey) return
    event.preventDefault()
    props.onClose()
    history.push(path)
  }
  return (
    <a className={classes.item} href={path} data-unread={readAt === null || undefined} onClick={open}>
      <div className={classes.title}>{title}</div>
      {detail && <div className={classes.detail}>{detail}</div>}
      <div className={classes.when}>
        {organization.name} ·{' '}
        <time dateTime={createdAt} title={formatDateTime(createdAt)}>
          {formatAgo(createdAt)}
        </time>
        {readAt === null && ` · ${texts.unread}`}
      </div>
    </a>
  )
}
