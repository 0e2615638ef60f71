import { useQuery } from '@tanstack/react-query'
import type { Customer } from '@tenantry/contract/customers.ts'
import { useMe } from '../../../../../platform/session.tsx'
import { customerQuery } from '../../../customer.api.ts'

/** The settings that something below an organization inherits; undefined where the API does not tell them. */
export function useInherited(parentId: string | undefined): Customer['inherited'] | undefined {
  const { organization } = useMe().membership
  // A provider is no customer, so that its settings cannot be read as one's.
  const isProvider = organization.type === 'provider' && organization.id === parentId
  const id = isProvider || parentId === undefined ? '' : parentId
  return useQuery(customerQuery(id)).data?.data.inherited
}
