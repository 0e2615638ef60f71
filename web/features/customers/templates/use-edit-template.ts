import { useNavigate } from '@tanstack/react-router'
import { useCallback } from 'react'

/** Opens the form of a template by its id, or of a new one with `new`; closes it with null. */
export function useEditTemplate(): (id: string | 'new' | null) => void {
  const navigate = useNavigate()
  return useCallback(
    (id) =>
      void navigate({
        to: '/customer-templates',
        search: (before) => ({
          ...before,
          add: id === 'new' ? (true as const) : undefined,
          edit: id === 'new' || id === null ? undefined : id,
        }),
        replace: id === null,
      }),
    [navigate],
  )
}
