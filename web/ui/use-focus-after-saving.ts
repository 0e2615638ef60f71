import { type RefObject, useEffect, useRef } from 'react'
import { focusPlace } from './focus-place.ts'

/**
 * What was pressed to save is switched off meanwhile, and has lost the focus where it is still there afterwards. Where
 * nothing is left to save, it stays switched off: the focus goes to its form, as that opens no keyboard of a telephone.
 */
export function useFocusAfterSaving(save: RefObject<HTMLButtonElement | null>, isBusy: boolean): void {
  const wasBusy = useRef(isBusy)
  useEffect(() => {
    const button = save.current
    const isOver = wasBusy.current && !isBusy
    wasBusy.current = isBusy
    if (!isOver || !button || document.activeElement !== document.body) return
    if (button.disabled) focusPlace(button.form ? [button.form] : [])
    else button.focus()
  }, [save, isBusy])
}
