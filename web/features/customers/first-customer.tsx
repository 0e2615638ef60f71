import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useMe, usePermission } from '../../platform/session.tsx'
import { useAddCustomer } from './add-customer.ts'
import { organizationsQuery } from './customers.api.ts'
import { texts } from './customers.texts.ts'

/**
 * What an empty list of what customers have begins with: where there is no customer yet, the way to one.
 * @param props.beside stands after it, for what one's own house may have
 * @param props.otherwise stands there once there are customers, and for who may not add any
 */
export function FirstCustomer(props: { beside?: ReactNode; otherwise?: ReactNode }) {
  const addCustomer = useAddCustomer()
  const mayCreate = usePermission('customers.create')
  const own = useMe().membership.organization.id
  const { data, isLoading } = useQuery({ ...organizationsQuery(''), enabled: mayCreate })
  // A press would be lost on a button in whose place another one comes.
  if (isLoading) return null
  const isFirst = mayCreate && data?.every(({ id }) => id === own)
  if (!isFirst) return props.otherwise
  return (
    <>
      <Button onClick={() => addCustomer()}>{texts.list.add}</Button>
      {props.beside}
    </>
  )
}
