import { useNavigate } from '@tanstack/react-router'
import type { OrganizationStatus } from '@tenantry/contract/organizations.ts'
import type { LifecycleSearch } from './lifecycle-search.ts'

/** Opens the panels beside whatever page is shown; a closed one is not opened again by going back. */
export function useLifecyclePanels() {
  const navigate = useNavigate()
  const show = (part: LifecycleSearch, replace = false) =>
    void navigate({
      to: '.',
      search: (before: Record<string, unknown>) => ({
        ...before,
        change: undefined,
        to: undefined,
        purge: undefined,
        ...part,
      }),
      replace,
    })
  return {
    openStatus: (id: string, to?: OrganizationStatus) => show({ change: id, to }),
    openPurge: (id: string) => show({ purge: id }),
    close: () => show({}, true),
  }
}
