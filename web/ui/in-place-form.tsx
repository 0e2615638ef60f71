import { type ComponentProps, useCallback, useEffect, useId, useState } from 'react'
import { useFocusReturn } from './use-focus-return.ts'

// The panel around closes on Escape before what it was pressed in hears of it; of what is marked so it takes none.
globalThis.window?.addEventListener(
  'keydown',
  ({ key, target }) => {
    if (key === 'Escape' && target instanceof Element && target.closest('[data-in-place]'))
      target.setAttribute('data-mantine-stop-propagation', 'true')
  },
  { capture: true },
)

/**
 * A form in the place of what it changes, within a panel: Escape ends it alone, and once it has ended, the focus goes back
 * to what it was opened by, which is only hidden meanwhile.
 * @param tell of {@link useTypedForms}
 */
export function InPlaceForm({
  isDirty,
  isBusy,
  tell,
  onEnd,
  ...form
}: ComponentProps<'form'> & { isDirty: boolean; isBusy: boolean; tell: TellTyped; onEnd: () => void }) {
  useFocusReturn()
  const id = useId()
  useEffect(() => {
    tell(id, isDirty)
    return () => tell(id, false)
  }, [id, isDirty, tell])
  return (
    <form
      data-in-place
      noValidate
      onKeyDown={({ key, target, nativeEvent }) => {
        if (key !== 'Escape' || nativeEvent.isComposing || isBusy) return
        // Of a list that is open, it closes the list alone.
        if (target instanceof Element && target.getAttribute('aria-expanded') !== 'true') onEnd()
      }}
      {...form}
    />
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
