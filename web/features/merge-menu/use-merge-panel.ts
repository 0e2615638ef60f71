import { useNavigate } from '@tanstack/react-router'
import type { MergeSearch } from './merge-search.ts'

/** Opens the panel that merges beside whatever page is shown. */
export function useMergePanel() {
  const navigate = useNavigate()
  const show = (part: MergeSearch, replace = false) =>
    void navigate({
      to: '.',
      search: (before: Record<string, unknown>) => ({ ...before, merge: undefined, into: undefined, ...part }),
      replace,
    })
  return {
    open: (id: string, into?: string) => show({ merge: id, into }),
    close: () => show({}, true),
  }
}
