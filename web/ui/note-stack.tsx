import { Button } from '@mantine/core'
import '@mantine/notifications/styles.layer.css'
import { Notifications, notifications } from '@mantine/notifications'
import { useEffect, useRef } from 'react'
import { texts as general } from '../platform/texts.ts'
import { place } from './note-place.ts'
import classes from './note-stack.module.css'
import { texts } from './note-stack.texts.ts'
import type { Note } from './notify.ts'

/** How long after a change of the page it is looked whether notes lie over anything, in milliseconds; what changes meanwhile is in it. */
const lookAfter = 150

/** What moves something, or lets go of notes, without a change of the document. */
const movements = 'scroll resize load input focusin focusout pointerout transitionend animationend'.split(' ')

/** What is called like a note is of its kind: a new one takes the older one's place. */
const shownOf = new Map<string, string>()

/**
 * Draws notes at the lower left of the page, or where they cover nothing that somebody works at. `notes` only grows; each
 * is shown once. F8 closes the newest, wherever the focus is, and Escape where nothing else is open that it closes.
 */
export default function NoteStack({ notes }: { notes: readonly Note[] }) {
  const shown = useRef(0)
  useEffect(() => {
    for (const note of notes.slice(shown.current)) show(note)
    shown.current = notes.length
    requestAnimationFrame(look)
  }, [notes])
  useEffect(() => {
    const unwatch = watchPage()
    addEventListener('keydown', closeByKey)
    return () => {
      unwatch()
      removeEventListener('keydown', closeByKey)
    }
  }, [])
  return (
    <Notifications
      position="bottom-left"
      pauseResetOnHover="notification"
      classNames={{ root: classes.stack, notification: classes.note }}
    />
  )
}

const stackShown = () => document.querySelector<HTMLElement>(`.${classes.stack}[data-position="bottom-left"]`)

function look(): void {
  const stack = stackShown()
  if (stack) place(stack)
}

/** Looks once more after whatever may have moved something under notes, or notes over something. @returns what ends it */
function watchPage(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const lookSoon = () => {
    timer ??= setTimeout(() => {
      timer = undefined
      look()
    }, lookAfter)
  }
  const changes = new MutationObserver((records) => {
    const stack = stackShown()
    // Where it was put is no reason to look again.
    if (records.some(({ target }) => target !== stack)) lookSoon()
  })
  changes.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true })
  for (const type of movements) addEventListener(type, lookSoon, { capture: true, passive: true })
  return () => {
    clearTimeout(timer)
    changes.disconnect()
    for (const type of movements) removeEventListener(type, lookSoon, { capture: true })
  }
}

function show({ title, message, isError, canReload }: Note): void {
  const kind = isError ? `error ${title}` : 'done'
  const older = shownOf.get(kind)
  if (older) notifications.hide(older)
  const id = notifications.show({
    message: canReload ? <Reloading message={message} /> : message,
    ...(title ? { title } : {}),
    color: isError ? 'red' : 'accent',
    autoClose: isError ? false : 4000,
    role: isError ? 'alert' : 'status',
    closeButtonProps: { 'aria-label': texts.close, 'aria-keyshortcuts': 'F8', title: texts.closeByKey },
    onClose: () => {
      if (shownOf.get(kind) === id) shownOf.delete(kind)
    },
  })
  // The newest last.
  shownOf.delete(kind)
  shownOf.set(kind, id)
}

/** What to do, with the way to load the page anew; what is not saved there is asked about first. */
function Reloading({ message }: { message: string }) {
  return (
    <>
      {message}
      <Button variant="default" size="xs" mt={8} display="block" onClick={() => location.reload()}>
        {general.errors.reload}
      </Button>
    </>
  )
}

/** What closes by Escape itself, before a note does. */
const closing = '[aria-modal="true"], [aria-expanded="true"], [data-in-place], [role="menu"], [role="listbox"]'

function closeByKey(event: KeyboardEvent): void {
  const newest = [...shownOf.values()].at(-1)
  if (!newest || event.defaultPrevented || event.isComposing) return
  if (event.key !== 'F8' && (event.key !== 'Escape' || document.querySelector(closing))) return
  notifications.hide(newest)
}
