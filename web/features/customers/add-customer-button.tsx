import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { loadPart } from '../../platform/missing-code.ts'
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
    <Button
      leftSection={<IconPlus size={16} stroke={2} aria-hidden />}
      onClick={() => addCustomer()}
      onPointerEnter={prepare}
      onFocus={prepare}
      {...(isKept && { style: { visibility: 'hidden' } })}
    >
      {texts.list.add}
    </Button>
  )
}
