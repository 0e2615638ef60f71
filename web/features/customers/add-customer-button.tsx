import { loadPart } from '../../platform/missing-code.ts'
import { AddToList } from '../../ui/list/add-to-list.tsx'
import { useAddCustomer } from './add-customer.ts'
import { texts } from './customers.texts.ts'

export const loadAddCustomerPanel = () => import('./wizard/add-customer-panel.tsx')
const prepare = () => void loadPart(loadAddCustomerPanel).catch(() => {})

/**
 * Opens the wizard. Pointing at it starts the loading already, so that the press finds it there.
 * @param isKept not shown yet, with its place kept, so that nothing beside it moves
 */
export function AddCustomerButton({ isKept }: { isKept?: boolean }) {
  const addCustomer = useAddCustomer()
  return (
    <AddToList
      label={texts.list.add}
      isKept={isKept}
      onClick={() => addCustomer()}
      onPointerEnter={prepare}
      onFocus={prepare}
    />
  )
}
