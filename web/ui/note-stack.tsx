import '@mantine/notifications/styles.layer.css'
import { Notifications, notifications } from '@mantine/notifications'
import { useEffect, useRef } from 'react'
import { texts } from '../platform/texts.ts'
import classes from './note-stack.module.css'
import type { Note } from './notify.ts'

/**
 * Draws notes at the lower left of the page, where they lie over no button of the navigation, of a panel, of a list on a
 * phone and of a bar that saves. `notes` only grows; each is shown once.
 */
export default function NoteStack({ notes }: { notes: readonly Note[] }) {
  const shown = useRef(0)
  useEffect(() => {
    for (const note of notes.slice(shown.current)) show(note)
    shown.current = notes.length
  }, [notes])
  return <Notifications position="bottom-left" classNames={{ root: classes.stack, notification: classes.note }} />
}

function show({ title, message, isError }: Note): void {
  notifications.show({
    message,
    ...(title ? { title } : {}),
    color: isError ? 'red' : 'accent',
    autoClose: isError ? false : 4000,
    role: isError ? 'alert' : 'status',
    closeButtonProps: { 'aria-label': texts.actions.close },
  })
}
