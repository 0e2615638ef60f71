import { ActionIcon } from '@mantine/core'
import { IconBell } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Suspense, useRef, useState } from 'react'
import { part } from '../../ui/part.tsx'
import classes from './bell.module.css'
import { texts } from './bell.texts.ts'
import { unreadQuery } from './unread.api.ts'

const NotificationPanel = part(() => import('./notification-panel.tsx'))

/** Whether there is something to know, and the way to it. */
export default function Bell() {
  const { data: unread = 0 } = useQuery(unreadQuery)
  const [isOpen, setOpen] = useState(false)
  const [wasOpened, setWasOpened] = useState(false)
  const open = () => {
    setWasOpened(true)
    setOpen(true)
  }
  const button = useRef<HTMLButtonElement>(null)
  // The panel came with the first press and has not seen what had the focus before.
  const close = () => {
    setOpen(false)
    button.current?.focus({ preventScroll: true })
  }
  return (
    <>
      <ActionIcon
        ref={button}
        className={classes.bell}
        size={36}
        aria-label={texts.bell(unread)}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onClick={open}
      >
        <IconBell size={19} stroke={1.7} aria-hidden />
        {unread > 0 && (
          <span className={classes.count} aria-hidden>
            {texts.count(unread)}
          </span>
        )}
      </ActionIcon>
      {wasOpened && (
        <Suspense fallback={null}>
          <NotificationPanel opened={isOpen} onClose={close} />
        </Suspense>
      )}
    </>
  )
}
