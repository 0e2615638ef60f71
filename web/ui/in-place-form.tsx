import { Button } from '@mantine/core'
import { type ReactNode, type RefObject, useCallback, useEffect, useId, useState } from 'react'
import classes from './in-place-form.module.css'
import { useFocusReturn } from './use-focus-return.ts'

/** Tells a panel that Escape is none of its business, as a list of choices does while it is open. */
const kept = 'data-mantine-stop-propagation'

/** Presses of Escape that end a form. */
const ending = new WeakSet<Event>()

// The panel around closes on Escape before what it was pressed in hears of it.
globalThis.window?.addEventListener(
  'keydown',
  (event) => {
    const { key, target, isComposing } = event
    if (key !== 'Escape' || isComposing || !(target instanceof Element) || !target.closest('[data-in-place]')) return
    if (target.getAttribute(kept) === 'true') return
    target.setAttribute(kept, 'true')
    ending.add(event)
  },
  { capture: true },
)

/**
 * A form in the place of what it changes, within a panel: Escape ends it alone, and once it has ended, the focus goes back
 * to what it was opened by, which is only hidden meanwhile.
 * @param tell of {@link useTypedForms}
 */
export function InPlaceForm(props: {
  ref: RefObject<HTMLFormElement | null>
  /** What it is called, where a field alone does not say so. */
  label?: string
  className: string | undefined
  words: { cancel: string; save: string }
  isDirty: boolean
  isBusy: boolean
  tell: TellTyped
  onSave: () => void
  onEnd: () => void
  children: ReactNode
}) {
  const { words, isBusy, onEnd } = props
  useFocusReturn()
  useTellTyped(props.tell, props.isDirty)
  return (
    <form
      ref={props.ref}
      data-in-place
      noValidate
      aria-label={props.label}
      className={props.className}
      onKeyDown={({ target, nativeEvent }) => {
        if (!ending.has(nativeEvent)) return
        if (target instanceof Element) target.removeAttribute(kept)
        if (!isBusy) onEnd()
      }}
      onSubmit={(event) => {
        event.preventDefault()
        props.onSave()
      }}
    >
      {props.children}
      <div className={classes.buttons}>
        <Button variant="default" onClick={onEnd}>
          {words.cancel}
        </Button>
        <Button type="submit" loading={isBusy}>
          {words.save}
        </Button>
      </div>
    </form>
  )
}

/** Told by each form of a panel whether something stands in it that is not saved yet. */
export type TellTyped = (form: string, isTyped: boolean) => void

/** Whether something stands in any of the forms of a panel that closing would lose. */
export function useTypedForms(): { isDirty: boolean; tell: TellTyped } {
  const [typed, setTyped] = useState<ReadonlySet<string>>(new Set())
  const tell = useCallback<TellTyped>((form, isTyped) => {
    setTyped((now) => {
      if (now.has(form) === isTyped) return now
      return new Set(isTyped ? [...now, form] : [...now].filter((each) => each !== form))
    })
  }, [])
  return { isDirty: typed.size > 0, tell }
}

/** Tells the panel of a form whether something stands in it, until it is gone. */
export function useTellTyped(tell: TellTyped, isTyped: boolean): void {
  const id = useId()
  useEffect(() => {
    tell(id, isTyped)
    return () => tell(id, false)
  }, [id, isTyped, tell])
}
