import { type MantineThemeOverride, useComboboxContext } from '@mantine/core'
import { useEffect, useId } from 'react'

/**
 * For the theme: every field of choices knows its list's id before it opens it. By itself the library learns it from the
 * list that is drawn, and tells readers only with the next change that the list is open and which it is.
 */
export const choiceLists: MantineThemeOverride['components'] = {
  ComboboxTarget: { defaultProps: useListNamed },
  ComboboxEventsTarget: { defaultProps: useListNamed },
  ComboboxOptions: { defaultProps: () => ({ id: useComboboxContext().store.listId ?? undefined }) },
}

function useListNamed() {
  const { setListId } = useComboboxContext().store
  const id = useId()
  useEffect(() => setListId(id), [setListId, id])
  return {}
}
