import { usePermission } from '../../platform/session.tsx'
import { AddToList } from '../../ui/list/add-to-list.tsx'
import { useAddCustomer } from '../customers/public.ts'
import { texts } from './organizations.texts.ts'

/** Begins a customer, partner or enterprise, for those who may. */
export function AddButton() {
  const mayCreate = usePermission('customers.create')
  const addCustomer = useAddCustomer()
  if (!mayCreate) return null
  return <AddToList label={texts.add} onClick={() => addCustomer()} />
}
