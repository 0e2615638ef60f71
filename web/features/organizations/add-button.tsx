import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { usePermission } from '../../platform/session.tsx'
import { useAddCustomer } from '../customers/public.ts'
import { texts } from './organizations.texts.ts'

/** Begins a customer, partner or enterprise, for those who may. */
export function AddButton() {
  const mayCreate = usePermission('customers.create')
  const addCustomer = useAddCustomer()
  if (!mayCreate) return null
  return (
    <Button leftSection={<IconPlus size={16} stroke={2} aria-hidden />} onClick={() => addCustomer()}>
      {texts.add}
    </Button>
  )
}
