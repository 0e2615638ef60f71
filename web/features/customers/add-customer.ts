import { useNavigate } from '@tanstack/react-router'
import { useMe } from '../../platform/session.tsx'
import { keepParent } from './wizard/start.ts'
import type { Parent } from './wizard/step.ts'

/** What another wizard was opened with. */
const nothing = { draft: undefined, copy: undefined, template: undefined }

/** Opens the wizard, below one's own organization or another one. */
export function useAddCustomer() {
  const navigate = useNavigate()
  const membershipId = useMe().membership.id
  return (parent?: Parent) => {
    keepParent(sessionStorage, membershipId, parent ?? null)
    void navigate({ to: '/customers', search: (before) => ({ ...before, ...nothing, add: true as const }) })
  }
}
