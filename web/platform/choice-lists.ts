import { type MantineThemeOverride, useComboboxContext } from '@mantine/core'
import { useEffect, useId } from 'react'

/**
 * For the theme: every field of choices knows its list's id before it opens it, and tells readers which of its options is
 * marked. By itself the library learns the id from the list that is drawn, and tells only with the next change that the
 * list is open and which it is; of what is marked, it tells what an arrow has marked.
 */
export const choiceLists: MantineThemeOverride['components'] = {
  ComboboxTarget: { defaultProps: useListNamed },
  ComboboxEventsTarget: { defaultProps: useListNamed },
  ComboboxOptions: { defaultProps: () => ({ id: useComboboxContext().store.listId ?? undefined }) },
}

function useListNamed() {
  const { setListId, targetRef } = useComboboxContext().store
  const id = useId()
  useEffect(() => setListId(id), [setListId, id])
  // After whatever is drawn: the first option of what is found is marked once the list holds it.
  useEffect(() => {
    const frame = requestAnimationFrame(() => tellMarked(targetRef.current, id))
    return () => cancelAnimationFrame(frame)
  })
  return {}
}

function tellMarked(field: HTMLElement | null, listId: string) {
  const marked = document.getElementById(listId)?.querySelector('[data-combobox-selected]')
  if (marked) field?.setAttribute('aria-activedescendant', marked.id)
  else field?.removeAttribute('aria-activedescendant')
}
