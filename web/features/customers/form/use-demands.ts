import { useQuery } from '@tanstack/react-query'
import { demandedOf, type RequirableField } from '@tenantry/contract/required-fields.ts'
import { useMemo } from 'react'
import { useMe } from '../../../platform/session.tsx'
import { formSettingsQuery } from '../customer.api.ts'
import { useSubdivisions } from './use-subdivisions.ts'

const none: readonly RequirableField[] = []

/**
 * The fields that the provider requires of customers; none while that is not known: the API has the last word. Who only
 * reads is told none.
 */
export function useRequiredFields(): readonly RequirableField[] {
  const { permissions } = useMe()
  const enabled = permissions.includes('customers.create') || permissions.includes('customers.update')
  return useQuery({ ...formSettingsQuery, enabled }).data?.data.requiredFields ?? none
}

/** What whoever is signed in has to fill in of a new customer, and the list of states where that depends on it. */
export function useDemands() {
  const { membership, permissions } = useMe()
  const required = useRequiredFields()
  const { subdivisions: lookup } = useSubdivisions(required.some((field) => field.endsWith('.state')))
  return useMemo(() => {
    const { organization, reach } = membership
    const by = { organizationType: organization.type, reach, permissions: new Set(permissions) }
    return { fields: demandedOf(by, required), lookup }
  }, [membership, permissions, required, lookup])
}
