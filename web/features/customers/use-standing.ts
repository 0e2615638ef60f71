import { useQuery } from '@tanstack/react-query'
import type { OrganizationStatus } from '@tenantry/contract/organizations.ts'
import { useMe, usePermission } from '../../platform/session.tsx'
import { standingOf } from './standing.ts'
import { statusQuery } from './status.api.ts'

/** What the status of a customer, and of what lies above it, leaves to do; its own counts until the other is known. */
export function useStanding({ id, status }: { id: string; status: OrganizationStatus }) {
  const { type } = useMe().membership.organization
  return standingOf(useQuery(statusQuery(id)).data?.data.effectiveStatus ?? status, type)
}

/** Whether the page of a customer offers to edit it: to whom their role allows it, while it is not read only. */
export function useMayEdit(customer: { id: string; status: OrganizationStatus }): boolean {
  const { isReadOnly } = useStanding(customer)
  return usePermission('customers.update') && !isReadOnly
}
