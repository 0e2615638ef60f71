import { type FocusEvent, useRef } from 'react'

/**
 * Selects what a field that was pressed holds. Where all of it was selected before, the browser puts the caret into it only
 * after the press has been told of. What has been typed by then is not: the next key would take its place.
 */
export function selectSoon(input: HTMLInputElement): void {
  const shown = input.value
  requestAnimationFrame(() => {
    if (input.value === shown) input.select()
  })
}

/**
 * For searchable fields of one choice: what is typed takes the place of the name that is shown, instead of being added to
 * it, also right after a choice.
 */
export function useRetyping() {
  const ref = useRef<HTMLInputElement>(null)
  return {
    ref,
    onFocus: (event: FocusEvent<HTMLInputElement>) => event.currentTarget.select(),
    /** To be called when something was chosen. */
    chosen: () =>
      requestAnimationFrame(() => {
        // The name of what was chosen has been written by now; who has gone on keeps their place.
        if (document.activeElement === ref.current) ref.current?.select()
      }),
  }
}
